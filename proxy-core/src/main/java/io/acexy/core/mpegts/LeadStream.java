package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;

/**
 * The elementary stream that decides where a player can begin: the programme's video or, without video, its first audio.
 * Finds keyframes and audio frames, and gives the media clock its time stamps for programmes without PCR.
 *
 * <p>Where keyframes stand at the beginning of PES packets, with all they need, as nearly everywhere, only the beginnings are
 * read, and after each keyframe two whole PES packets, to see whether it is still so.
 */
final class LeadStream implements PictureScanner.Listener {

    /** Audio can begin anywhere; more join points than this would help nobody. */
    private static final long AUDIO_INTERVAL = MediaClock.TICKS_PER_SECOND / 2;

    private static final int NO_PID = -1;

    /** PES packets to be read to their end, the one with the keyframe among them. */
    private static final int PACKETS_TO_BE_SURE = 2;

    private static final int ALL_PACKETS = Integer.MAX_VALUE;

    private final MediaClock clock;
    private final JoinPointListener listener;
    private final ProgramTables tables;
    private final ContinuityMonitor continuity;
    private final Mark packetMark = new Mark();
    private final Mark unitMark = new Mark();
    private final PesHeader pes = new PesHeader();
    private final PictureTimes times = new PictureTimes();
    private final ParameterSets sets = new ParameterSets();
    private final PictureScanner scanner = new PictureScanner(sets, this);

    private int pid = NO_PID;
    private VideoCodec codec = VideoCodec.NONE;
    private boolean scanning;
    private boolean awaitingTimestamp;
    private boolean randomAccessAhead;
    private boolean audioSeen;
    private long lastAudioTime;
    private long keyframes;
    private long lastKeyframeTime = -1;
    private long keyframeDistance;
    private int wholePackets = ALL_PACKETS;

    /** The packet being read. */
    private ByteBuf buffer;

    private int index;
    private long offset;
    private int counterBefore;

    /** The packet in which the access unit being read began, and where its first unit's header is in it. */
    private final byte[] unitPacket = new byte[TsPacket.SIZE];

    private int unitHeader;
    private boolean unitIsFirst;

    LeadStream(MediaClock clock, JoinPointListener listener, ProgramTables tables, ContinuityMonitor continuity) {
        this.clock = clock;
        this.listener = listener;
        this.tables = tables;
        this.continuity = continuity;
    }

    /** Follows this stream of a programme; {@code NONE} stands for audio. */
    void follow(int leader, VideoCodec codecOfLeader) {
        if (leader == pid && codec == codecOfLeader) {
            return;
        }
        pid = leader;
        codec = codecOfLeader;
        scanning = false;
        awaitingTimestamp = false;
        randomAccessAhead = false;
        audioSeen = false;
        wholePackets = ALL_PACKETS;
        keyframeDistance = 0;
        times.reset();
        scanner.reset(codec);
    }

    int pid() {
        return pid;
    }

    /** What is known of its pictures; null before that is known, and of sound. */
    PictureFormat picture() {
        return sets.picture();
    }

    long keyframes() {
        return keyframes;
    }

    long lastKeyframeTime() {
        return lastKeyframeTime;
    }

    /**
     * Takes the next packet of this PID.
     *
     * @param at its absolute offset in the stream
     * @param before the continuity counter before it, -1 when there was none
     * @param gap whether packets are missing before it
     */
    void packet(ByteBuf in, int from, long at, int before, boolean randomAccess, boolean gap) {
        int header = TsPacket.header(in, from);
        if (gap) {
            scanning = false;
            awaitingTimestamp = false;
            scanner.lose();
        }
        if (!TsPacket.hasPayload(header)) {
            // The indicator speaks of the next PES packet to start, so it may come in a packet with only a PCR.
            randomAccessAhead |= randomAccess;
            return;
        }
        boolean start = TsPacket.payloadUnitStart(header);
        if (!start && !scanning && !awaitingTimestamp) {
            return;
        }
        boolean scrambled = TsPacket.scrambled(header);
        int payload = from + TsPacket.payloadOffset(in, from);
        int end = from + TsPacket.SIZE;
        if (start) {
            packetMark.set(at, pid, before, tables, continuity);
            begin();
        }
        if (!scrambled) {
            payload = readHeader(in, payload, end);
        }
        if (start) {
            packetMark.setTime(clock.mediaTime());
            started(randomAccess || randomAccessAhead, scrambled);
            randomAccessAhead = false;
        }
        if (scanning && payload < end) {
            buffer = in;
            index = from;
            offset = at;
            counterBefore = before;
            scanning = !scrambled && scanner.scan(in, payload, end);
            buffer = null;
        }
    }

    private void begin() {
        pes.begin();
        scanner.begin();
        scanning = isReadable();
        awaitingTimestamp = true;
        if (wholePackets != ALL_PACKETS) {
            boolean late = lastKeyframeTime >= 0 && clock.mediaTime() - lastKeyframeTime > 2 * keyframeDistance;
            wholePackets = late ? ALL_PACKETS : Math.max(0, wholePackets - 1);
        }
    }

    private boolean isReadable() {
        return codec != VideoCodec.NONE && codec != VideoCodec.OTHER;
    }

    private int readHeader(ByteBuf in, int from, int to) {
        int payload = pes.read(in, from, to);
        if (awaitingTimestamp && pes.isComplete()) {
            awaitingTimestamp = false;
            times.packet(pes.pts(), pes.dts());
            if (pes.dts() >= 0) {
                clock.timestamp(pes.dts());
            }
        }
        return payload;
    }

    /** The indicator is believed where the payload cannot be read. */
    private void started(boolean randomAccess, boolean scrambled) {
        boolean unreadable = scrambled || (!awaitingTimestamp && pes.isScrambled());
        if (unreadable) {
            scanning = false;
        }
        if (codec == VideoCodec.NONE) {
            audioFrame();
        } else if (randomAccess && (unreadable || codec == VideoCodec.OTHER)) {
            keyframe(packetMark.toJoinPoint(JoinPoint.Kind.KEYFRAME));
        }
    }

    @Override
    public void accessUnit(int header, boolean first) {
        unitHeader = header - index;
        unitIsFirst = first;
        buffer.getBytes(index, unitPacket);
        if (offset != packetMark.offset()) {
            unitMark.set(offset, pid, counterBefore, tables, continuity);
            unitMark.setTime(clock.mediaTime());
        }
    }

    @Override
    public boolean picture(boolean key, boolean whole) {
        boolean plain = whole && unitIsFirst;
        if (key) {
            keyframe(plain ? packetMark.toJoinPoint(JoinPoint.Kind.KEYFRAME) : withLead(whole));
        }
        times.picture();
        if (times.pictures() > 1 || (key && !plain)) {
            wholePackets = ALL_PACKETS;
        } else if (key) {
            wholePackets = PACKETS_TO_BE_SURE;
        }
        return wholePackets > 0;
    }

    private JoinPoint withLead(boolean whole) {
        int counter = TsPacket.continuityCounter(unitPacket[3]);
        byte[] stored = whole ? new byte[0] : sets.bytes();
        byte[] lead =
                LeadPackets.inPlaceOf(unitPacket, unitHeader, stored, codec, times.pts(), times.dts(), counter + 1);
        // An older mark of a unit means that this one began where its PES packet did.
        Mark mark = unitMark.offset() < packetMark.offset() ? packetMark : unitMark;
        return mark.toJoinPoint(pid, lead, counter - lead.length / TsPacket.SIZE);
    }

    private void keyframe(JoinPoint point) {
        keyframes++;
        if (lastKeyframeTime >= 0) {
            keyframeDistance = Math.max(0, point.mediaTime() - lastKeyframeTime);
        }
        lastKeyframeTime = point.mediaTime();
        listener.joinPoint(point);
    }

    private void audioFrame() {
        if (audioSeen && packetMark.time() - lastAudioTime < AUDIO_INTERVAL) {
            return;
        }
        audioSeen = true;
        lastAudioTime = packetMark.time();
        listener.joinPoint(packetMark.toJoinPoint(JoinPoint.Kind.AUDIO));
    }
}
