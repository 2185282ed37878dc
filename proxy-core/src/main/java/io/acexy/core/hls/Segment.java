package io.acexy.core.hls;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A segment as it is listed: what is said of it never changes. Its list owns and releases its bytes. */
final class Segment {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final long number;
    private final Instant date;
    private final Cut cut;
    private final String entry;

    Segment(long number, Instant date, Cut cut) {
        this.number = number;
        this.date = date;
        this.cut = cut;
        this.entry = (cut.afterLoss() ? "#EXT-X-DISCONTINUITY\n" : "")
                + "#EXT-X-PROGRAM-DATE-TIME:" + DATE.format(date)
                + "\n#EXTINF:" + seconds(millis()) + ",\n" + number + ".ts";
    }

    private static String seconds(long millis) {
        return millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1);
    }

    long number() {
        return number;
    }

    Cut cut() {
        return cut;
    }

    /** Its lines in a list, up to the end of its path. */
    String entry() {
        return entry;
    }

    /** Of the whole media clock, and not of each length, so that what is rounded does not add up. */
    private long millis() {
        return HlsConfig.millis(cut.end()) - HlsConfig.millis(cut.start());
    }

    /** The date at which the next one begins if nothing is missing. */
    Instant end() {
        return date.plusMillis(millis());
    }

    int bytes() {
        return cut.body().readableBytes();
    }

    void release() {
        cut.body().release();
    }
}
