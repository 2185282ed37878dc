package io.acexy.simulator.engine;

import java.time.Duration;

/**
 * How HLS is cut.
 *
 * @param window segments that a playlist lists
 * @param firstSegments segments that the first playlist lists
 * @param shortest a segment ends at the first keyframe after a length drawn from here
 * @param longest to here
 */
public record HlsSettings(int window, int firstSegments, Duration shortest, Duration longest) {

    public HlsSettings {
        if (firstSegments < 1 || window < firstSegments) {
            throw new IllegalArgumentException(
                    "a window holds at least the first segments, and those are at least one");
        }
        if (shortest.isNegative() || shortest.isZero() || longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException("not a range of segment lengths: " + shortest + " to " + longest);
        }
    }

    /** Windows of 15 segments of 4 to 6 s, 3 at first. */
    public static HlsSettings standard() {
        return new HlsSettings(15, 3, Duration.ofMillis(3500), Duration.ofMillis(5500));
    }
}
