package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a candidate holds beside the ring: the arithmetic of docs/operations.md. */
class HeldTest {

    private static final double MIB = 1024 * 1024;
    private static final long SECOND = 27_000_000;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private final TestAllowance allowance = new TestAllowance();
    private final Held held = allowance.held(allocator);
    private long ticks;

    @AfterEach
    void allIsGivenBack() {
        held.release();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
        assertThat(allowance.closed).isTrue();
    }

    /** Each packet says which one it is. */
    private void play(double seconds, int megabits, boolean clock) {
        long packets = (long) (seconds * megabits * 1_000_000 / 8 / TsPacket.SIZE);
        for (long i = 0; i < packets; i++) {
            long number = held.end();
            held.room().writeLong(number).writeZero(TsPacket.SIZE - Long.BYTES);
            ticks += clock ? (long) (seconds * SECOND / packets) : 0;
            held.add(number * 31, ticks);
        }
    }

    @ParameterizedTest(name = "{0} Mbit/s: {1} MiB")
    @CsvSource({"1, 1.5", "4, 5.9", "8, 11.6", "25, 36", "60, 64"})
    void aCandidateHoldsTwelveSecondsAsTheTableSays(int megabits, double table) {
        play(20, megabits, true);
        long most = 0;
        for (int i = 0; i < 20; i++) {
            play(0.1, megabits, true);
            most = Math.max(most, held.bytes());
            assertThat(allocator.metric().usedHeapMemory()).isEqualTo(held.bytes());
        }
        assertThat(most / MIB).isBetween(table * 0.96, table);
    }

    @Test
    void withoutAClockBytesAreCounted() {
        play(20, 25, false);
        assertThat(held.bytes()).isBetween(4_404_019L - 2 * Held.SLAB_BYTES, 4_404_019L + Held.SLAB_BYTES);
        play(20, 25, true);
        assertThat(held.bytes() / MIB).isGreaterThan(35);
        play(5, 25, false);
        assertThat(held.bytes()).isLessThan(4_404_019L + Held.SLAB_BYTES);
    }

    @Test
    void whereAllBuffersTogetherHaveLessTheOldestGo() {
        play(5, 25, true);
        assertThat(allowance.wanted).as("what it asks for").isBetween(held.bytes() - Held.SLAB_BYTES, held.bytes());
        allowance.limit = 1 << 20;
        play(1, 25, true);
        assertThat(held.bytes()).isBetween((1L << 20) - Held.SLAB_BYTES, 1L << 20);
    }

    @Test
    void oneThatIsSentNothingMoreIsShortenedAsWell() {
        play(5, 25, true);
        allowance.limit = 1 << 20;
        allowance.shorten.run();
        assertThat(held.bytes()).isBetween((1L << 20) - Held.SLAB_BYTES, 1L << 20);
        allowance.limit = 0;
        allowance.shorten.run();
        assertThat(held.bytes()).as("with less no place is found").isEqualTo(2 * Held.SLAB_BYTES);
    }

    @Test
    void whatIsLeftKeepsItsNumbersWhenTheOldestGo() {
        play(20, 25, true);
        assertThat(held.start()).isPositive();
        for (long number = held.start(); number < held.end(); number += 97) {
            assertThat(held.print(number)).isEqualTo(number * 31);
        }
        long from = held.start() + 3 * Held.SLAB_PACKETS + 5;
        long number = from;
        for (ByteBuf piece : held.from(from)) {
            for (int at = 0; at < piece.readableBytes(); at += TsPacket.SIZE) {
                assertThat(piece.getLong(at)).isEqualTo(number++);
            }
        }
        assertThat(number).isEqualTo(held.end());
        assertThat(held.from(held.end())).isEmpty();
    }
}
