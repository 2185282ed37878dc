package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;
import java.util.OptionalDouble;

/**
 * Watches a stream as a player gets it, and measures what may be wrong with it. Confined to one thread; neither keeps nor moves
 * buffers; its memory does not grow with the stream.
 */
public final class TsProbe {

    private static final double TICKS_PER_SECOND = MediaClock.TICKS_PER_SECOND;
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final TsInspector inspector = new TsInspector(this::joinPoint);
    private final FirstPriority firstPriority = new FirstPriority();
    private final ClockProbe clock = new ClockProbe();
    private final StampProbe stamps = new StampProbe();
    private final SpanMeter distances = new SpanMeter();

    private long packets;
    private long jumps;
    private long offset;
    private long keyframes;
    private long lastKeyframe = -1;
    private int stampPid = -1;

    // how media came, from the end of the first delivery on
    private boolean begun;
    private long deliveries;
    private long beganNanos;
    private long beganMedia;
    private long lastNanos;
    private long longestPause;

    /**
     * The next packet.
     *
     * @param index of its first byte; 188 bytes from there are readable
     */
    public void packet(ByteBuf buffer, int index) {
        packets++;
        inspector.inspect(buffer, index, offset);
        int header = TsPacket.header(buffer, index);
        if (TsPacket.isSynced(header)) {
            look(buffer, index, header);
        }
        firstPriority.packet(buffer, index, inspector.mediaTime(), inspector.program());
        offset += TsPacket.SIZE;
    }

    private void look(ByteBuf buffer, int index, int header) {
        TsProgram program = inspector.program();
        int pid = TsPacket.pid(header);
        if (pid == program.pcrPid() && TsPacket.hasPcr(buffer, index)) {
            clock.reference(TsPacket.pcr(buffer, index), offset, TsPacket.discontinuityIndicator(buffer, index));
        }
        int lead = lead(program);
        if (lead != stampPid) {
            stampPid = lead;
            stamps.forget();
        }
        if (pid == lead && TsPacket.hasPayload(header)) {
            stamps.packet(buffer, index, TsPacket.payloadUnitStart(header));
        }
    }

    private static int lead(TsProgram program) {
        if (program.hasVideo()) {
            return program.videoPid();
        }
        return program.hasAudio() ? program.audioPids().get(0) : -1;
    }

    private void joinPoint(JoinPoint point) {
        keyframes++;
        if (lastKeyframe >= 0) {
            distances.add((point.mediaTime() - lastKeyframe) / TICKS_PER_SECOND);
        }
        lastKeyframe = point.mediaTime();
    }

    /** The media that comes next does not follow on, and says so: that is no fault of its counters and clocks. */
    public void jump() {
        jumps++;
        clock.forget();
        stamps.forget();
        lastKeyframe = -1;
    }

    /**
     * All that could be had now has come.
     *
     * @param nanos ticker time of it
     */
    public void delivered(long nanos) {
        if (begun) {
            longestPause = Math.max(longestPause, nanos - lastNanos);
        }
        // What a newcomer is given at once may be older than he is: the pace begins with what comes after it.
        if (deliveries++ < 2) {
            beganNanos = nanos;
            beganMedia = inspector.mediaTime();
        }
        begun = true;
        lastNanos = nanos;
    }

    /**
     * What has been seen so far.
     *
     * @param nanos ticker time of the end
     */
    public TsReport report(long nanos) {
        long pause = begun ? Math.max(longestPause, nanos - lastNanos) : 0;
        long faults = inspector.continuityErrors();
        return new TsReport(
                new TsReport.Amount(packets, clock.bitsPerSecond()),
                new TsReport.Faults(faults, jumps),
                clock.report(),
                stamps.report(),
                new TsReport.Keyframes(keyframes, distances.span()),
                new TsReport.Arrival(pause / NANOS_PER_MILLI, pace()),
                new TsReport.Contents(inspector.tracks(), firstPriority.checks(faults)));
    }

    /** Up to the last media: a piece that has not come yet says nothing of the pace. */
    private OptionalDouble pace() {
        long nanos = lastNanos - beganNanos;
        if (!begun || nanos <= 0 || !inspector.hasClock()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((inspector.mediaTime() - beganMedia) / TICKS_PER_SECOND / (nanos / 1e9));
    }
}
