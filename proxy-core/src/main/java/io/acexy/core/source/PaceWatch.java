package io.acexy.core.source;

import io.acexy.core.mpegts.TsInspector;
import java.time.Duration;

/**
 * Whether media comes slower than it plays, which empties the players' buffers as surely as silence does. Swarms stray by half
 * for seconds, so what counts is how far the media has fallen behind its best position of late, not its rate at one moment.
 * Confined to the stream's home loop.
 */
final class PaceWatch {

    /** A best position is remembered for one to two of these: what was lost bit by bit in hours is not slowness. */
    static final Duration SPAN = Duration.ofSeconds(150);

    /** A clock that stands for so long while media comes tells nothing of its pace. */
    static final Duration LONGEST_STEP = Duration.ofSeconds(2);

    private static final long NONE = Long.MIN_VALUE;

    private final TsInspector inspector;
    private final long mostDeficit;

    private long best = NONE;
    private long bestBefore = NONE;
    private long spanBegan;
    private boolean begun;

    private long lastLook;
    private long packets;
    private long moves;
    private long jumps;
    private long standing; // how long the clock has not moved although media came

    PaceWatch(TsInspector inspector, Duration mostDeficit) {
        this.inspector = inspector;
        this.mostDeficit = mostDeficit.toNanos();
    }

    /** What has been is no measure of what comes. */
    void restart() {
        begun = false;
        best = NONE;
        bestBefore = NONE;
        standing = 0;
    }

    /** Looks once. */
    boolean isSlow(long now) {
        if (!tells(now)) {
            restart();
            return false;
        }
        if (!begun || now - spanBegan >= SPAN.toNanos()) {
            bestBefore = begun ? best : NONE;
            best = NONE;
            spanBegan = now;
            begun = true;
        }
        long lead = inspector.mediaTime() * 1_000 / 27 - now;
        best = Math.max(best, lead);
        return Math.max(best, bestBefore) - lead > mostDeficit;
    }

    /** Whether the clock can be judged by: it is there, it moves while media comes, and it has not jumped. */
    private boolean tells(long now) {
        boolean mediaCame = inspector.packets() != packets;
        boolean moved = inspector.clockMoves() != moves;
        boolean jumped = inspector.clockDiscontinuities() != jumps;
        if (moved) {
            standing = 0;
        } else if (mediaCame) {
            standing += now - lastLook;
        }
        lastLook = now;
        packets = inspector.packets();
        moves = inspector.clockMoves();
        jumps = inspector.clockDiscontinuities();
        return inspector.hasClock() && moves > 0 && !jumped && standing <= LONGEST_STEP.toNanos();
    }
}
