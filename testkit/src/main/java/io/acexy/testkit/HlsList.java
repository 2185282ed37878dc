package io.acexy.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A media list as a strict player reads it (draft-pantos-hls-rfc8216bis-22, 4). What it may not be, it is not: reading fails with what
 * is wrong.
 *
 * @param target seconds that no segment is longer than, when rounded
 * @param first the number of the first segment
 * @param firstDiscontinuity the number of the discontinuity sequence that it begins with
 * @param independent whether all segments are said to decode alone
 * @param segments in their order
 */
public record HlsList(int target, long first, long firstDiscontinuity, boolean independent, List<Segment> segments) {

    /**
     * One segment.
     *
     * @param number in the presentation
     * @param discontinuity the number of the sequence that it belongs to
     * @param afterDiscontinuity whether the tag stands before it
     * @param seconds how long it is said to be
     * @param date when it is said to begin
     * @param address as it stands in the list
     */
    public record Segment(
            long number, long discontinuity, boolean afterDiscontinuity, double seconds, Instant date, String address) {

        /** The address without what says who asks. */
        public String path() {
            int query = address.indexOf('?');
            return query < 0 ? address : address.substring(0, query);
        }
    }

    /** How long all segments together are, in seconds. */
    public double seconds() {
        return segments.stream().mapToDouble(Segment::seconds).sum();
    }

    /**
     * Reads one.
     *
     * @throws AssertionError with what is wrong
     */
    public static HlsList of(String text) {
        return new Reader().read(text);
    }

    /** The lines so far. */
    private static final class Reader {

        private final Map<String, String> once = new HashMap<>();
        private final List<Segment> segments = new ArrayList<>();
        private long discontinuities;
        private boolean discontinuity;
        private boolean ended;
        private Double seconds;
        private Instant date;

        HlsList read(String text) {
            check(text.startsWith("#EXTM3U\n"), "it begins with #EXTM3U, and with nothing before it");
            check(text.endsWith("\n"), "its last line ends");
            for (String line : text.substring(8).split("\n", -1)) {
                line(line);
            }
            check(seconds == null && date == null && !discontinuity, "tags of a segment have their segment");
            check(number("VERSION") == 3, "the version is that of what is used: 3 for durations with a point");
            return new HlsList(
                    (int) number("TARGETDURATION"),
                    number("MEDIA-SEQUENCE"),
                    number("DISCONTINUITY-SEQUENCE"),
                    once.containsKey("INDEPENDENT-SEGMENTS"),
                    List.copyOf(segments));
        }

        private long number(String tag) {
            check(once.containsKey(tag), tag + " is there");
            return Long.parseLong(once.get(tag));
        }

        private void line(String line) {
            if (line.isEmpty()) {
                return;
            }
            check(!ended, "nothing behind the end");
            if (!line.startsWith("#")) {
                segment(line);
                return;
            }
            check(line.startsWith("#EXT"), "no comments");
            int colon = line.indexOf(':');
            String tag = colon < 0 ? line : line.substring(0, colon);
            tag(tag, colon < 0 ? "" : line.substring(colon + 1));
        }

        private void tag(String tag, String value) {
            switch (tag) {
                case "#EXTINF" -> {
                    check(value.matches("\\d+\\.\\d{3},"), "a duration in milliseconds, not " + value);
                    seconds = Double.valueOf(value.substring(0, value.length() - 1));
                }
                case "#EXT-X-PROGRAM-DATE-TIME" -> date = Instant.parse(value);
                case "#EXT-X-DISCONTINUITY" -> {
                    check(!discontinuity, "one discontinuity before a segment");
                    discontinuity = true;
                    discontinuities++;
                }
                case "#EXT-X-VERSION",
                        "#EXT-X-TARGETDURATION",
                        "#EXT-X-MEDIA-SEQUENCE",
                        "#EXT-X-DISCONTINUITY-SEQUENCE",
                        "#EXT-X-INDEPENDENT-SEGMENTS" -> {
                    check(segments.isEmpty() && seconds == null && !discontinuity, tag + " before all segments");
                    check(once.put(tag.substring(7), value) == null, tag + " once");
                }
                case "#EXT-X-ENDLIST" -> ended = true;
                default -> throw new AssertionError("no " + tag + " in a live list of transport stream");
            }
        }

        private void segment(String address) {
            check(seconds != null, "each segment has a duration");
            check(date != null, "each segment has a date");
            long number = number("MEDIA-SEQUENCE") + segments.size();
            long sequence = number("DISCONTINUITY-SEQUENCE") + discontinuities;
            segments.add(new Segment(number, sequence, discontinuity, seconds, date, address));
            seconds = null;
            date = null;
            discontinuity = false;
        }
    }

    static void check(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError("not kept: " + rule);
        }
    }
}
