package io.acexy.server.tuner;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The lineup in each of its forms, made once for each address under which it is asked for, until it changes. Where there are no channels it
 * has one that stands in for them, because Plex cannot be set up without. Any thread.
 */
final class LineupPages {

    static final String PLACEHOLDER = "1";

    /** Addresses are what clients say, so that there may be any number of them. */
    private static final int MOST_KEPT = 16;

    private static final Pattern HIGH = Pattern.compile("(?i).*\\b(u|f)?hd\\b.*|.*\\b(4k|1080[pi]?|720p)\\b.*");

    private volatile Pages pages = new Pages(Lineup.EMPTY, Map.of(), new ConcurrentHashMap<>());

    private record Pages(Lineup lineup, Map<String, Codecs> codecs, Map<String, byte[]> made) {}

    /** What a list is written in. */
    enum Form {
        JSON(TunerAnswers.JSON),
        XML(TunerAnswers.XML),
        M3U(TunerAnswers.M3U);

        private final String type;

        Form(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }
    }

    /** One row. */
    private record Row(String number, String name, Codecs codecs, boolean high, String url) {}

    byte[] page(Lineup lineup, Map<String, Codecs> codecs, Form form, String base) {
        Pages now = pages;
        if (now.lineup != lineup || !now.codecs.equals(codecs) || now.made.size() >= MOST_KEPT) {
            now = new Pages(lineup, codecs, new ConcurrentHashMap<>());
            pages = now;
        }
        return now.made.computeIfAbsent(form + " " + base, key -> make(rows(lineup, codecs, base), form));
    }

    private static List<Row> rows(Lineup lineup, Map<String, Codecs> codecs, String base) {
        if (lineup.channels().isEmpty()) {
            return List.of(
                    new Row(PLACEHOLDER, "No channels yet", Codecs.USUAL, false, base + "/auto/v" + PLACEHOLDER));
        }
        return lineup.channels().stream()
                .map(channel -> row(channel, codecs.getOrDefault(channel.id(), Codecs.USUAL), base))
                .toList();
    }

    private static Row row(Channel channel, Codecs codecs, String base) {
        return new Row(
                channel.number(),
                channel.name(),
                codecs,
                codecs.high() || HIGH.matcher(channel.name()).matches(),
                base + "/auto/v" + channel.number());
    }

    private static byte[] make(List<Row> rows, Form form) {
        return switch (form) {
            case JSON ->
                TunerAnswers.array(json -> {
                    for (Row row : rows) {
                        write(row, json);
                    }
                });
            case XML -> xml(rows).getBytes(StandardCharsets.UTF_8);
            case M3U -> m3u(rows).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static void write(Row row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("GuideNumber", row.number);
        json.writeStringField("GuideName", row.name);
        json.writeStringField("VideoCodec", row.codecs.video());
        json.writeStringField("AudioCodec", row.codecs.audio());
        if (row.high) {
            json.writeNumberField("HD", 1);
        }
        json.writeStringField("URL", row.url);
        json.writeEndObject();
    }

    private static String xml(List<Row> rows) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Lineup>");
        for (Row row : rows) {
            xml.append("<Program>")
                    .append(TunerAnswers.element("GuideNumber", row.number))
                    .append(TunerAnswers.element("GuideName", row.name))
                    .append(TunerAnswers.element("VideoCodec", row.codecs.video()))
                    .append(TunerAnswers.element("AudioCodec", row.codecs.audio()))
                    .append(row.high ? "<HD>1</HD>" : "")
                    .append(TunerAnswers.element("URL", row.url))
                    .append("</Program>");
        }
        return xml.append("</Lineup>\n").toString();
    }

    private static String m3u(List<Row> rows) {
        StringBuilder list = new StringBuilder("#EXTM3U\n");
        for (Row row : rows) {
            list.append("#EXTINF:-1 channel-id=\"")
                    .append(row.number)
                    .append("\" channel-number=\"")
                    .append(row.number)
                    .append("\" tvg-name=\"")
                    .append(row.name.replace('"', '\''))
                    .append("\",")
                    .append(row.number)
                    .append(' ')
                    .append(row.name)
                    .append('\n')
                    .append(row.url)
                    .append('\n');
        }
        return list.toString();
    }
}
