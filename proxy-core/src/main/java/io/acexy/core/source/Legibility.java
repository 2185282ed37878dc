package io.acexy.core.source;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.mpegts.TsAligner;
import java.time.Duration;

/**
 * Whether what a source sends is a transport stream at all: what brings no packet in so many bytes, or in so much time while
 * bytes come, is none. Confined to the home loop.
 */
final class Legibility {

    private static final long MOST_SKIPPED = 200_000;
    private static final long MOST_NANOS = Duration.ofSeconds(2).toNanos();

    private final TsAligner aligner;

    /** Since when there are no packets in what comes. */
    private long illegibleSince;

    private boolean legible;

    /** What had been skipped when there were some last. */
    private long skippedThen;

    /** @param now by the loop's ticker; the first bytes have come */
    Legibility(TsAligner aligner, long now) {
        this.aligner = aligner;
        this.illegibleSince = now;
    }

    /** What is wrong, more having come; null while it may be a transport stream. */
    EngineFault judge(long now) {
        if (aligner.locked()) {
            legible = true;
            skippedThen = aligner.skippedBytes();
            return null;
        }
        illegibleSince = legible ? now : illegibleSince;
        legible = false;
        if (aligner.skippedBytes() - skippedThen <= MOST_SKIPPED && now - illegibleSince < MOST_NANOS) {
            return null;
        }
        String seems = aligner.seems();
        return EngineFault.broken(
                "what the engine sends is not MPEG-TS" + (seems.isEmpty() ? "" : ", but seems to be " + seems));
    }
}
