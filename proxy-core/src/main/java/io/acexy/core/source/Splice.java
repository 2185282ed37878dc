package io.acexy.core.source;

import io.acexy.core.mpegts.JoinPoint;
import java.time.Duration;
import java.util.Optional;

/**
 * Where one source follows another.
 *
 * @param from number of the new source's packet to go on with, counted from its first one on
 * @param point null when the next byte follows exactly; else the keyframe or the tables to go on at, after a jump
 * @param lost how much media lies between; empty when the clocks do not tell
 */
record Splice(long from, JoinPoint point, Optional<Duration> lost) {

    static Splice exact(long from) {
        return new Splice(from, null, Optional.of(Duration.ZERO));
    }

    Switch.Kind kind() {
        if (point == null) {
            return Switch.Kind.EXACT;
        }
        return point.kind() == JoinPoint.Kind.TABLES ? Switch.Kind.TABLES : Switch.Kind.KEYFRAME;
    }
}
