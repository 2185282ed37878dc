package io.acexy.server.channels;

import io.acexy.server.m3u.Entry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The merged list as text, but for the address under which somebody finds this proxy, so that nobody is ever given another's. Lines of
 * the lists are kept as they are, in UTF-8; what a channel lacks of id and number is written between. Immutable, any thread.
 */
final class Listing {

    static final Listing EMPTY = new Writer(Map.of()).finish();

    private static final String PATH = "/channel/";

    private final Map<String, String> header;
    private final byte[] text;

    /** Where the address of the proxy belongs, and where what is played, in turn. */
    private final int[] gaps;

    /** Where the lines of each channel begin, which is half as many. */
    private final int[] starts;

    private final String sum;

    private Listing(Map<String, String> header, byte[] text, int[] gaps, int[] starts) {
        this.starts = starts;
        this.header = header;
        this.text = text;
        this.gaps = gaps;
        CRC32 crc = new CRC32();
        crc.update(text);
        this.sum = Long.toHexString(crc.getValue()) + "-" + Integer.toHexString(header.hashCode());
    }

    /** Changes whenever the list does. */
    String sum() {
        return sum;
    }

    /**
     * The list for somebody.
     *
     * @param base the address under which he finds this proxy
     * @param ending {@code .ts} or {@code .m3u8}
     * @param guide whether there are programmes here
     */
    ByteBuf render(ByteBufAllocator allocator, String base, String ending, boolean guide) {
        byte[] first = first(base, guide).getBytes(StandardCharsets.UTF_8);
        byte[] before = base.getBytes(StandardCharsets.US_ASCII);
        byte[] behind = ending.getBytes(StandardCharsets.US_ASCII);
        ByteBuf list = allocator.buffer(first.length + text.length + gaps.length / 2 * (before.length + behind.length));
        list.writeBytes(first);
        int from = 0;
        for (int i = 0; i < gaps.length; i++) {
            list.writeBytes(text, from, gaps[i] - from);
            list.writeBytes(i % 2 == 0 ? before : behind);
            from = gaps[i];
        }
        return list.writeBytes(text, from, text.length - from);
    }

    /** The same without some channels, by their ids. */
    Listing without(Set<String> ids) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(text.length);
        int[] keptGaps = new int[gaps.length];
        int[] keptStarts = new int[starts.length];
        int channels = 0;
        int from = 0;
        for (int i = 0; i < starts.length; i++) {
            int path = gaps[2 * i] + PATH.length();
            int end = gaps[2 * i + 1];
            kept.write(text, from, starts[i] - from);
            from = starts[i];
            if (ids.contains(new String(text, path, end - path, StandardCharsets.UTF_8))) {
                from = end + 1; // with the end of its line
            } else {
                int moved = kept.size() - starts[i];
                keptStarts[channels] = starts[i] + moved;
                keptGaps[2 * channels] = gaps[2 * i] + moved;
                keptGaps[2 * channels + 1] = end + moved;
                channels++;
            }
        }
        kept.write(text, from, text.length - from);
        return new Listing(
                header, kept.toByteArray(), Arrays.copyOf(keptGaps, 2 * channels), Arrays.copyOf(keptStarts, channels));
    }

    private String first(String base, boolean guide) {
        Map<String, String> attributes = new LinkedHashMap<>(header);
        if (guide) {
            attributes.remove("url-tvg");
            attributes.put("x-tvg-url", base + "/guide.xml");
        }
        StringBuilder line = new StringBuilder("#EXTM3U");
        attributes.forEach((key, value) -> attribute(line, key, value));
        return line.append('\n').toString();
    }

    private static void attribute(StringBuilder line, String key, String value) {
        line.append(' ')
                .append(key)
                .append("=\"")
                .append(value.replace('"', '\''))
                .append('"');
    }

    /** Writes one. One thread. */
    static final class Writer {

        private static final Pattern DURATION =
                Pattern.compile("^#EXTINF(?:\\s*:)?\\s*[-+]?[\\d.]*", Pattern.CASE_INSENSITIVE);
        private static final Pattern NUMBER = Pattern.compile("\\btvg-chno=\"[^\"]*\"", Pattern.CASE_INSENSITIVE);

        private final Map<String, String> header;
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private int[] gaps = new int[64];
        private int[] starts = new int[32];
        private int count;

        Writer(Map<String, String> header) {
            this.header = header;
        }

        void add(Draft draft) {
            List<String> lines = new ArrayList<>();
            if (draft.hand == null) {
                lines.addAll(draft.entry.before());
            }
            if (draft.isChannel()) {
                describe(draft, lines);
            }
            int start = text.size();
            lines.forEach(line -> write(line + "\n"));
            if (draft.isChannel()) {
                starts = count / 2 == starts.length ? Arrays.copyOf(starts, count) : starts;
                starts[count / 2] = start;
                gap();
                write(PATH + draft.id);
                gap();
                write("\n");
            } else {
                Entry.Target target = draft.entry.target();
                write(target.address() + target.behind() + "\n");
            }
        }

        private static void describe(Draft draft, List<String> lines) {
            if (draft.hand != null || draft.entry.described() < 0) {
                lines.add(0, whole(draft));
                return;
            }
            int at = draft.entry.described();
            String line = lines.get(at);
            StringBuilder added = new StringBuilder();
            if (draft.guideId().isEmpty()) {
                attribute(added, "tvg-id", draft.id);
            }
            Matcher numbered = NUMBER.matcher(line);
            if (!draft.number.equals(draft.entry.attribute("tvg-chno"))) {
                if (numbered.find()) {
                    line = numbered.replaceFirst("tvg-chno=\"" + draft.number + "\"");
                } else {
                    attribute(added, "tvg-chno", draft.number);
                }
            }
            Matcher duration = DURATION.matcher(line);
            int place = duration.find() ? duration.end() : 0;
            lines.set(at, line.substring(0, place) + added + line.substring(place));
        }

        private static String whole(Draft draft) {
            StringBuilder line = new StringBuilder("#EXTINF:-1");
            attribute(line, "tvg-id", draft.guideId().isEmpty() ? draft.id : draft.guideId());
            attribute(line, "tvg-chno", draft.number);
            if (!draft.logo().isEmpty()) {
                attribute(line, "tvg-logo", draft.logo());
            }
            if (!draft.groups().isEmpty()) {
                attribute(line, "group-title", String.join(";", draft.groups()));
            }
            return line.append(',').append(draft.name()).toString();
        }

        private void write(String part) {
            text.writeBytes(part.getBytes(StandardCharsets.UTF_8));
        }

        private void gap() {
            gaps = count == gaps.length ? Arrays.copyOf(gaps, count * 2) : gaps;
            gaps[count++] = text.size();
        }

        Listing finish() {
            return new Listing(
                    header, text.toByteArray(), Arrays.copyOf(gaps, count), Arrays.copyOf(starts, count / 2));
        }
    }
}
