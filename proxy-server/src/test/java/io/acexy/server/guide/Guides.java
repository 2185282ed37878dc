package io.acexy.server.guide;

import io.acexy.core.engine.ContentId;
import io.acexy.server.channels.Channel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Channels and guides for tests. */
final class Guides {

    private Guides() {}

    static Channel channel(int number, String name, String guideId) {
        ContentId content =
                new ContentId(ContentId.Kind.CONTENT_ID, String.format(java.util.Locale.ROOT, "%040x", number), 0);
        return new Channel(
                "channel-" + number, Integer.toString(number), name, guideId, List.of(), "", List.of(content));
    }

    static String tv(String... elements) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tv>" + String.join("\n", elements) + "</tv>";
    }

    static String named(String id, String... names) {
        StringBuilder channel = new StringBuilder("<channel id=\"" + id + "\">");
        for (String name : names) {
            channel.append("<display-name lang=\"en\">").append(name).append("</display-name>");
        }
        return channel.append("</channel>").toString();
    }

    static String programme(String id, String start, String stop, String title) {
        return "<programme start=\"" + start + "\" stop=\"" + stop + "\" channel=\"" + id + "\"><title>" + title
                + "</title></programme>";
    }

    static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> lines(Path packed) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
