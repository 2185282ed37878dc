package io.acexy.simulator.engine;

import java.time.Duration;

/**
 * How media flows.
 *
 * @param behindLive the engine's own offset: how far behind the broadcaster it is
 * @param burst media that a new reader gets faster than it plays
 * @param burstSpeed how much faster, at least 1
 * @param jitter by which share the rate strays from the bit rate, 0 to 1
 * @param jitterWindow how long one rate is kept
 * @param minPiece the smallest write, in bytes
 * @param maxPiece the largest write, in bytes
 */
public record PacingSettings(
        Duration behindLive,
        Duration burst,
        double burstSpeed,
        double jitter,
        Duration jitterWindow,
        int minPiece,
        int maxPiece) {

    /** How far a slow reader may fall behind before the engine skips forward. */
    static final Duration CACHE = Duration.ofSeconds(60);

    private static final int LARGEST_PIECE = 1 << 20;

    public PacingSettings {
        require(!behindLive.isNegative() && behindLive.toMinutes() < 10, "behindLive is 0 to 10 min");
        require(!burst.isNegative() && burst.compareTo(CACHE) <= 0, "burst is not longer than the cache");
        require(burstSpeed >= 1 && burstSpeed <= 1e6, "burstSpeed is at least 1");
        require(jitter >= 0 && jitter <= 1, "jitter is 0 to 1");
        require(!jitterWindow.isNegative() && !jitterWindow.isZero(), "jitterWindow is positive");
        require(minPiece > 0 && minPiece <= maxPiece && maxPiece <= LARGEST_PIECE, "pieces are 1 byte to 1 MiB");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** Two seconds behind, three in a burst at twenty times the bit rate, then evenly. */
    public static PacingSettings fast() {
        return new PacingSettings(
                Duration.ofSeconds(2), Duration.ofSeconds(3), 20, 0, Duration.ofSeconds(10), 1024, 64 * 1024);
    }

    /** Ten seconds in a burst at 4.5 times the bit rate, then straying by half in 10 s. */
    public static PacingSettings realistic() {
        return new PacingSettings(
                Duration.ofSeconds(5), Duration.ofSeconds(10), 4.5, 0.5, Duration.ofSeconds(10), 1024, 64 * 1024);
    }

    /** Changes some of them. */
    public static final class Builder {

        private Duration behindLive;
        private Duration burst;
        private double burstSpeed;
        private double jitter;
        private Duration jitterWindow;
        private int minPiece;
        private int maxPiece;

        Builder(PacingSettings before) {
            behindLive = before.behindLive;
            burst = before.burst;
            burstSpeed = before.burstSpeed;
            jitter = before.jitter;
            jitterWindow = before.jitterWindow;
            minPiece = before.minPiece;
            maxPiece = before.maxPiece;
        }

        public Builder withBehindLive(Duration value) {
            behindLive = value;
            return this;
        }

        public Builder withBurst(Duration value, double speed) {
            burst = value;
            burstSpeed = speed;
            return this;
        }

        public Builder withJitter(double value, Duration window) {
            jitter = value;
            jitterWindow = window;
            return this;
        }

        public Builder withPieces(int min, int max) {
            minPiece = min;
            maxPiece = max;
            return this;
        }

        PacingSettings build() {
            return new PacingSettings(behindLive, burst, burstSpeed, jitter, jitterWindow, minPiece, maxPiece);
        }
    }
}
