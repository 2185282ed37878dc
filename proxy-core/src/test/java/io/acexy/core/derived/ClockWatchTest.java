package io.acexy.core.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockWatchTest {

    private static final int PACKET = 188;
    private static final long SECOND = 27_000_000;
    private static final long WRAP = (1L << 33) * 300;

    private final ClockWatch watch = new ClockWatch();

    /** Three packets, the middle one with a clock reference. */
    private static ByteBuf packets(int pid, long pcr) {
        ByteBuf bytes = Unpooled.buffer(3 * PACKET);
        for (int i = 0; i < 3; i++) {
            int at = i * PACKET;
            bytes.writerIndex(at + PACKET);
            bytes.setByte(at, 0x47).setShort(at + 1, pid).setByte(at + 3, 0x10);
            if (i == 1) {
                long base = pcr / 300;
                bytes.setByte(at + 3, 0x30).setByte(at + 4, 7).setByte(at + 5, 0x10);
                bytes.setInt(at + 6, (int) (base >>> 1));
                bytes.setShort(at + 10, (int) ((base & 1) << 15 | 0x7E00 | pcr % 300));
            }
        }
        return bytes;
    }

    private boolean breaks(int pid, long pcr, boolean afterJump) {
        return watch.breaksWith(packets(pid, pcr), 0, 3 * PACKET, afterJump);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 100, false", // not a tick
        "100, 103, false", // a gap
        "100, 160, false",
        "100, 161, true", // longer than any gap
        "100, 99, true", // back
        "100, 1, true",
        "95443, 1, false", // over the end of the counter, where it begins anew
        "1, 95443, true"
    })
    void aClockThatIsSetBackOrFarForwardIsAnother(long before, long after, boolean another) {
        breaks(256, before * SECOND % WRAP, false);
        assertThat(breaks(256, after * SECOND % WRAP, true)).isEqualTo(another);
    }

    @Test
    void whatFollowsWithoutAJumpIsTheSameClock() {
        breaks(256, 100 * SECOND, false);
        assertThat(breaks(256, SECOND, false)).isFalse();
    }

    @Test
    void theFirstOfAllIsNoBreak() {
        assertThat(breaks(256, 100 * SECOND, true)).isFalse();
    }

    @Test
    void theClockOfAnotherProgrammeSaysNothing() {
        breaks(256, 100 * SECOND, false);
        assertThat(breaks(512, SECOND, true)).isFalse();
    }
}
