package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.mpegts.ContinuityMonitor.Order;
import org.junit.jupiter.api.Test;

class ContinuityMonitorTest {

    private static final int PID = 0x100;

    private final ContinuityMonitor monitor = new ContinuityMonitor();

    @Test
    void theCounterRunsFromZeroToFifteenAndOver() {
        for (int counter = 5; counter < 40; counter++) {
            assertThat(payload(counter)).isEqualTo(Order.IN_SEQUENCE);
        }
        assertThat(monitor.errors()).isZero();
        assertThat(monitor.last(PID)).isEqualTo(39 & 0x0F);
    }

    @Test
    void aMissingPacketIsAnErrorOnce() {
        payload(1);
        assertThat(payload(3)).isEqualTo(Order.GAP);
        assertThat(payload(4)).isEqualTo(Order.IN_SEQUENCE);
        assertThat(monitor.errors()).isEqualTo(1);
    }

    @Test
    void aPacketMayComeTwiceButNotThreeTimes() {
        payload(1);
        assertThat(payload(1)).isEqualTo(Order.DUPLICATE);
        assertThat(payload(1)).isEqualTo(Order.GAP);
        assertThat(payload(2)).isEqualTo(Order.IN_SEQUENCE);
        assertThat(payload(2)).isEqualTo(Order.DUPLICATE);
        assertThat(monitor.errors()).isEqualTo(1);
    }

    @Test
    void packetsWithoutPayloadDoNotCount() {
        payload(1);
        assertThat(adaptationOnly(1, false)).isEqualTo(Order.IN_SEQUENCE);
        assertThat(adaptationOnly(1, false)).isEqualTo(Order.IN_SEQUENCE);
        assertThat(payload(2)).isEqualTo(Order.IN_SEQUENCE);
        assertThat(adaptationOnly(3, false)).isEqualTo(Order.GAP);
    }

    @Test
    void anAnnouncedDiscontinuityIsNoError() {
        payload(1);
        assertThat(adaptationOnly(9, true)).isEqualTo(Order.IN_SEQUENCE);
        assertThat(payload(10)).isEqualTo(Order.IN_SEQUENCE);
        assertThat(monitor.errors()).isZero();
    }

    @Test
    void pidsAreCountedApart() {
        payload(1);
        assertThat(monitor.follow(header(0x101, 7, 0x10), false)).isEqualTo(Order.IN_SEQUENCE);
        assertThat(payload(2)).isEqualTo(Order.IN_SEQUENCE);
        assertThat(monitor.last(0x102)).isEqualTo(-1);
    }

    private Order payload(int counter) {
        return monitor.follow(header(PID, counter & 0x0F, 0x10), false);
    }

    private Order adaptationOnly(int counter, boolean discontinuity) {
        return monitor.follow(header(PID, counter, 0x20), discontinuity);
    }

    private static int header(int pid, int counter, int control) {
        return TsPacket.SYNC << 24 | pid << 8 | control | counter;
    }
}
