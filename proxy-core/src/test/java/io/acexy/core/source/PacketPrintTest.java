package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what packets are recognised, and which ones are like no other. */
class PacketPrintTest {

    private final PacketPrint print = new PacketPrint();
    private final byte[] bytes = new byte[TsPacket.SIZE];
    private final ByteBuf packet = Unpooled.wrappedBuffer(bytes);

    private long print() {
        return print.load(packet, 0).print();
    }

    @Test
    void eachBitOfAPacketMattersButForItsCounter() {
        bytes[0] = TsPacket.SYNC;
        long unchanged = print();
        for (int bit = 0; bit < TsPacket.SIZE * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            boolean counter = bit / 8 == 3 && bit % 8 < 4;
            assertThat(print() == unchanged)
                    .as("bit %s of byte %s", bit % 8, bit / 8)
                    .isEqualTo(counter);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void thePlaceOfWhatIsAlikeMatters() {
        Set<Long> prints = new HashSet<>();
        for (int at = 4; at < TsPacket.SIZE; at++) {
            bytes[at] = 0x55;
            assertThat(prints.add(print())).as("at %s", at).isTrue();
            bytes[at] = 0;
        }
    }

    @Test
    void aPacketIsReadWhereItIs() {
        byte[] two = new byte[2 * TsPacket.SIZE];
        two[TsPacket.SIZE + 7] = 9;
        bytes[7] = 9;
        long expected = print();
        assertThat(print.load(Unpooled.wrappedBuffer(two), TsPacket.SIZE).print())
                .isEqualTo(expected);
        assertThat(print.load(Unpooled.wrappedBuffer(two), 0).print()).isNotEqualTo(expected);
    }

    /**
     * The first bytes of a packet.
     *
     * @param fill so many bytes of adaptation field go before the payload; -1 is none
     */
    @ParameterizedTest(name = "{0}, {1} bytes of adaptation field, {2}: {3}")
    @CsvSource({
        "begins, -1, 000001, true",
        "begins, -1, 000002, false",
        "begins, -1, 010001, false",
        "goes on, -1, 000001, false",
        "begins, 20, 000001, true",
        "begins, 180, 000001, true",
        "begins, 181, 0000, false",
        "begins, 183, '', false"
    })
    void whatBeginsAPictureHasATimeStamp(String start, int fill, String payload, boolean timed) {
        bytes[0] = TsPacket.SYNC;
        bytes[1] = (byte) (start.equals("begins") ? 0x41 : 0x01);
        bytes[3] = (byte) (fill < 0 ? 0x10 : 0x30);
        int at = 4;
        if (fill >= 0) {
            bytes[4] = (byte) fill;
            at = 5 + fill;
        }
        for (int i = 0; i < payload.length(); i += 2) {
            bytes[at++] = (byte) Integer.parseInt(payload.substring(i, i + 2), 16);
        }
        assertThat(print.load(packet, 0).isTimed()).isEqualTo(timed);
    }

    @Test
    void aClockReferenceIsATimeStamp() {
        bytes[0] = TsPacket.SYNC;
        bytes[3] = 0x20;
        bytes[4] = (byte) 183;
        assertThat(print.load(packet, 0).isTimed()).isFalse();
        bytes[5] = 0x10;
        assertThat(print.load(packet, 0).isTimed()).isTrue();
    }

    @Test
    void theLastTwoThousandPacketsAreRememberedTheNewestFirst() {
        PacketTail tail = new PacketTail();
        assertThat(tail.size()).isZero();
        bytes[0] = TsPacket.SYNC;
        long[] prints = new long[3_000];
        for (int i = 0; i < prints.length; i++) {
            assertThat(tail.size()).isEqualTo(Math.min(i, PacketTail.CAPACITY));
            packet.setInt(100, i);
            packet.setByte(3, 0x20);
            packet.setByte(4, 183);
            packet.setByte(5, i % 7 == 0 ? 0x10 : 0);
            prints[i] = print();
            tail.add(packet, 0);
        }
        for (int back = 0; back < tail.size(); back++) {
            assertThat(tail.print(back)).isEqualTo(prints[2_999 - back]);
            assertThat(tail.isTimed(back)).isEqualTo((2_999 - back) % 7 == 0);
        }
    }
}
