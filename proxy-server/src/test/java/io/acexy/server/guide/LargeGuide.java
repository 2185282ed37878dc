package io.acexy.server.guide;

import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A guide of 3 kB a programme of 1,000 channels, of which a lineup wants a half: read, kept, and made into the one that is served. A
 * program of its own, so that its memory can be bounded; says how many programmes were kept, of how many bytes, and how long it took.
 */
public final class LargeGuide {

    static final int CHANNELS = 1_000;

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final int BYTES = 3_000;

    private LargeGuide() {}

    /**
     * Reads one.
     *
     * @param arguments a folder to work in, and how many programmes
     */
    public static void main(String... arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        long begun = System.nanoTime();
        List<Channel> channels = IntStream.range(0, CHANNELS / 2)
                .mapToObj(i -> Guides.channel(i + 1, "Channel " + i, "channel" + i + ".example"))
                .toList();
        Wanted wanted = new Wanted(new Lineup(channels));
        Path part = folder.resolve("part.gz");
        Counted guide = new Counted(Integer.parseInt(arguments[1]));
        int kept;
        try (GuideWriter out = new GuideWriter(part)) {
            kept = GuideParser.read(guide, out, wanted, 0, NOW.getEpochSecond());
        }
        Path served = folder.resolve("served.gz");
        Schedule schedule = new GuideComposer(wanted, NOW, 1, 14).compose(List.of(part), served);
        boolean on = schedule.at(channels.get(0), NOW).isPresent();
        System.out.println("programmes=" + kept + " bytes=" + guide.bytes + " on=" + on + " packed="
                + Files.size(served) + " millis="
                + Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }

    /** Made while it is read. */
    private static final class Counted extends InputStream {

        private final String description = ("A sentence of a long description, with &amp;. "
                        + "And so on, for a while, ".repeat(20))
                .repeat(BYTES / 500);
        private final int programmes;
        private byte[] piece = {};
        private int at;
        private long bytes;
        private int next = -1;

        Counted(int programmes) {
            this.programmes = programmes;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            if (at == piece.length) {
                if (next > programmes) {
                    return -1;
                }
                String text = next < 0 ? "<tv>" : next == programmes ? "</tv>" : programme(next);
                next++;
                piece = text.getBytes(StandardCharsets.UTF_8);
                at = 0;
                bytes += piece.length;
            }
            int count = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, to, offset, count);
            at += count;
            return count;
        }

        private String programme(int number) {
            int day = 27 + number / CHANNELS / 24 % 3;
            int hour = number / CHANNELS % 24;
            return String.format(
                    Locale.ROOT,
                    "<programme start=\"202611%02d%02d0000 +0000\" stop=\"202611%02d%02d5959 +0000\""
                            + " channel=\"channel%d.example\"><title>Programme %d</title><desc>%s</desc></programme>%n",
                    day,
                    hour,
                    day,
                    hour,
                    number % CHANNELS,
                    number,
                    description);
        }
    }
}
