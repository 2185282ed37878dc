package io.acexy.core.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.broadcast.Chunk;
import io.acexy.core.broadcast.Subscriber;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the stream is cut. The setting is four seconds, and so is what has been promised. */
class SegmenterTest {

    private static final int HEAD = 2 * TsPacket.SIZE;

    private final ScriptedMedia media = new ScriptedMedia();
    private final List<Cut> cuts = new ArrayList<>();
    private final Segmenter segmenter =
            new Segmenter(new HlsConfig(Duration.ofSeconds(4), Duration.ofSeconds(60)), 1_000_000, cuts::add);

    @AfterEach
    void allIsGivenBack() {
        segmenter.close();
        cuts.forEach(cut -> cut.body().release());
        media.close();
        assertThat(media.allocator.metric().usedDirectMemory()).isZero();
    }

    private void subscribe() {
        media.broadcast.subscribe(new Subscriber() {
            @Override
            public boolean isWritable() {
                return true;
            }

            @Override
            public void begin(JoinPoint point, boolean resumed) {
                segmenter.begin(point, resumed);
            }

            @Override
            public void deliver(Chunk chunk, int from) {
                segmenter.take(chunk, from);
            }

            @Override
            public void flush() {}

            @Override
            public void failed(Throwable cause) {
                throw new AssertionError(cause);
            }

            @Override
            public void overtaken() {}
        });
    }

    private record Row(String sentence, String script, String expected) {
        @Override
        public String toString() {
            return sentence;
        }
    }

    /** Expected are lengths in seconds; D begins behind a loss, x does not begin with a keyframe. */
    static Stream<Row> promised() {
        return Stream.of(
                new Row("keyframes each second", "K 1 K 1 K 1 K 1 K 1 K 1", "4.0"),
                new Row("keyframes that divide the length", "K 2 K 2 K 2 K 2 K 2", "4.0 4.0"),
                new Row("keyframes that do not: rather shorter than longer", "K 3 K 3 K 3 K 1", "3.0 3.0 3.0"),
                new Row("a little longer than promised is rounded", "K 2.2 K 2.2 K 2.2 K 2.2 K 1", "4.4 4.4"),
                new Row("and too long is not", "K 2.3 K 2.3 K 2.3 K 1", "2.3 2.3 2.3"),
                new Row("no keyframe comes: it is cut between", "K 10 K 1", "4.4 x4.4 x1.2"),
                new Row("it is cut at the last keyframe when the next is late", "K 1 K 7 K 4 K 1", "1.0 4.4 x2.6 4.0"),
                new Row("a jump ends a segment", "K 2 J K 4 K 1", "2.0 D4.0"),
                new Row("two jumps", "K 2 J K 1 J K 4 K 1", "2.0 D1.0 D4.0"),
                new Row("what comes between a jump and a keyframe is left out", "K 2 J 1 K 4 K 1", "2.0 D4.0"),
                new Row("behind a jump no keyframe is waited for in vain", "K 2 J 9 K 1", "2.0 Dx4.4 x4.4"),
                new Row("a jump at a cut", "K 2 K 2 K J K 4 K 1", "4.0 D4.0"),
                new Row("a keyframe that is told late", "K 3.9 L 4 K 1", "3.9 4.0"),
                new Row("behind a jump too", "K 2 J L 4 K 1", "2.0 D4.0"),
                new Row("a keyframe in the middle of a chunk", "K 4 M 4 M 4 M 1", "4.0 4.0 4.0"),
                new Row("radio", "A 0.5 A 0.5 A 0.5 A 0.5 A 0.5 A 0.5 A 0.5 A 0.5 A 0.5 A 1", "4.0"),
                new Row("nothing but tables", "T 10 T 10", "x4.4 x4.4 x1.2 x4.4 x4.4"),
                new Row("a chunk that lasts longer than a segment may", "K 2 K C6 K 4 K 1", "2.0 D4.0"),
                new Row("media without keyframe at all", "5", ""),
                new Row("a second jump before there is a keyframe", "K 2 J 1 J 1 K 4 K 1", "2.0 D4.0"));
    }

    @ParameterizedTest
    @MethodSource("promised")
    void itIsCutAsPromised(Row row) {
        segmenter.promise(4);
        segmenter.unhurried();
        subscribe();
        media.play(row.script);
        assertThat(told()).isEqualTo(row.expected);
        assertThat(cuts).allSatisfy(cut -> assertThat(isWhole(cut.body())).isTrue());
    }

    static Stream<Row> first() {
        return Stream.of(
                new Row(
                        "each keyframe that is a second after the last",
                        "K 1 K 2 K 0.5 K 0.5 K 3 K 1",
                        "1.0 2.0 1.0 3.0"),
                new Row("keyframes that are far apart are waited for", "K 10 K 10 K 1", "10.0 10.0"),
                new Row("but not for ever", "K 13 K 1 K 1", "12.4 x1.6"));
    }

    @ParameterizedTest
    @MethodSource("first")
    void inTheBeginningItIsCutAt(Row row) {
        subscribe();
        media.play(row.script);
        assertThat(told()).isEqualTo(row.expected);
    }

    private String told() {
        return cuts.stream()
                .map(cut -> (cut.afterLoss() ? "D" : "")
                        + (cut.independent() ? "" : "x")
                        + Math.floor(HlsConfig.millis(cut.length()) / 100.0) / 10)
                .collect(Collectors.joining(" "));
    }

    private static boolean isWhole(ByteBuf body) {
        for (int at = 0; at < body.readableBytes(); at += TsPacket.SIZE) {
            if (body.getByte(at) != TsPacket.SYNC) {
                return false;
            }
        }
        return TsPacket.pid(body, 0) == 0 && body.readableBytes() % TsPacket.SIZE == 0;
    }

    @Test
    void segmentsTogetherAreTheStreamWithTablesAtEachHead() {
        subscribe();
        media.play("K 1 K 1 M 2 M 3 K 1 K 1.5 L 4 K 20 K 1");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Cut cut : cuts) {
            byte[] bytes = ByteBufUtil.getBytes(cut.body());
            assertThat(TsPacket.pid(cut.body(), 0)).isZero();
            assertThat(TsPacket.pid(cut.body(), TsPacket.SIZE)).isEqualTo(0x1000);
            all.write(bytes, HEAD, bytes.length - HEAD);
        }
        byte[] published = Arrays.copyOf(media.published.toByteArray(), all.size());
        assertThat(all.size()).isGreaterThan(30 * ScriptedMedia.BYTES_PER_SECOND);
        assertThat(all.toByteArray()).isEqualTo(published);
    }

    @Test
    void betweenKeyframesTheTablesAreThoseThatCameLast() {
        subscribe();
        media.play("K 13 K 1 K 1");
        ByteBuf first = cuts.get(0).body();
        int last = first.readableBytes() - ScriptedMedia.PACKETS_PER_TENTH * TsPacket.SIZE;
        ByteBuf second = cuts.get(1).body();
        assertThat(second.slice(0, TsPacket.SIZE)).isEqualTo(first.slice(last, TsPacket.SIZE));
        assertThat(second.slice(TsPacket.SIZE, TsPacket.SIZE)).isEqualTo(first.slice(TsPacket.SIZE, TsPacket.SIZE));
    }

    @Test
    void aSegmentSharesTheMemoryOfTheRing() {
        subscribe();
        media.play("K 2 K 1");
        long before = media.allocator.metric().usedDirectMemory();
        media.play("K 2 K 0.5");
        assertThat(cuts).hasSizeGreaterThan(1);
        assertThat(media.allocator.metric().usedDirectMemory() - before)
                .as("a slab for what the ring would hold anyway")
                .isLessThanOrEqualTo(256 * 1024);
        ByteBuf body = cuts.get(0).body();
        assertThat(body.isDirect()).isTrue();
        assertThat(body.nioBufferCount()).as("a head, and twenty chunks").isEqualTo(21);
    }

    @Test
    void whereALeadStandsInForAPacketTheSegmentBeforeDoesWithout() {
        byte[] lead = Arrays.copyOf(ScriptedMedia.pmt(), 2 * TsPacket.SIZE);
        lead[1] = 0x41;
        lead[2] = 0;
        lead[3] = 0x15;
        System.arraycopy(lead, 0, lead, TsPacket.SIZE, 4);
        media.withLead(lead);
        subscribe();
        media.play("K 1 K 1 K 1");
        ByteBuf first = cuts.get(0).body();
        ByteBuf second = cuts.get(1).body();
        int seam = 10 * ScriptedMedia.PACKETS_PER_TENTH * TsPacket.SIZE;
        assertThat(first.readableBytes())
                .as("tables, a mark, the lead; without the two packets before, with the PAT of the next")
                .isEqualTo(seam + (2 + 1 + 2 - 2 + 1) * TsPacket.SIZE);
        assertThat(TsPacket.discontinuityIndicator(second, HEAD)).isTrue();
        assertThat(TsPacket.pid(second, HEAD)).isEqualTo(ScriptedMedia.VIDEO);
        assertThat(TsPacket.continuityCounter(second, HEAD)).isEqualTo(4);
        assertThat(second.getByte(HEAD + TsPacket.SIZE + 3)).isEqualTo((byte) 0x15);
    }

    @Test
    void mediaWhoseClockStandsIsNotKeptForEver() {
        subscribe();
        media.play("K 1 K S500 K 3");
        assertThat(segmenter.pending()).isLessThan(1_000_000);
    }

    @Test
    void theTargetIsTheLongestDistanceOfKeyframesRoundedUp() {
        assertThat(segmenter.targetSeconds()).isEqualTo(4);
        subscribe();
        media.play("K 2 K 2 K 4.1 K 0.1");
        assertThat(segmenter.targetSeconds()).isEqualTo(4);
        media.play("4.6 K 0.1");
        assertThat(segmenter.targetSeconds()).isEqualTo(5);
        media.play("30 K 0.1");
        assertThat(segmenter.targetSeconds()).isEqualTo(12);
    }
}
