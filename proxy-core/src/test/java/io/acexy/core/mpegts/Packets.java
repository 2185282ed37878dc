package io.acexy.core.mpegts;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Packets made by hand. */
final class Packets {

    private static final int PAYLOAD = TsPacket.SIZE - TsPacket.HEADER_SIZE;

    /** An IDR picture of H.264, with parameter sets. */
    static final int[] KEY = {0, 0, 1, 0x67, 0x42, 0, 0x1E, 0x88, 0, 0, 1, 0x68, 0xCE, 0x38, 0, 0, 1, 0x65, 0x88, 0x84};

    private Packets() {}

    /** A packet with payload only, filled up with 0xFF. */
    static byte[] packet(int pid, int counter, boolean start, int... payload) {
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        return packet(pid, counter, start, bytes);
    }

    static byte[] packet(int pid, int counter, boolean start, byte[] payload) {
        byte[] packet = new byte[TsPacket.SIZE];
        Arrays.fill(packet, (byte) 0xFF);
        packet[0] = TsPacket.SYNC;
        packet[1] = (byte) ((start ? 0x40 : 0) | pid >>> 8);
        packet[2] = (byte) pid;
        packet[3] = (byte) (0x10 | (counter & 0x0F));
        System.arraycopy(payload, 0, packet, TsPacket.HEADER_SIZE, payload.length);
        return packet;
    }

    /** An adaptation-only packet with the given flags and, if not negative, a PCR. */
    static byte[] adaptation(int pid, int counter, int flags, long pcr) {
        byte[] packet = TsDiscontinuity.packet(pid, counter);
        packet[5] = (byte) (flags | (pcr < 0 ? 0 : 0x10));
        if (pcr >= 0) {
            long field = ((pcr / 300) << 15) | 0x7E00 | (pcr % 300);
            for (int i = 0; i < 6; i++) {
                packet[6 + i] = (byte) (field >>> (8 * (5 - i)));
            }
        }
        return packet;
    }

    static byte[] pat(int version, int... numbersAndPids) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < numbersAndPids.length; i += 2) {
            uint16(body, numbersAndPids[i]);
            uint16(body, 0xE000 | numbersAndPids[i + 1]);
        }
        return section(PsiSections.PAT_TABLE, 1, version, body.toByteArray());
    }

    /** {@code streams} holds whole entries: type, PID, length of descriptors, descriptors. */
    static byte[] pmt(int number, int version, int pcrPid, byte[] descriptors, byte[]... streams) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        uint16(body, 0xE000 | pcrPid);
        uint16(body, 0xF000 | descriptors.length);
        body.writeBytes(descriptors);
        for (byte[] stream : streams) {
            body.writeBytes(stream);
        }
        return section(PsiSections.PMT_TABLE, number, version, body.toByteArray());
    }

    static byte[] stream(int type, int pid, int... descriptors) {
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        entry.write(type);
        uint16(entry, 0xE000 | pid);
        uint16(entry, 0xF000 | descriptors.length);
        for (int value : descriptors) {
            entry.write(value);
        }
        return entry.toByteArray();
    }

    /** A section cut into packets, with a pointer field of 0 in the first; counters run from {@code counter}. */
    static byte[] packets(int pid, int counter, byte[] section) {
        byte[] payload = concat(new byte[1], section);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int at = 0; at < payload.length; at += PAYLOAD) {
            byte[] part = Arrays.copyOfRange(payload, at, Math.min(at + PAYLOAD, payload.length));
            all.writeBytes(packet(pid, counter + at / PAYLOAD, at == 0, part));
        }
        return all.toByteArray();
    }

    /** The first bytes of a PES packet with a PTS, or without if it is negative. */
    static byte[] pes(int streamId, long pts, int... payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, 0, 1, (byte) streamId, 0, 0, (byte) 0x80});
        bytes.write(pts < 0 ? 0 : 0x80);
        bytes.write(pts < 0 ? 0 : 5);
        if (pts >= 0) {
            bytes.write((int) (0x21 | pts >>> 30 << 1));
            uint16(bytes, (int) (pts >>> 15 << 1 | 1));
            uint16(bytes, (int) (pts << 1 | 1));
        }
        for (int value : payload) {
            bytes.write(value);
        }
        return bytes.toByteArray();
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] section(int tableId, int identifier, int version, byte[] body) {
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        section.write(tableId);
        uint16(section, 0xB000 | body.length + 9);
        uint16(section, identifier);
        section.write(0xC1 | version << 1);
        uint16(section, 0);
        section.writeBytes(body);
        int crc = MpegCrc32.of(section.toByteArray(), section.size());
        uint16(section, crc >>> 16);
        uint16(section, crc);
        return section.toByteArray();
    }

    private static void uint16(ByteArrayOutputStream out, int value) {
        out.write(value >>> 8);
        out.write(value);
    }
}
