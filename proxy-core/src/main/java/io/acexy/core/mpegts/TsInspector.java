package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * Reads a published transport stream, packet by packet, and knows its programme, its clock, its faults and the places where
 * a player can begin. Confined to one thread; owns no buffers; its memory does not grow with the stream, whatever the bytes.
 *
 * <p>Of several programmes the first in the PAT is followed, or the next one whose PMT does come. Media times are ticks of
 * 27 MHz of a clock that never goes back: see {@link #mediaTime}.
 */
public final class TsInspector {

    private final ProgramTables tables = new ProgramTables();
    private final ContinuityMonitor continuity = new ContinuityMonitor();
    private final MediaClock clock = new MediaClock();
    private final LeadStream lead;
    private final Mark patMark = new Mark();
    private final BitSet audioPids = new BitSet();
    private TsProgram program = TsProgram.UNKNOWN;
    private long packets;
    private long transportErrors;
    private long videoPackets;
    private long audioPackets;

    /** The listener is called inside {@link #inspect}, in stream order. */
    public TsInspector(JoinPointListener listener) {
        this.lead = new LeadStream(clock, listener);
    }

    /**
     * Takes the next packet of the stream. Neither keeps nor releases the buffer, nor moves its indices.
     *
     * @param index absolute index of the packet's first byte in the buffer
     * @param streamOffset absolute byte offset of the packet in the published stream, a multiple of 188
     */
    public void inspect(ByteBuf buffer, int index, long streamOffset) {
        packets++;
        int header = TsPacket.header(buffer, index);
        if (!TsPacket.isSynced(header) || TsPacket.transportError(header)) {
            transportErrors++;
            return;
        }
        int pid = TsPacket.pid(header);
        if (pid == TsPacket.NULL_PID) {
            return;
        }
        int flags = TsPacket.hasAdaptation(header) ? TsPacket.adaptationFlags(buffer, index) : 0;
        boolean discontinuity = (flags & TsPacket.DISCONTINUITY) != 0;
        int before = continuity.last(pid);
        ContinuityMonitor.Order order = continuity.follow(header, discontinuity);
        if (order == ContinuityMonitor.Order.DUPLICATE) {
            return;
        }
        if (pid == program.pcrPid() && TsPacket.hasPcr(buffer, index)) {
            clock.pcr(TsPacket.pcr(buffer, index), discontinuity);
        }
        if (TsPacket.payloadUnitStart(header) && TsPacket.hasPayload(header)) {
            mark(pid, streamOffset, before);
        }
        boolean gap = order == ContinuityMonitor.Order.GAP;
        if (pid == TsPacket.PAT_PID || pid == program.pmtPid()) {
            tablePacket(buffer, index, header, gap);
        } else {
            mediaPacket(buffer, index, header, (flags & TsPacket.RANDOM_ACCESS) != 0, gap);
        }
    }

    /** What PAT and PMT say; {@link TsProgram#UNKNOWN} before the first PAT. */
    public TsProgram program() {
        return program;
    }

    /** The PAT and PMT packets in force after the last packet inspected, PAT first, verbatim; a fresh array. */
    public byte[] tables() {
        byte[] target = new byte[ProgramTables.LONGEST_COPY];
        return Arrays.copyOf(target, tables.copyTo(target));
    }

    /**
     * The latest PAT packet as a join point, for streams that never show a keyframe; empty before a PAT has been understood.
     */
    public Optional<JoinPoint> tablesPoint() {
        return patMark.isSet() && program.pmtPid() >= 0
                ? Optional.of(patMark.toJoinPoint(JoinPoint.Kind.TABLES))
                : Optional.empty();
    }

    /**
     * Media gone by since the clock began, in ticks of 27 MHz: the PCR unwrapped or, in a programme without, the decoding time
     * stamps. Steps back and steps of more than 10 s add nothing.
     */
    public long mediaTime() {
        return clock.mediaTime();
    }

    /** Whether any time stamp has been seen. */
    public boolean hasClock() {
        return clock.isStarted();
    }

    /** How often the time stamps jumped, or announced that they would. */
    public long clockDiscontinuities() {
        return clock.discontinuities();
    }

    public long packets() {
        return packets;
    }

    /** Packets marked as damaged by whoever received them, or without sync byte. */
    public long transportErrors() {
        return transportErrors;
    }

    /** Places where the continuity counter of a PID says that packets are missing. */
    public long continuityErrors() {
        return continuity.errors();
    }

    /** The continuity counter of the last packet with this PID; -1 before the first. */
    public int lastCounter(int pid) {
        return continuity.last(pid);
    }

    public long keyframes() {
        return lead.keyframes();
    }

    /** The media time of the last keyframe; -1 before the first. */
    public long lastKeyframeTime() {
        return lead.lastKeyframeTime();
    }

    /** Packets of the programme's video stream that carry some of the picture. */
    public long videoPackets() {
        return videoPackets;
    }

    /** Packets of all the programme's audio streams. */
    public long audioPackets() {
        return audioPackets;
    }

    private void mark(int pid, long streamOffset, int counterBefore) {
        if (pid == TsPacket.PAT_PID) {
            patMark.set(streamOffset, pid, counterBefore, tables, continuity);
            patMark.setTime(clock.mediaTime());
        } else if (pid == lead.pid()) {
            lead.mark().set(streamOffset, pid, counterBefore, tables, continuity);
        }
    }

    private void tablePacket(ByteBuf buffer, int index, int header, boolean gap) {
        int payload = TsPacket.payloadOffset(buffer, index);
        boolean start = TsPacket.payloadUnitStart(header);
        if (TsPacket.pid(header) == TsPacket.PAT_PID) {
            tables.patPacket(buffer, index, payload, start, gap);
        } else {
            tables.pmtPacket(buffer, index, payload, start, gap);
        }
        if (!tables.program().equals(program)) {
            follow(tables.program());
        }
    }

    private void follow(TsProgram next) {
        if (next.pcrPid() != program.pcrPid()) {
            clock.changeSource();
        }
        program = next;
        audioPids.clear();
        next.audioPids().forEach(audioPids::set);
        lead.follow(next);
    }

    private void mediaPacket(ByteBuf buffer, int index, int header, boolean randomAccess, boolean gap) {
        int pid = TsPacket.pid(header);
        if (!TsPacket.hasPayload(header)) {
            // a clock reference alone is neither picture nor sound
        } else if (pid == program.videoPid()) {
            videoPackets++;
        } else if (audioPids.get(pid)) {
            audioPackets++;
        }
        if (pid == lead.pid()) {
            lead.packet(buffer, index, header, randomAccess, gap);
        }
    }
}
