package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;

/**
 * The elementary stream that decides where a player can begin: the programme's video or, without video, its first audio.
 * Finds keyframes and audio frames, and gives the media clock its time stamps for programmes without PCR.
 */
final class LeadStream {

    /** Audio can begin anywhere; more join points than this would help nobody. */
    private static final long AUDIO_INTERVAL = MediaClock.TICKS_PER_SECOND / 2;

    private static final int NO_PID = -1;

    private final MediaClock clock;
    private final JoinPointListener listener;
    private final Mark mark = new Mark();
    private final PesHeader pes = new PesHeader();
    private final PictureScanner scanner = new PictureScanner();

    private int pid = NO_PID;
    private VideoCodec codec = VideoCodec.NONE;
    private boolean scanning;
    private boolean awaitingTimestamp;
    private boolean randomAccessAhead;
    private boolean audioSeen;
    private long lastAudioTime;
    private long keyframes;
    private long lastKeyframeTime = -1;

    LeadStream(MediaClock clock, JoinPointListener listener) {
        this.clock = clock;
        this.listener = listener;
    }

    void follow(TsProgram program) {
        int leader = program.hasVideo() || !program.hasAudio()
                ? program.videoPid()
                : program.audioPids().get(0);
        if (leader == pid && codec == program.videoCodec()) {
            return;
        }
        pid = leader;
        codec = program.videoCodec();
        scanning = false;
        awaitingTimestamp = false;
        randomAccessAhead = false;
        audioSeen = false;
    }

    int pid() {
        return pid;
    }

    long keyframes() {
        return keyframes;
    }

    long lastKeyframeTime() {
        return lastKeyframeTime;
    }

    /** To be set for each packet that begins a payload unit, before {@link #packet}. */
    Mark mark() {
        return mark;
    }

    /** Takes the next packet of this PID; {@code gap} means that packets are missing before it. */
    void packet(ByteBuf buffer, int index, int header, boolean randomAccess, boolean gap) {
        if (gap) {
            scanning = false;
            awaitingTimestamp = false;
        }
        if (!TsPacket.hasPayload(header)) {
            // The indicator speaks of the next PES packet to start, so it may come in a packet with only a PCR.
            randomAccessAhead |= randomAccess;
            return;
        }
        boolean start = TsPacket.payloadUnitStart(header);
        int from = index + TsPacket.payloadOffset(buffer, index);
        int to = index + TsPacket.SIZE;
        if (start) {
            begin();
        }
        if ((scanning || awaitingTimestamp) && !TsPacket.scrambled(header)) {
            from = readHeader(buffer, from, to);
        }
        if (start) {
            mark.setTime(clock.mediaTime());
            boolean announced = randomAccess || randomAccessAhead;
            randomAccessAhead = false;
            started(announced);
        }
        if (scanning) {
            scan(buffer, from, to, TsPacket.scrambled(header));
        }
    }

    private void begin() {
        pes.begin();
        scanner.begin(codec);
        scanning = codec != VideoCodec.NONE && codec != VideoCodec.OTHER;
        awaitingTimestamp = true;
    }

    private int readHeader(ByteBuf buffer, int from, int to) {
        int payload = pes.read(buffer, from, to);
        if (awaitingTimestamp && pes.isComplete()) {
            awaitingTimestamp = false;
            if (pes.dts() >= 0) {
                clock.timestamp(pes.dts());
            }
        }
        return payload;
    }

    private void started(boolean randomAccess) {
        if (codec == VideoCodec.NONE) {
            audioFrame();
        } else if (randomAccess) {
            keyframe();
        }
    }

    private void scan(ByteBuf buffer, int from, int to, boolean scrambled) {
        switch (scrambled ? PictureScanner.Verdict.OTHER : scanner.scan(buffer, from, to)) {
            case KEYFRAME -> keyframe();
            case OTHER -> scanning = false;
            case UNDECIDED -> {}
        }
    }

    private void keyframe() {
        scanning = false;
        JoinPoint point = mark.toJoinPoint(JoinPoint.Kind.KEYFRAME);
        keyframes++;
        lastKeyframeTime = point.mediaTime();
        listener.joinPoint(point);
    }

    private void audioFrame() {
        if (audioSeen && mark.time() - lastAudioTime < AUDIO_INTERVAL) {
            return;
        }
        audioSeen = true;
        lastAudioTime = mark.time();
        listener.joinPoint(mark.toJoinPoint(JoinPoint.Kind.AUDIO));
    }
}
