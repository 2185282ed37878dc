package io.acexy.core.source;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.mpegts.TsInspector;
import io.netty.util.concurrent.Ticker;

/**
 * Judges, now and then, whether the media that flows is as it should be: whether there is a picture where there was one, and
 * keyframes where there were some, and whether it comes as fast as it plays. Confined to the stream's home loop.
 */
final class MediaWatch {

    /** A keyframe may be late by as much, in times of the longest distance seen. */
    private static final int LATE_KEYFRAME = 3;

    private static final long TICKS_PER_MILLI = 27_000;

    private final TsInspector inspector;
    private final FailoverConfig config;
    private final Ticker ticker;
    private final PaceWatch pace;

    private long video;
    private long audio;
    private long lastVideo;
    private long keyframes;
    private long lastKeyframe; // by the media clock, as all of the distances
    private long longestDistance;
    private long graceFrom;

    /** @param ticker the home loop's */
    MediaWatch(TsInspector inspector, FailoverConfig config, Ticker ticker) {
        this.inspector = inspector;
        this.config = config;
        this.ticker = ticker;
        this.pace = new PaceWatch(inspector, config.slowDeficit());
        this.lastVideo = ticker.nanoTime();
    }

    /** Another source is in use: it has the same time to show a picture, and a pace of its own. */
    void sourceChanged() {
        lastVideo = ticker.nanoTime();
        graceFrom = inspector.mediaTime();
        pace.restart();
    }

    /** A pause of our own begins or ends; meanwhile the wall clock runs on. */
    void paused() {
        lastVideo = ticker.nanoTime();
        pace.restart();
    }

    /** Looks once: what is wrong, or null. */
    EngineFault look() {
        long now = ticker.nanoTime();
        boolean slow = pace.isSlow(now);
        EngineFault picture = judgePicture(now);
        if (picture != null) {
            return picture;
        }
        return slow ? new EngineFault(EngineFault.Kind.SLOW, "media comes slower than it plays") : judgeKeyframes();
    }

    /** Sound without picture looks healthy to every counter of bytes. Radio may name a picture that never comes. */
    private EngineFault judgePicture(long now) {
        boolean soundCame = inspector.audioPackets() != audio;
        audio = inspector.audioPackets();
        if (inspector.videoPackets() != video || !inspector.pictureCame()) {
            video = inspector.videoPackets();
            lastVideo = now;
        }
        boolean missing = soundCame && now - lastVideo > config.videoTimeout().toNanos();
        return missing ? EngineFault.broken("the picture is missing while sound flows") : null;
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
