package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.mpegts.TsAligner;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is no transport stream is told after 200 kB, or after 2 s in which bytes come, with what it seems to be. */
class LegibilityTest {

    private static final String LEGIBLE = "may be a transport stream";
    private static final String NONE = "what the engine sends is not MPEG-TS";

    /**
     * One row.
     *
     * @param comes what comes when: "at" and milliseconds, bytes, kind; the last is judged
     */
    private record Row(String sentence, String comes, String says) {}

    @TestFactory
    Stream<DynamicTest> whatIsNoTransportStreamIsToldSoon() {
        return Stream.of(
                        new Row("packets are", "at 0 100000 packets; at 5000 100000 packets", LEGIBLE),
                        new Row("and be it after much else", "at 0 190000 noise; at 0 20000 packets", LEGIBLE),
                        new Row("200 kB of a page are still waited with", "at 0 200000 page", LEGIBLE),
                        new Row("more is a page", "at 0 202000 page", NONE + ", but seems to be HTML"),
                        new Row(
                                "in however many pieces",
                                "at 0 100 page; at 10 101000 page; at 20 101000 page",
                                NONE + ", but seems to be HTML"),
                        new Row(
                                "more is noise",
                                "at 0 202000 noise",
                                NONE + ", but seems to be binary data of an unknown kind"),
                        new Row("a few bytes may be a beginning", "at 0 300 list; at 1999 300 list", LEGIBLE),
                        new Row("for 2 s", "at 0 300 list; at 2000 300 list", NONE + ", but seems to be an HLS list"),
                        new Row("which count from the first of them", "at 60000 300 list; at 61999 300 list", LEGIBLE),
                        new Row(
                                "one that was legible and is hurt for a moment later goes on",
                                "at 0 100000 packets; at 60000 3000 noise",
                                LEGIBLE),
                        new Row(
                                "and is not told for what is hurt in hours",
                                "at 0 100000 packets; at 60000 190000 noise; at 60100 100000 packets; at 90000 190000 noise",
                                LEGIBLE),
                        new Row(
                                "but when no packet has come for 2 s",
                                "at 0 100000 packets; at 60000 3000 noise; at 61000 3000 noise; at 62000 3000 noise",
                                NONE),
                        new Row("or in 200 kB", "at 0 100000 packets; at 100 202000 noise", NONE))
                .map(row -> DynamicTest.dynamicTest(row.sentence + ": " + row.comes, () -> check(row)));
    }

    private static void check(Row row) {
        TsAligner aligner = new TsAligner();
        Legibility legibility = null;
        EngineFault fault = null;
        for (String event : row.comes.split("; ", -1)) {
            assertThat(fault).as("told too early").isNull();
            String[] words = event.split(" ", -1);
            long now =
                    Long.MAX_VALUE - 5 + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words[1])); // a ticker may wrap
            ByteBuf in = bytes(words[3], Integer.parseInt(words[2]));
            aligner.align(in, Unpooled.buffer(in.readableBytes() + 2_000));
            legibility = legibility == null ? new Legibility(aligner, now) : legibility;
            fault = legibility.judge(now);
        }
        assertThat(fault == null ? LEGIBLE : fault.detail()).isEqualTo(row.says);
    }

    private static ByteBuf bytes(String kind, int count) {
        byte[] bytes = new byte[count];
        switch (kind) {
            case "packets" -> {
                for (int at = 0; at < count; at += TsPacket.SIZE) {
                    bytes[at] = TsPacket.SYNC;
                }
            }
            case "page" -> fill(bytes, "<!DOCTYPE html><html><body>nothing here ");
            case "list" -> fill(bytes, "#EXTM3U\n#EXT-X-VERSION:3\n");
            case "noise" -> fill(bytes, "\u0001\u0002\u0003\u0004\u0005");
            default -> throw new IllegalArgumentException(kind);
        }
        return Unpooled.wrappedBuffer(bytes);
    }

    private static void fill(byte[] bytes, String text) {
        byte[] pattern = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = pattern[i % pattern.length];
        }
    }
}
