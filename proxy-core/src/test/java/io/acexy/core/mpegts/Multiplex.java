package io.acexy.core.mpegts;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Tables and media of several programmes, packet by packet; continuity counters run on. */
final class Multiplex {

    /** A programme with a picture and sound, whose PMT has a PID of its own. */
    static final Programme FIRST = new Programme(1, 0x1001, 0x100, 0x101);

    static final Programme SECOND = new Programme(2, 0x1002, 0x200, 0x201);
    static final Programme THIRD = new Programme(3, 0x1003, 0x300, 0x301);

    /** PIDs of 0 stand for a stream that the PMT does not name. */
    record Programme(int number, int pmtPid, int videoPid, int audioPid) {

        Programme withPmtOn(int pid) {
            return new Programme(number, pid, videoPid, audioPid);
        }

        Programme withoutPicture() {
            return new Programme(number, pmtPid, 0, audioPid);
        }

        Programme withoutStreams() {
            return new Programme(number, pmtPid, 0, 0);
        }

        byte[] pmt() {
            byte[] video = videoPid == 0 ? new byte[0] : Packets.stream(0x1B, videoPid);
            byte[] audio = audioPid == 0 ? new byte[0] : Packets.stream(0x0F, audioPid);
            return Packets.pmt(number, 0, videoPid == 0 ? 0x1FFF : videoPid, new byte[0], video, audio);
        }
    }

    private final Map<Integer, Integer> counters = new HashMap<>();
    private final ByteArrayOutputStream packets = new ByteArrayOutputStream();

    /** A PAT that names these. */
    Multiplex named(Programme... programmes) {
        return section(TsPacket.PAT_PID, pat(programmes));
    }

    static byte[] pat(Programme... programmes) {
        int[] entries = new int[2 * programmes.length];
        for (int i = 0; i < programmes.length; i++) {
            entries[2 * i] = programmes[i].number();
            entries[2 * i + 1] = programmes[i].pmtPid();
        }
        return Packets.pat(0, entries);
    }

    /** A PMT of each. */
    Multiplex described(Programme... programmes) {
        for (Programme programme : programmes) {
            section(programme.pmtPid(), programme.pmt());
        }
        return this;
    }

    /** Any section. */
    Multiplex section(int pid, byte[] section) {
        byte[] all = Packets.packets(pid, counter(pid), section);
        counters.put(pid, counter(pid) + all.length / TsPacket.SIZE);
        packets.writeBytes(all);
        return this;
    }

    /** A packet of each one's picture. */
    Multiplex pictures(Programme... programmes) {
        for (Programme programme : programmes) {
            media(programme.videoPid(), Packets.pes(0xE0, -1, Packets.KEY));
        }
        return this;
    }

    /** A packet of each one's sound. */
    Multiplex sounds(Programme... programmes) {
        for (Programme programme : programmes) {
            media(programme.audioPid(), Packets.pes(0xC0, -1));
        }
        return this;
    }

    /** A PES packet, in as many packets as it needs. */
    Multiplex media(int pid, byte[] pes) {
        int room = TsPacket.SIZE - TsPacket.HEADER_SIZE;
        for (int at = 0; at < pes.length; at += room) {
            byte[] part = Arrays.copyOfRange(pes, at, Math.min(at + room, pes.length));
            packets.writeBytes(Packets.packet(pid, counter(pid), at == 0, part));
            counters.put(pid, counter(pid) + 1);
        }
        return this;
    }

    private int counter(int pid) {
        return counters.getOrDefault(pid, 0);
    }

    byte[] bytes() {
        return packets.toByteArray();
    }
}
