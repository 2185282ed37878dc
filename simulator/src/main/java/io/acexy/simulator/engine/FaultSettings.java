package io.acexy.simulator.engine;

import java.time.Duration;

/**
 * Sizes of what scripts do.
 *
 * @param after how long a new reader is served before a stream script acts on it
 * @param stall length of a stall's silence
 * @param warmupTries how many tries of the playback URL a warm-up script refuses
 * @param leftover media left for an ended player id
 * @param hugeBytes size of a huge JSON; huge headers are a sixteenth
 * @param slowStatus answers of get_status under {@link EngineScript#SLOW_STATUS}
 * @param playlistLoading how long after a restart get_status says that nothing is loaded
 */
public record FaultSettings(
        Duration after,
        DelayRange stall,
        int warmupTries,
        Duration leftover,
        int hugeBytes,
        DelayRange slowStatus,
        Duration playlistLoading) {

    /** Share of the bit rate in a slow drip. */
    static final double DRIP_SHARE = 0.25;

    private static final int HUGE = 8 << 20;

    /** Short silences and quick faults, for tests; two warm-up tries, 8 MiB of JSON. */
    public static FaultSettings fast() {
        DelayRange stall = DelayRange.of(1000, 1000);
        DelayRange slowStatus = DelayRange.of(1000, 2000);
        return new FaultSettings(
                Duration.ofSeconds(1), stall, 2, Duration.ofSeconds(2), HUGE, slowStatus, Duration.ofSeconds(1));
    }

    /** Silences and delays as reported of real engines. */
    public static FaultSettings realistic() {
        DelayRange stall = DelayRange.of(2000, 10_000);
        DelayRange slowStatus = DelayRange.of(1000, 10_000);
        return new FaultSettings(
                Duration.ofSeconds(5), stall, 3, Duration.ofSeconds(4), HUGE, slowStatus, Duration.ofSeconds(5));
    }

    /** Changes some of them. */
    public static final class Builder {

        private final Duration playlistLoading;
        private Duration after;
        private DelayRange stall;
        private int warmupTries;
        private Duration leftover;
        private int hugeBytes;
        private DelayRange slowStatus;

        Builder(FaultSettings before) {
            after = before.after;
            stall = before.stall;
            warmupTries = before.warmupTries;
            leftover = before.leftover;
            hugeBytes = before.hugeBytes;
            slowStatus = before.slowStatus;
            playlistLoading = before.playlistLoading;
        }

        public Builder withAfter(Duration value) {
            after = value;
            return this;
        }

        public Builder withStall(DelayRange value) {
            stall = value;
            return this;
        }

        public Builder withWarmupTries(int value) {
            warmupTries = value;
            return this;
        }

        public Builder withLeftover(Duration value) {
            leftover = value;
            return this;
        }

        public Builder withHugeBytes(int value) {
            hugeBytes = value;
            return this;
        }

        public Builder withSlowStatus(DelayRange value) {
            slowStatus = value;
            return this;
        }

        FaultSettings build() {
            return new FaultSettings(after, stall, warmupTries, leftover, hugeBytes, slowStatus, playlistLoading);
        }
    }
}
