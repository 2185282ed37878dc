package io.acexy.simulator.engine;

import java.time.Duration;

/**
 * Sizes of what scripts do.
 *
 * @param after how long a new reader is served before a stream script acts on it
 * @param stall length of a stall's silence
 * @param dripShare share of the bit rate in a slow drip
 * @param warmupTries how many tries of the playback URL a warm-up script refuses
 * @param leftover media left for an ended player id
 * @param hugeBytes size of a huge JSON; huge headers are a sixteenth
 * @param slowStatus answers of get_status under {@link EngineScript#SLOW_STATUS}
 * @param playlistLoading how long after a restart get_status says that nothing is loaded
 */
public record FaultSettings(
        Duration after,
        DelayRange stall,
        double dripShare,
        int warmupTries,
        Duration leftover,
        int hugeBytes,
        DelayRange slowStatus,
        Duration playlistLoading) {

    /** Short silences and quick faults, for tests; two warm-up tries, 8 MiB of JSON. */
    public static FaultSettings fast() {
        return new FaultSettings(
                Duration.ofSeconds(1),
                DelayRange.of(1000, 1000),
                0.25,
                2,
                Duration.ofSeconds(2),
                8 << 20,
                DelayRange.of(1000, 2000),
                Duration.ofSeconds(1));
    }

    /** Silences and delays as reported of real engines. */
    public static FaultSettings realistic() {
        return new FaultSettings(
                Duration.ofSeconds(5),
                DelayRange.of(2000, 10_000),
                0.25,
                3,
                Duration.ofSeconds(4),
                8 << 20,
                DelayRange.of(1000, 10_000),
                Duration.ofSeconds(5));
    }

    /** With another time before a stream script acts on a new reader. */
    public FaultSettings withAfter(Duration value) {
        return new FaultSettings(
                value, stall, dripShare, warmupTries, leftover, hugeBytes, slowStatus, playlistLoading);
    }

    /** With another silence. */
    public FaultSettings withStall(DelayRange value) {
        return new FaultSettings(
                after, value, dripShare, warmupTries, leftover, hugeBytes, slowStatus, playlistLoading);
    }

    /** With another slow drip. */
    public FaultSettings withDripShare(double value) {
        return new FaultSettings(after, stall, value, warmupTries, leftover, hugeBytes, slowStatus, playlistLoading);
    }

    /** With another number of refused tries. */
    public FaultSettings withWarmupTries(int value) {
        return new FaultSettings(after, stall, dripShare, value, leftover, hugeBytes, slowStatus, playlistLoading);
    }

    /** With another left-over. */
    public FaultSettings withLeftover(Duration value) {
        return new FaultSettings(after, stall, dripShare, warmupTries, value, hugeBytes, slowStatus, playlistLoading);
    }

    /** With another size of huge answers. */
    public FaultSettings withHugeBytes(int value) {
        return new FaultSettings(after, stall, dripShare, warmupTries, leftover, value, slowStatus, playlistLoading);
    }

    /** With another slowness of get_status. */
    public FaultSettings withSlowStatus(DelayRange value) {
        return new FaultSettings(after, stall, dripShare, warmupTries, leftover, hugeBytes, value, playlistLoading);
    }

    /** With another time of loading after a restart. */
    public FaultSettings withPlaylistLoading(Duration value) {
        return new FaultSettings(after, stall, dripShare, warmupTries, leftover, hugeBytes, slowStatus, value);
    }
}
