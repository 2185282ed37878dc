package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.mpegts.TsPacket;
import io.acexy.core.source.Splicer.Standing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Media that comes bit by bit, on both sides, and at which packet of the candidate it goes on. */
class SplicerPlaceTest {

    private static final long SECOND = 27_000_000;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
    private final Published published = new Published(point -> {});
    private final Splicer splicer = new Splicer(published, TestAllowance.unlimited(allocator), false);
    private final Splicer foreign = new Splicer(published, TestAllowance.unlimited(allocator), true);

    @AfterEach
    void nothingIsLeft() {
        splicer.release();
        foreign.release();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    private void publish(Reel reel) {
        ByteBuf sent = reel.buffer();
        for (int at = 0; at < sent.readableBytes(); at += TsPacket.SIZE) {
            published.add(sent, at, at);
        }
    }

    private static long packets(double from, double to) {
        return Reel.packetAt(to) - Reel.packetAt(from);
    }

    private static Optional<Splice> at(long packet) {
        return Optional.of(Splice.exact(packet));
    }

    private static void alter(byte[] packet) {
        packet[TsPacket.SIZE - 1] ^= 0x55;
    }

    private static void withoutKeyframe(byte[] packet, long number) {
        if (Reel.MEDIA.isKeyframePart(number)) {
            Reel.toNull(packet);
        }
    }

    /** Neither a clock nor the beginning of a picture. */
    private static void withoutTime(byte[] packet) {
        Reel.withoutClock(packet);
        packet[1] &= (byte) 0xBF;
    }

    /** The last packet up to this one that has a program clock. */
    private static long clockUpTo(long number) {
        byte[] packet = new byte[TsPacket.SIZE];
        long clock = number;
        for (Reel.MEDIA.fill(clock, packet); !Reel.hasClock(packet); Reel.MEDIA.fill(clock, packet)) {
            clock--;
        }
        return clock;
    }

    @Test
    void beforeAnythingHasComeOrWasPublishedThereIsNoPlace() {
        assertThat(splicer.isEmpty()).isTrue();
        splicer.offer(Reel.of(0, 1).buffer());
        assertThat(splicer.isEmpty()).isFalse();
        assertThat(splicer.exact(true, false)).isEmpty();
        publish(Reel.of(0, 0.5));
        assertThat(foreign.exact(true, false)).isEmpty();
        assertThat(splicer.exact(true, false)).isEqualTo(at(packets(0, 0.5)));
    }

    @Test
    void whatEndsWhereThePublishedEndsIsAPlaceOnlyWhereNoMoreIsAskedFor() {
        publish(Reel.of(0, 3));
        splicer.offer(Reel.of(1, 3).buffer());
        assertThat(splicer.exact(true, true)).isEmpty();
        assertThat(splicer.exact(true, false)).isEqualTo(at(packets(1, 3)));
        splicer.offer(Reel.of(3, 3.1).buffer());
        assertThat(splicer.exact(false, true)).isEqualTo(at(packets(1, 3)));
    }

    @Test
    void whatHasBeenComparedIsComparedAgainOnlyWhenTheEndHasMoved() {
        publish(Reel.of(0, 1));
        splicer.offer(Reel.of(2, 4).buffer());
        assertThat(splicer.exact(false, false)).isEmpty();
        publish(Reel.of(1, 3));
        assertThat(splicer.exact(false, false)).isEmpty();
        assertThat(splicer.exact(true, false)).isEqualTo(at(packets(2, 3)));
    }

    @Test
    void packetsWithoutATimeStampAreNoPlaceHoweverMany() {
        publish(Reel.changed(0, 3, SplicerPlaceTest::withoutTime));
        splicer.offer(Reel.changed(1, 4, SplicerPlaceTest::withoutTime).buffer());
        assertThat(splicer.exact(true, true)).isEmpty();
    }

    @Test
    void aFewThatAreAlikeAreNoPlaceWhereTheOnesBeforeAreNot() {
        publish(Reel.of(0, 3));
        long clock = clockUpTo(Reel.packetAt(3) - 1);
        long last = Reel.packetAt(3) - 1;
        for (int alike = 1; alike < 12; alike++) {
            Published end = new Published(point -> {});
            long from = clock - alike + 1;
            publishUpTo(end, clock);
            Splicer other = new Splicer(end, TestAllowance.unlimited(allocator), false);
            other.offer(Reel.changedOf(1, 4, (bytes, number) -> {
                        if (number < from) {
                            alter(bytes);
                        }
                    })
                    .buffer());
            assertThat(other.exact(true, true).isPresent())
                    .as("%s are alike, up to %s of %s", alike, clock, last)
                    .isEqualTo(alike >= 8);
            other.release();
        }
    }

    private static void publishUpTo(Published end, long last) {
        byte[] packet = new byte[TsPacket.SIZE];
        for (long number = 0; number <= last; number++) {
            Reel.MEDIA.fill(number, packet);
            end.add(Unpooled.wrappedBuffer(packet), 0, number * TsPacket.SIZE);
        }
    }

    @Test
    void whatBeginsWithThePublishedEndIsThePlaceWhereItHasATimeStamp() {
        long clock = clockUpTo(Reel.packetAt(3));
        byte[] packet = new byte[TsPacket.SIZE];
        publishUpTo(published, clock);
        ByteBuf media = Unpooled.buffer();
        for (long number = clock; number < clock + 400; number++) {
            Reel.MEDIA.fill(number, packet);
            media.writeBytes(packet);
        }
        splicer.offer(media);
        assertThat(splicer.exact(true, true)).isEqualTo(at(1));
    }

    @Test
    void ofAnotherBroadcastTheFirstKeyframeIsThePlaceAndTheLossIsUnknown() {
        publish(Reel.of(0, 5));
        assertThat(foreign.standing()).isEqualTo(Standing.BEHIND);
        foreign.offer(Reel.of(1, 5).buffer());
        assertThat(foreign.standing()).isEqualTo(Standing.PAST);
        Splice splice = foreign.atKeyframe(false).orElseThrow();
        assertThat(splice.kind()).isEqualTo(Switch.Kind.KEYFRAME);
        assertThat(splice.lost()).isEmpty();
        assertThat(splice.from()).isEqualTo(Reel.MEDIA.keyframeFrom(Reel.packetAt(1)) - Reel.packetAt(1));
        assertThat(foreign.atTables()).isEmpty();
    }

    @Test
    void ofAnotherBroadcastWithoutKeyframesItIsTheLastTables() {
        publish(Reel.of(0, 5));
        foreign.offer(Reel.changedOf(1, 5, SplicerPlaceTest::withoutKeyframe).buffer());
        assertThat(foreign.atKeyframe(true)).isEmpty();
        Splice splice = foreign.atTables().orElseThrow();
        assertThat(splice.kind()).isEqualTo(Switch.Kind.TABLES);
        assertThat(splice.lost()).isEmpty();
        assertThat(splice.from()).isGreaterThan(packets(1, 4));
        splicer.offer(Reel.changedOf(6, 8, SplicerPlaceTest::withoutKeyframe).buffer());
        assertThat(splicer.atTables())
                .as("what has shown keyframes may show one")
                .isEmpty();
    }

    @ParameterizedTest(name = "published up to 5 s, from {0} s on: {1}, begins ahead: {2}")
    @CsvSource({
        "0, BEHIND, false",
        "4.3, BEHIND, false",
        "4.7, BEHIND, true",
        "5, BEHIND, true",
        "5.4, PAST, true",
        "60, PAST, true",
        "605.5, UNCLEAR, false"
    })
    void whereItStandsByItsFirstClockReference(double from, Standing standing, boolean ahead) {
        publish(Reel.of(0, 5));
        assertThat(splicer.standing()).isEqualTo(Standing.BEHIND);
        assertThat(splicer.beginsAhead()).isFalse();
        splicer.offer(Reel.of(from, from + 0.2).buffer());
        assertThat(splicer.standing()).isEqualTo(standing);
        assertThat(splicer.beginsAhead()).isEqualTo(ahead);
    }

    @Test
    void oneThatHasGoneOnForHalfASecondPastTheEndIsPastIt() {
        publish(Reel.of(0, 5));
        splicer.offer(Reel.changed(4, 5.4, SplicerPlaceTest::alter).buffer());
        assertThat(splicer.standing()).isEqualTo(Standing.BEHIND);
        splicer.offer(Reel.changed(5.4, 5.7, SplicerPlaceTest::alter).buffer());
        assertThat(splicer.standing()).isEqualTo(Standing.PAST);
    }

    /** Media whose clock says one thing only: so many ticks from the last that was published. */
    private Reel ticking(long ticks) {
        double seconds = (published.inspector().lastPcr() + ticks + 0.5) / SECOND;
        return Reel.changed(4, 4.3, packet -> Reel.setClock(packet, seconds));
    }

    @ParameterizedTest(name = "{0} ticks from the end: {1}, begins ahead: {2}")
    @CsvSource({
        "5400001, PAST, true",
        "5400000, BEHIND, true",
        "0, BEHIND, true",
        "-13499999, BEHIND, true",
        "-13500000, BEHIND, false"
    })
    void aFifthOfASecondBehindTheEndIsNoGapAndHalfASecondIsTooOld(long ticks, Standing standing, boolean ahead) {
        publish(Reel.of(0, 5));
        splicer.offer(ticking(ticks).buffer());
        assertThat(splicer.standing()).isEqualTo(standing);
        assertThat(splicer.beginsAhead()).isEqualTo(ahead);
    }

    @ParameterizedTest(name = "{0} ticks past the end: {1}")
    @CsvSource({"13499999, BEHIND", "13500000, PAST"})
    void oneThatWasBehindIsPastTheEndAfterHalfASecond(long ticks, Standing standing) {
        publish(Reel.of(0, 5));
        splicer.offer(ticking(-SECOND).buffer());
        splicer.offer(ticking(ticks).buffer());
        assertThat(splicer.standing()).isEqualTo(standing);
    }

    @Test
    void aClockThatBeginsAtZeroHasBegun() {
        publish(Reel.changed(0, 5, packet -> Reel.setClock(packet, -0.1)));
        splicer.offer(Reel.changed(4, 4.3, packet -> Reel.setClock(packet, 0)).buffer());
        splicer.offer(
                Reel.changed(4.3, 4.6, packet -> Reel.setClock(packet, 0.3)).buffer());
        assertThat(splicer.standing()).isEqualTo(Standing.BEHIND);
    }

    @Test
    void aFirstPacketThatIsNotAlikeIsNoPlace() {
        long clock = clockUpTo(Reel.packetAt(3));
        byte[] packet = new byte[TsPacket.SIZE];
        publishUpTo(published, clock);
        ByteBuf media = Unpooled.buffer();
        for (long number = clock - 3; number < clock + 400; number++) {
            Reel.MEDIA.fill(number, packet);
            if (number == clock - 3) {
                alter(packet);
            }
            media.writeBytes(packet);
        }
        splicer.offer(media);
        assertThat(splicer.exact(true, true)).isEmpty();
    }

    @Test
    void aKeyframeThatIsNoLongerHeldIsNoPlace() {
        publish(Reel.of(0, 5));
        foreign.offer(Reel.of(0, 30).buffer());
        Splice splice = foreign.atKeyframe(true).orElseThrow();
        assertThat(splice.from()).isBetween(packets(0, 15), packets(0, 20.5));
        assertThat(splice.from()).isEqualTo(Reel.MEDIA.keyframeFrom(splice.from()));
        byte[] expected = new byte[TsPacket.SIZE];
        byte[] got = new byte[TsPacket.SIZE];
        Reel.MEDIA.fill(splice.from(), expected);
        foreign.continueAt(splice).packets().get(0).getBytes(0, got);
        assertThat(got).isEqualTo(expected);
    }
}
