package io.acexy.server.guide;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.acexy.core.engine.ContentId;
import io.acexy.fuzz.Reads;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineup;
import io.acexy.server.fetch.UnfitException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Guides: what is kept of one is XML, one element a line, and what is read of that is the same again. */
@Reads({GuideParser.class, GuideWriter.class, MarkupBound.class, Wanted.class, Xml.class, XmltvTime.class})
class GuideFuzzTest {

    private static final long NOW = Instant.parse("2026-11-27T12:00:00Z").getEpochSecond();
    private static final long FROM = NOW - 86_400;
    private static final Wanted WANTED = new Wanted(new Lineup(List.of(channel(1, "One"), channel(2, "Two"))));

    private static Channel channel(int number, String name) {
        ContentId content = new ContentId(
                ContentId.Kind.CONTENT_ID, Integer.toString(number).repeat(40), 0);
        String id = name.toLowerCase(java.util.Locale.ROOT);
        return new Channel(id, Integer.toString(number), name, id + ".example", List.of(), "", List.of(content));
    }

    @FuzzTest
    void whatIsKeptOfAGuideIsOneElementALineAndReadsTheSameAgain(byte[] data) throws IOException {
        String once;
        try {
            once = kept(data);
        } catch (UnfitException noGuide) {
            return;
        }
        once.lines().forEach(GuideFuzzTest::expectAnElement);
        String again = kept(("<tv>" + once + "</tv>").getBytes(StandardCharsets.UTF_8));
        if (!again.equals(once)) {
            throw new AssertionError("was kept:\n" + once + "\nand of that:\n" + again);
        }
    }

    private static String kept(byte[] guide) throws IOException {
        StringWriter lines = new StringWriter();
        try (GuideWriter out = new GuideWriter(lines)) {
            GuideParser.read(new ByteArrayInputStream(guide), out, WANTED, FROM, NOW);
        }
        return lines.toString();
    }

    private static void expectAnElement(String line) {
        boolean whole = line.startsWith("<programme channel=\"") && line.endsWith("</programme>");
        if (!whole && !(line.startsWith("<channel id=\"") && line.endsWith("</channel>"))) {
            throw new AssertionError("no element: " + line);
        }
        Xml.attribute(line, "start");
        Xml.text(line, "title");
        XmltvTime.parse(Xml.attribute(line, "stop"));
    }
}
