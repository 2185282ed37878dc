package io.acexy.core.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What stands in for a packet, bit by bit as ISO/IEC 13818-1 (2.4.3.2 to 2.4.3.7) has packets and PES headers. */
class LeadPacketsTest {

    private static final int PID = 0x1ABC;
    private static final int NEXT = 0x12;
    private static final long PTS = 0x1_2345_6789L;
    private static final long DTS = 0x0_FEDC_BA98L;
    private static final byte[] SETS = bytes(0, 0, 0, 1, 0x67, 0x42, 0, 0x1E, 0, 0, 0, 1, 0x68, 0xCE);
    private static final int H264_DELIMITER = 0x09;
    private static final int HEVC_DELIMITER = 0x46;
    private static final int SLICE = 0x65;

    private static byte[] bytes(int... values) {
        byte[] all = new byte[values.length];
        IntStream.range(0, values.length).forEach(i -> all[i] = (byte) values[i]);
        return all;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** A packet of the PID with an adaptation field of so many bytes behind its length, and a picture that ends it. */
    private static byte[] packet(int header, int adaptation, int flags, byte[] unit) {
        byte[] packet = new byte[TsPacket.SIZE];
        for (int i = 0; i < packet.length; i++) {
            packet[i] = (byte) (0x80 | i);
        }
        packet[0] = (byte) TsPacket.SYNC;
        packet[1] = (byte) (PID >> 8);
        packet[2] = (byte) PID;
        packet[3] = (byte) (adaptation < 0 ? 0x15 : 0x35);
        if (adaptation >= 0) {
            packet[4] = (byte) adaptation;
            packet[5] = (byte) flags;
        }
        System.arraycopy(unit, 0, packet, header, unit.length);
        return packet;
    }

    /** What is in the packets behind their headers; each is held against what its header has to be. */
    private static byte[] payload(byte[] packets, int before, byte[] firstField) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        int count = packets.length / TsPacket.SIZE;
        assertThat(packets).hasSize(count * TsPacket.SIZE);
        for (int i = 0; i < count; i++) {
            int base = i * TsPacket.SIZE;
            int field = (packets[base + 3] & 0x20) == 0 ? 0 : 1 + (packets[base + 4] & 0xFF);
            assertThat(packets[base]).isEqualTo((byte) TsPacket.SYNC);
            assertThat(packets[base + 1]).isEqualTo((byte) ((i == 0 ? 0x40 : 0) | (PID >> 8)));
            assertThat(packets[base + 2]).isEqualTo((byte) PID);
            assertThat(packets[base + 3] & 0xDF).isEqualTo(0x10 | ((before - count + i) & 0x0F));
            byte[] known = i == 0 ? firstField : field > 1 ? new byte[1] : new byte[0];
            for (int at = 1; at < field; at++) {
                byte wanted = at <= known.length ? known[at - 1] : (byte) 0xFF;
                assertThat(packets[base + TsPacket.HEADER_SIZE + at])
                        .as("byte %d of the adaptation field of packet %d", at, i)
                        .isEqualTo(wanted);
            }
            payload.write(packets, base + TsPacket.HEADER_SIZE + field, TsPacket.SIZE - TsPacket.HEADER_SIZE - field);
        }
        return payload.toByteArray();
    }

    private static byte[] pes(int flags, byte[]... stamps) {
        byte[] all = join(stamps);
        return join(bytes(0, 0, 1, 0xE0, 0, 0, 0x84, flags, all.length), all);
    }

    /** Thirty-three bits in five bytes with markers behind the 3rd, the 18th and the last. */
    private static byte[] stamp(int prefix, long ticks) {
        String bits = String.format("%33s", Long.toBinaryString(ticks)).replace(' ', '0');
        String marked = String.format("%4s", Integer.toBinaryString(prefix)).replace(' ', '0')
                + bits.substring(0, 3)
                + '1'
                + bits.substring(3, 18)
                + '1'
                + bits.substring(18)
                + '1';
        byte[] stamp = new byte[5];
        IntStream.range(0, 5).forEach(i -> stamp[i] = (byte) Integer.parseInt(marked.substring(8 * i, 8 * i + 8), 2));
        return stamp;
    }

    @Test
    void theSetsStandBetweenTheDelimiterAndThePicture() {
        byte[] packet = packet(100, -1, 0, bytes(H264_DELIMITER, 0xF0, 0, 0, 0, 1, SLICE));
        byte[] payload =
                payload(LeadPackets.inPlaceOf(packet, 100, SETS, VideoCodec.H264, PTS, DTS, NEXT), NEXT, bytes(0x40));
        assertThat(payload)
                .isEqualTo(join(
                        pes(0xC0, stamp(3, PTS), stamp(1, DTS)),
                        bytes(0, 0, 0, 1, H264_DELIMITER, 0xF0),
                        SETS,
                        Arrays.copyOfRange(packet, 102, TsPacket.SIZE)));
    }

    @Test
    void withoutADelimiterTheSetsAreFirst() {
        byte[] packet = packet(100, -1, 0, bytes(SLICE, 0x88, 0, 0, 1, SLICE));
        byte[] payload =
                payload(LeadPackets.inPlaceOf(packet, 100, SETS, VideoCodec.H264, PTS, -1, NEXT), NEXT, bytes(0x40));
        assertThat(payload)
                .isEqualTo(join(
                        pes(0x80, stamp(2, PTS)),
                        SETS,
                        bytes(0, 0, 0, 1),
                        Arrays.copyOfRange(packet, 100, TsPacket.SIZE)));
    }

    /** One way in which a unit may begin, and how many of its bytes are the delimiter's; -1 where it is none. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Beginning(String name, VideoCodec codec, int delimiter, int... unit) {}

    @TestFactory
    Stream<DynamicTest> theDelimiterEndsWhereTheNextStartCodeBegins() {
        return Stream.of(
                        new Beginning("a long start code", VideoCodec.H264, 2, H264_DELIMITER, 0xF0, 0, 0, 0, 1),
                        new Beginning("a short one", VideoCodec.H264, 2, H264_DELIMITER, 0xF0, 0, 0, 1),
                        new Beginning("at once", VideoCodec.H264, 1, H264_DELIMITER, 0, 0, 1),
                        new Beginning("of HEVC", VideoCodec.HEVC, 3, HEVC_DELIMITER, 1, 0x50, 0, 0, 1),
                        new Beginning("of a reference", VideoCodec.H264, 2, 0x69, 0xF0, 0, 0, 1),
                        new Beginning("H.264's in HEVC", VideoCodec.HEVC, -1, H264_DELIMITER, 0xF0, 0, 0, 1),
                        new Beginning("HEVC's in H.264", VideoCodec.H264, -1, HEVC_DELIMITER, 1, 0x50, 0, 0, 1),
                        new Beginning("MPEG-2 has none", VideoCodec.MPEG2, -1, H264_DELIMITER, 0xF0, 0, 0, 1),
                        new Beginning("another unit", VideoCodec.H264, -1, SLICE, 0xF0, 0, 0, 1),
                        new Beginning("no start code", VideoCodec.H264, 6, H264_DELIMITER, 0xF0, 0, 0, 3, 1, 0, 0, 1),
                        new Beginning("a byte above", VideoCodec.H264, 6, H264_DELIMITER, 0xF0, 0, 0, 0x81, 1, 0, 0, 1),
                        new Beginning("one zero", VideoCodec.H264, 5, H264_DELIMITER, 0xF0, 0, 1, 1, 0, 0, 1),
                        new Beginning("the zero second", VideoCodec.H264, 5, H264_DELIMITER, 0xF0, 1, 0, 1, 0, 0, 1),
                        new Beginning("the last place", VideoCodec.H264, 16, far(16)),
                        new Beginning("too far", VideoCodec.H264, -1, far(17)))
                .map(one -> DynamicTest.dynamicTest(one.name, () -> expectSetsBehind(one)));
    }

    private static int[] far(int length) {
        int[] unit = new int[length + 3];
        Arrays.fill(unit, 0, length, 0xF0);
        unit[0] = H264_DELIMITER;
        unit[length + 2] = 1;
        return unit;
    }

    private static void expectSetsBehind(Beginning one) {
        byte[] packet = packet(120, -1, 0, bytes(one.unit));
        byte[] payload = payload(LeadPackets.inPlaceOf(packet, 120, SETS, one.codec, -1, -1, NEXT), NEXT, bytes(0x40));
        byte[] rest = Arrays.copyOfRange(packet, 120 + Math.max(0, one.delimiter), TsPacket.SIZE);
        byte[] before = Arrays.copyOfRange(packet, 120, 120 + Math.max(0, one.delimiter));
        byte[] start = bytes(0, 0, 0, 1);
        assertThat(payload)
                .isEqualTo(
                        one.delimiter < 0 ? join(pes(0), SETS, start, rest) : join(pes(0), start, before, SETS, rest));
    }

    @Test
    void aDelimiterAtThePacketsEndIsLookedForWithinThePacket() {
        byte[] last = packet(TsPacket.SIZE - 4, -1, 0, bytes(H264_DELIMITER, 0, 0, 1));
        byte[] payload = payload(
                LeadPackets.inPlaceOf(last, TsPacket.SIZE - 4, SETS, VideoCodec.H264, -1, -1, NEXT), NEXT, bytes(0x40));
        assertThat(payload).isEqualTo(join(pes(0), bytes(0, 0, 0, 1, H264_DELIMITER), SETS, bytes(0, 0, 1)));

        byte[] cut = packet(TsPacket.SIZE - 3, -1, 0, bytes(H264_DELIMITER, 0, 0));
        byte[] other = payload(
                LeadPackets.inPlaceOf(cut, TsPacket.SIZE - 3, SETS, VideoCodec.H264, -1, -1, NEXT), NEXT, bytes(0x40));
        assertThat(other).isEqualTo(join(pes(0), SETS, bytes(0, 0, 0, 1, H264_DELIMITER, 0, 0)));
    }

    @Test
    void thereAreTwoStampsWhereTheyDiffer() {
        assertThat(header(PTS, DTS)).isEqualTo(pes(0xC0, stamp(3, PTS), stamp(1, DTS)));
        assertThat(header(PTS, PTS)).isEqualTo(pes(0x80, stamp(2, PTS)));
        assertThat(header(PTS, -1)).isEqualTo(pes(0x80, stamp(2, PTS)));
        assertThat(header(0, 0)).isEqualTo(pes(0x80, stamp(2, 0)));
        assertThat(header(PTS, 0)).isEqualTo(pes(0xC0, stamp(3, PTS), stamp(1, 0)));
        assertThat(header(-1, -1)).isEqualTo(pes(0));
        assertThat(header(-1, DTS)).isEqualTo(pes(0));
    }

    private static byte[] header(long pts, long dts) {
        byte[] packet = packet(150, -1, 0, bytes(SLICE));
        byte[] payload =
                payload(LeadPackets.inPlaceOf(packet, 150, SETS, VideoCodec.H264, pts, dts, NEXT), NEXT, bytes(0x40));
        return Arrays.copyOf(payload, 9 + payload[8]);
    }

    @Test
    void aProgramClockIsKept() {
        byte[] unit = bytes(SLICE);
        byte[] clock = packet(100, 7, 0x10, unit);
        byte[] fields = join(bytes(0x50), Arrays.copyOfRange(clock, 6, 12));
        expectFirstField(fields, clock);
        byte[] more = packet(100, 90, 0xF2, unit);
        expectFirstField(join(bytes(0x50), Arrays.copyOfRange(more, 6, 12)), more);
        expectFirstField(bytes(0x40), packet(100, 7, 0xEF, unit));
        expectFirstField(bytes(0x40), packet(100, 6, 0x10, unit));
        byte[] none = packet(100, -1, 0, unit);
        none[4] = 7;
        none[5] = 0x10;
        expectFirstField(bytes(0x40), none);
    }

    private static void expectFirstField(byte[] field, byte[] packet) {
        byte[] made = LeadPackets.inPlaceOf(packet, 100, SETS, VideoCodec.H264, PTS, -1, NEXT);
        byte[] content =
                join(pes(0x80, stamp(2, PTS)), SETS, bytes(0, 0, 0, 1), Arrays.copyOfRange(packet, 100, TsPacket.SIZE));
        assertThat(payload(made, NEXT, field)).isEqualTo(content);
    }

    @Test
    void theLastPacketIsFilledUpWhateverIsLeft() {
        byte[] packet = packet(150, -1, 0, bytes(SLICE));
        int others = 9 + 4 + TsPacket.SIZE - 150;
        for (int length = 5; length < 600; length++) {
            byte[] sets = new byte[length];
            Arrays.fill(sets, (byte) 0x77);
            byte[] made = LeadPackets.inPlaceOf(packet, 150, sets, VideoCodec.H264, -1, -1, length);
            assertThat(made).as("of %d bytes", length).hasSize((2 + others + length + 183) / 184 * 188);
            assertThat(payload(made, length, bytes(0x40)))
                    .isEqualTo(join(pes(0), sets, bytes(0, 0, 0, 1), Arrays.copyOfRange(packet, 150, TsPacket.SIZE)));
        }
    }
}
