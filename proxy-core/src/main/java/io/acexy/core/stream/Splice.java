package io.acexy.core.stream;

import io.acexy.core.mpegts.JoinPoint;

/**
 * How one source follows another.
 *
 * @param from where in what was held of the new source to go on, in bytes
 * @param point null when the next byte follows exactly; else the keyframe to go on at, after a jump
 */
record Splice(int from, JoinPoint point) {

    static Splice exact(int from) {
        return new Splice(from, null);
    }

    boolean isExact() {
        return point == null;
    }
}
