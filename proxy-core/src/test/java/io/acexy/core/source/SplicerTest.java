package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What has been published, what a candidate has sent, and where it goes on. Keyframes are at 0, 2, 4 ... s. */
class SplicerTest {

    /**
     * One row.
     *
     * @param says where it goes on: "exact", "at 6 s, 2.5 s lost", "at 6 s" where the loss is unknown, or how it stands
     */
    private record Row(String sentence, Reel published, Reel candidate, boolean patienceOver, String says) {}

    private static Row row(String sentence, Reel published, Reel candidate, String says) {
        return new Row(sentence, published, candidate, false, says);
    }

    private static Row later(String sentence, Reel published, Reel candidate, String says) {
        return new Row(sentence, published, candidate, true, says);
    }

    @TestFactory
    Stream<DynamicTest> aCandidateGoesOnWhereNothingIsRepeatedAndLittleIsLost() {
        return Stream.of(
                        row(
                                "the next byte is found where the candidate reaches back over the end",
                                Reel.of(0, 5.3),
                                Reel.of(3, 7),
                                "exact"),
                        row("and where it begins with the very packet", Reel.of(0, 5.3), Reel.of(5.29, 7), "exact"),
                        row(
                                "a candidate that has not come to the end is waited for",
                                Reel.of(0, 5.3),
                                Reel.of(1, 5.2),
                                "BEHIND"),
                        row(
                                "one that ends where the published end is has brought nothing",
                                Reel.of(0, 5.3),
                                Reel.of(1, 5.3),
                                "BEHIND"),
                        row(
                                "one that begins past the end goes on at its first keyframe",
                                Reel.of(0, 3.5),
                                Reel.of(5, 7),
                                "at 6 s, 2.5 s lost"),
                        row("and waits for it where it has none yet", Reel.of(0, 3.5), Reel.of(4.1, 5.5), "PAST"),
                        row(
                                "old keyframes are passed over",
                                Reel.of(0, 5.5),
                                Reel.changed(1, 9, SplicerTest::alter),
                                "at 6 s, 0.5 s lost"))
                .map(row -> DynamicTest.dynamicTest(row.sentence, () -> check(row)));
    }

    @TestFactory
    Stream<DynamicTest> aClockThatJumpsMakesNothingNewThatIsOld() {
        return Stream.of(
                        row(
                                "the clock wraps like any other number",
                                Reel.shifted(0, 3.5, toWrap(2)),
                                Reel.shifted(5, 7, toWrap(2)),
                                "at 6 s, 2.5 s lost"),
                        row(
                                "behind a jump of the clock the next byte is found as well",
                                Reel.of(0, 4).thenShifted(4, 5.3, 3_000),
                                Reel.of(3, 4).thenShifted(4, 7, 3_000),
                                "exact"),
                        row(
                                "a candidate that is still before a jump back of the clock is behind, however high its clock",
                                Reel.of(0, 4).thenShifted(4, 5.3, -2),
                                Reel.of(1, 3.9),
                                "BEHIND"),
                        later(
                                "and its old media does not become new when patience ends",
                                Reel.of(0, 4).thenShifted(4, 5.3, -2),
                                Reel.changed(1, 3.9, SplicerTest::alter),
                                "BEHIND"),
                        row(
                                "after a jump to a clock of its own the next byte is waited for",
                                Reel.of(0, 4),
                                Reel.shifted(5, 9, 5_000),
                                "UNCLEAR"),
                        later("but not for ever", Reel.of(0, 4), Reel.shifted(5, 9, 5_000), "at 6 s"),
                        row(
                                "without any clock it is waited for, too",
                                Reel.changed(0, 4, Reel::withoutClock),
                                Reel.changed(5, 9, Reel::withoutClock),
                                "UNCLEAR"),
                        later(
                                "tables in the middle of a picture are no place to go on at",
                                Reel.of(0, 3.5),
                                Reel.of(4.1, 5.9),
                                "PAST"))
                .map(row -> DynamicTest.dynamicTest(row.sentence, () -> check(row)));
    }

    @TestFactory
    Stream<DynamicTest> whatIsOldByWhatComesBehindItOrBeforeItIsNotNewWhenPatienceEnds() {
        return Stream.of(
                        later(
                                "what went before all that was published",
                                Reel.of(10, 12).thenShifted(12, 13.3, 5_000),
                                Reel.of(1, 6),
                                "BEHIND"),
                        later(
                                "what goes before a jump that is followed by old media",
                                Reel.shifted(4, 7.3, 5_000),
                                Reel.changed(1, 4, SplicerTest::alter).then(4, 7, packet -> {
                                    Reel.shift(packet, 5_000);
                                    alter(packet);
                                }),
                                "BEHIND"))
                .map(row -> DynamicTest.dynamicTest(row.sentence, () -> check(row)));
    }

    private static double toWrap(double seconds) {
        return (1L << 33) / 90_000.0 - seconds;
    }

    /** Another multiplexer's packets: they are like no other's. */
    private static void alter(byte[] packet) {
        packet[TsPacket.SIZE - 1] ^= 0x55;
    }

    private static void check(Row row) {
        Published published = new Published(point -> {});
        ByteBuf sent = row.published.buffer();
        for (int at = 0; at < sent.readableBytes(); at += TsPacket.SIZE) {
            published.add(sent, at, at);
        }
        Splicer splicer = new Splicer(published, TestAllowance.unlimited(UnpooledByteBufAllocator.DEFAULT), false);
        try {
            splicer.offer(row.candidate.buffer());
            assertThat(say(splicer, row)).isEqualTo(row.says);
        } finally {
            splicer.release();
        }
    }

    private static String say(Splicer splicer, Row row) {
        Optional<Splice> exact = splicer.exact(true, true);
        if (exact.isPresent()) {
            int bytes = splicer.continueAt(exact.get()).packets().stream()
                    .mapToInt(ByteBuf::readableBytes)
                    .sum();
            assertThat(bytes / TsPacket.SIZE).isEqualTo(Reel.packetAt(7) - Reel.packetAt(5.3));
            return "exact";
        }
        Optional<Splice> jump = splicer.atKeyframe(row.patienceOver);
        if (jump.isEmpty() && row.patienceOver) {
            jump = splicer.atTables();
        }
        return jump.map(splice -> "at " + secondsOf(splicer.continueAt(splice)) + " s"
                        + splice.lost()
                                .map(lost -> String.format(", %.1f s lost", lost.toMillis() / 1000.0))
                                .orElse(""))
                .orElse(splicer.standing().toString());
    }

    /** Which keyframe of the test pattern it is. */
    private static long secondsOf(Continuation next) {
        byte[] packet = new byte[TsPacket.SIZE];
        byte[] known = new byte[TsPacket.SIZE];
        next.packets().get(0).getBytes(0, packet);
        packet[TsPacket.SIZE - 1] = 0;
        for (long seconds = 0; seconds < 20; seconds += 2) {
            long at = Reel.MEDIA.keyframeFrom(Reel.packetAt((double) seconds));
            Reel.MEDIA.fill(at, known);
            known[TsPacket.SIZE - 1] = 0;
            if (equalButForClock(packet, known)) {
                return seconds;
            }
        }
        return -1;
    }

    private static boolean equalButForClock(byte[] one, byte[] other) {
        boolean clock = TsPacket.hasPcr(Unpooled.wrappedBuffer(other), 0);
        for (int i = 0; i < one.length; i++) {
            boolean matters = !clock || i < 5 || i > 11;
            if (matters && one[i] != other[i]) {
                return false;
            }
        }
        return true;
    }
}
