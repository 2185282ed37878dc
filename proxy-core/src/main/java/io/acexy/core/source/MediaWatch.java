package io.acexy.core.source;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineStat;
import io.acexy.core.mpegts.TsInspector;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;

/**
 * Judges, now and then, whether the media of a live stream is as it should be, and tells the run when it is not. Silence alone
 * is no proof, as swarms stall: the engine is asked first, and believed when it disowns the session or does not answer at
 * all. Confined to the stream's home loop.
 */
final class MediaWatch {

    private static final Duration STAT_TIMEOUT = Duration.ofSeconds(2);

    /** A keyframe may be late by as much, in times of the longest distance seen. */
    private static final int LATE_KEYFRAME = 3;

    private static final long TICKS_PER_MILLI = 27_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long STANDBY_NANOS = Duration.ofSeconds(10).toNanos();

    private final Relay run;
    private final TsInspector inspector;
    private final FailoverConfig config;
    private final Duration emptyTimeout;

    private final Ticker ticker;

    private boolean reading = true;
    private long lastMedia;
    private boolean asked;
    private long video;
    private long audio;
    private long lastVideo;
    private long keyframes;
    private long lastKeyframe; // by the media clock, as all of the distances
    private long longestDistance;
    private long graceFrom;
    private long bestLead = Long.MIN_VALUE;
    private long standbySought;

    /** @param ticker the home loop's */
    MediaWatch(Relay run, TsInspector inspector, SourceConfig config, Ticker ticker) {
        this.run = run;
        this.inspector = inspector;
        this.config = config.failover();
        this.emptyTimeout = config.emptyTimeout();
        this.ticker = ticker;
        this.lastMedia = ticker.nanoTime();
        this.lastVideo = lastMedia;
        this.standbySought = lastMedia - STANDBY_NANOS;
    }

    /** Packets have been published. */
    void mediaCame() {
        lastMedia = ticker.nanoTime();
        asked = false;
        EngineFault trouble = run.record.status().trouble();
        if (trouble != null && trouble.kind() == EngineFault.Kind.SILENT) {
            run.relieve();
        }
    }

    /**
     * Another source is in use: it has the same time to show a picture, and may be asked. Silence ends with what it brings, not
     * with its coming.
     */
    void sourceChanged() {
        asked = false;
        lastVideo = ticker.nanoTime();
        graceFrom = inspector.mediaTime();
        bestLead = Long.MIN_VALUE;
    }

    /** A pause of our own begins or ends; meanwhile the wall clock runs on. */
    void reading(boolean on) {
        reading = on;
        mediaCame();
        bestLead = Long.MIN_VALUE;
    }

    /** Looks once. False when there is nothing more to look at. */
    boolean look() {
        if (reading) {
            long silence = ticker.nanoTime() - lastMedia;
            if (silence > emptyTimeout.toNanos()) {
                run.giveUp(new RunEnd.Silent(emptyTimeout, run.record.status().trouble()));
                return false;
            }
            judge(silence);
        }
        return true;
    }

    private void judge(long silence) {
        if (silence >= config.stallTimeout().toNanos()) {
            run.suspect(new EngineFault(
                    EngineFault.Kind.SILENT,
                    "no media for " + config.stallTimeout().toMillis() + " ms"));
        } else if (silence >= config.stallCheck().toNanos()) {
            askEngine();
        } else {
            EngineFault picture = judgePicture();
            EngineFault fault = picture == null ? judgePace() : picture;
            if (fault != null) {
                run.suspect(fault);
            } else {
                run.relieve();
            }
        }
    }

    /** Asking for a second engine may cost the selector dear, so it is not done all the time. */
    void keepStandby(int players) {
        int threshold = config.standbyPlayers();
        if (threshold > 0 && ticker.nanoTime() - standbySought > STANDBY_NANOS) {
            standbySought = ticker.nanoTime();
            run.standby(players >= threshold);
        }
    }

    private void askEngine() {
        Future<EngineStat> answer = asked ? null : run.stat(STAT_TIMEOUT);
        if (answer == null) {
            return;
        }
        asked = true;
        long before = lastMedia;
        answer.addListener((Future<EngineStat> done) -> {
            EngineStat stat = done.getNow();
            if (lastMedia != before) {
                return;
            }
            if (stat == null) {
                run.condemn(EngineFault.unreachable("the engine is silent and does not answer"));
            } else if (!stat.known()) {
                run.condemn(new EngineFault(EngineFault.Kind.DEAD_SESSION, "the engine no longer knows the session"));
            }
        });
    }

    /** Sound without picture looks healthy to every counter of bytes. */
    private EngineFault judgePicture() {
        long now = ticker.nanoTime();
        boolean soundCame = inspector.audioPackets() != audio;
        audio = inspector.audioPackets();
        if (inspector.videoPackets() != video || !inspector.program().hasVideo()) {
            video = inspector.videoPackets();
            lastVideo = now;
        }
        if (soundCame && now - lastVideo > config.videoTimeout().toNanos()) {
            return EngineFault.broken("the picture is missing while sound flows");
        }
        return judgeKeyframes();
    }

    /**
     * Media that comes slower than it plays empties the players' buffers as surely as silence does. Swarms stray by half for
     * seconds, so what counts is how far the media has fallen behind its best position, not its rate at one moment.
     */
    private EngineFault judgePace() {
        long lead = inspector.mediaTime() / TICKS_PER_MILLI * NANOS_PER_MILLI - ticker.nanoTime();
        bestLead = Math.max(bestLead, lead);
        long deficit = bestLead - lead;
        return inspector.hasClock() && deficit > config.slowDeficit().toNanos()
                ? new EngineFault(EngineFault.Kind.SLOW, "media comes slower than it plays")
                : null;
    }

    /** By the media clock, because media may come in bursts. */
    private EngineFault judgeKeyframes() {
        long fresh = inspector.keyframes() - keyframes;
        if (fresh > 0) {
            long time = inspector.lastKeyframeTime();
            longestDistance = Math.max(longestDistance, (time - lastKeyframe) / fresh);
            lastKeyframe = time;
            keyframes += fresh;
        }
        long patience = Math.max(config.videoTimeout().toMillis() * TICKS_PER_MILLI, LATE_KEYFRAME * longestDistance);
        boolean late = keyframes > 1 && inspector.mediaTime() - Math.max(lastKeyframe, graceFrom) > patience;
        return late ? EngineFault.broken("keyframes are missing") : null;
    }
}
