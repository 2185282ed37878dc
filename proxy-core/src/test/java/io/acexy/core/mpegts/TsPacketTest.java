package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TsPacketTest {

    @Test
    void headerFieldsAreReadFromTheirBits() {
        ByteBuf packet = Unpooled.wrappedBuffer(Packets.packet(0x1ABC, 9, true, 1, 2, 3));

        assertThat(TsPacket.isSynced(packet, 0)).isTrue();
        assertThat(TsPacket.pid(packet, 0)).isEqualTo(0x1ABC);
        assertThat(TsPacket.continuityCounter(packet, 0)).isEqualTo(9);
        assertThat(TsPacket.payloadUnitStart(packet, 0)).isTrue();
        assertThat(TsPacket.hasPayload(packet, 0)).isTrue();
        assertThat(TsPacket.hasAdaptation(packet, 0)).isFalse();
        assertThat(TsPacket.transportError(packet, 0)).isFalse();
        assertThat(TsPacket.scrambled(packet, 0)).isFalse();
        assertThat(TsPacket.payloadOffset(packet, 0)).isEqualTo(4);
    }

    @Test
    void theClockIsReadInTicksOf27Megahertz() {
        long pcr = ((1L << 33) - 1) * 300 + 299;
        ByteBuf packet = Unpooled.wrappedBuffer(Packets.adaptation(0x100, 0, 0x40, pcr));

        assertThat(TsPacket.hasPcr(packet, 0)).isTrue();
        assertThat(TsPacket.pcr(packet, 0)).isEqualTo(pcr);
        assertThat(TsPacket.randomAccessIndicator(packet, 0)).isTrue();
        assertThat(TsPacket.discontinuityIndicator(packet, 0)).isFalse();
        assertThat(TsPacket.payloadOffset(packet, 0)).isEqualTo(TsPacket.SIZE);
    }

    @Test
    void anAdaptationFieldTooShortForAClockHasNone() {
        byte[] packet = Packets.adaptation(0x100, 0, 0, 12_345);
        packet[4] = 6;

        assertThat(TsPacket.hasPcr(Unpooled.wrappedBuffer(packet), 0)).isFalse();
        assertThat(TsPacket.pcr(Unpooled.wrappedBuffer(packet), 0)).isEqualTo(-1);
    }

    @Test
    void anEmptyAdaptationFieldHasNoFlags() {
        byte[] packet = Packets.packet(0x100, 0, true, 0, 0xFF, 0xFF);
        packet[3] |= 0x20;

        ByteBuf buffer = Unpooled.wrappedBuffer(packet);
        assertThat(TsPacket.randomAccessIndicator(buffer, 0)).isFalse();
        assertThat(TsPacket.payloadOffset(buffer, 0)).isEqualTo(5);
    }

    @Test
    void noReaderLooksOutsideThePacketWhateverItHolds() {
        Random random = new Random(1);
        byte[] bytes = new byte[TsPacket.SIZE];
        for (int round = 0; round < 100_000; round++) {
            random.nextBytes(bytes);
            ByteBuf exact = Unpooled.wrappedBuffer(bytes);
            assertThat(TsPacket.adaptationLength(exact, 0)).isBetween(0, 183);
            assertThat(TsPacket.payloadOffset(exact, 0)).isBetween(4, TsPacket.SIZE);
            assertThat(TsPacket.pcr(exact, 0)).isBetween(-1L, (1L << 33) * 300 + 511);
            assertThat(TsPacket.hasPcr(exact, 0)).isEqualTo(TsPacket.pcr(exact, 0) >= 0);
        }
    }
}
