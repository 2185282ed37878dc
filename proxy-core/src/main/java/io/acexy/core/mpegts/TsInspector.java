package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Reads a published transport stream, packet by packet, and knows its programme, its clock, its faults and the places where
 * a player can begin. Confined to one thread; owns no buffers; its memory does not grow with the stream, whatever the bytes.
 *
 * <p>Of several programmes the first whose picture comes is followed, and another when that one goes. Media times are ticks of
 * 27 MHz of a clock that never goes back: see {@link #mediaTime}.
 */
public final class TsInspector {

    /** A programme whose picture does not come within as much of its sound is joined like radio, until it does. */
    private static final long SOUND_BEFORE_PICTURE = 2 * MediaClock.TICKS_PER_SECOND;

    private final ContinuityMonitor continuity = new ContinuityMonitor();
    private final ProgramTables tables = new ProgramTables(continuity);
    private final MediaClock clock = new MediaClock();
    private final LeadStream lead;
    private final Mark patMark = new Mark();
    private final BitSet audioPids = new BitSet();
    private TsProgram program = TsProgram.UNKNOWN;

    /** Of that programme and that picture. */
    private List<Track> tracks = List.of();

    private TsProgram tracksOf;
    private PictureFormat pictureOf;
    private long packets;
    private long transportErrors;
    private long videoPackets;
    private long audioPackets;
    private boolean pictureCame;
    private long followedSince;
    private long lastPcr = -1;
    private long clockReferences;
    private long clockMoves;

    /** The listener is called inside {@link #inspect}, in stream order. */
    public TsInspector(JoinPointListener listener) {
        this.lead = new LeadStream(clock, listener, tables, continuity);
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
        if (pid == program.pcrPid() && (flags & TsPacket.PCR) != 0 && TsPacket.hasPcr(buffer, index)) {
            clockReference(TsPacket.pcr(buffer, index), discontinuity);
        }
        boolean gap = order == ContinuityMonitor.Order.GAP;
        if (pid == TsPacket.PAT_PID) {
            patPacket(buffer, index, header, streamOffset, before, gap);
        } else if (tables.isPmt(pid)) {
            tables.pmtPacket(pid, buffer, index, payload(buffer, index), TsPacket.payloadUnitStart(header), gap);
            followTables();
        } else {
            if (tables.isUndecided() && TsPacket.payloadUnitStart(header)) {
                tables.mediaComes(pid);
                followTables();
            }
            count(pid, header);
            if (pid == lead.pid()) {
                lead.packet(buffer, index, streamOffset, before, (flags & TsPacket.RANDOM_ACCESS) != 0, gap);
            }
        }
    }

    /** What PAT and PMT say; {@link TsProgram#UNKNOWN} before the first PAT. */
    public TsProgram program() {
        return program;
    }

    /** The programme's tracks, with what is known of the picture that is read. The same list while both are the same. */
    @SuppressWarnings("ReferenceEquality")
    public List<Track> tracks() {
        PictureFormat picture = lead.picture();
        if (tracksOf != program || pictureOf != picture) {
            tracksOf = program;
            pictureOf = picture;
            tracks = program.tracks().stream()
                    .map(track -> picture != null && track.pid() == lead.pid() ? track.with(picture) : track)
                    .toList();
        }
        return tracks;
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

    /** The last clock reference of the followed programme's own PCR PID, in ticks of 27 MHz as sent; -1 before the first. */
    public long lastPcr() {
        return lastPcr;
    }

    /** How many clock references of the followed programme have come: a clock that is seldom told says little of the pace. */
    public long clockReferences() {
        return clockReferences;
    }

    /** How many of them were others than the one before: a clock may be frozen. */
    public long clockMoves() {
        return clockMoves;
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

    /** Whether any of the followed programme's picture has ever come: radio may name one that never does. */
    public boolean pictureCame() {
        return pictureCame;
    }

    /** Packets of all the programme's audio streams. */
    public long audioPackets() {
        return audioPackets;
    }

    private void clockReference(long pcr, boolean discontinuity) {
        clock.pcr(pcr, discontinuity);
        clockReferences++;
        if (pcr != lastPcr) {
            clockMoves++;
        }
        lastPcr = pcr;
    }

    private static int payload(ByteBuf buffer, int index) {
        return TsPacket.payloadOffset(buffer, index);
    }

    private void patPacket(ByteBuf buffer, int index, int header, long offset, int before, boolean gap) {
        boolean start = TsPacket.payloadUnitStart(header);
        if (start && TsPacket.hasPayload(header)) {
            patMark.set(offset, TsPacket.PAT_PID, before, tables, continuity);
            patMark.setTime(clock.mediaTime());
        }
        tables.patPacket(buffer, index, payload(buffer, index), start, gap);
        followTables();
        if (!pictureCame && program.hasVideo() && program.hasAudio()) {
            followSound();
        }
    }

    private void followTables() {
        TsProgram next = tables.program();
        if (next.equals(program)) {
            return;
        }
        if (next.pcrPid() != program.pcrPid()) {
            clock.changeSource();
            lastPcr = -1;
        }
        if (next.videoPid() != program.videoPid()) {
            pictureCame = false;
            followedSince = clock.mediaTime();
        }
        program = next;
        audioPids.clear();
        next.audioPids().forEach(audioPids::set);
        if (program.hasVideo() || !program.hasAudio()) {
            lead.follow(program.videoPid(), program.videoCodec());
        } else {
            lead.follow(program.audioPids().get(0), VideoCodec.NONE);
        }
    }

    private void followSound() {
        if (clock.mediaTime() - followedSince > SOUND_BEFORE_PICTURE) {
            lead.follow(program.audioPids().get(0), VideoCodec.NONE);
        }
    }

    private void count(int pid, int header) {
        if (!TsPacket.hasPayload(header)) {
            // a clock reference alone is neither picture nor sound
        } else if (pid == program.videoPid()) {
            videoPackets++;
            if (!pictureCame) {
                pictureCame = true;
                lead.follow(pid, program.videoCodec());
            }
        } else if (audioPids.get(pid)) {
            audioPackets++;
        }
    }
}
