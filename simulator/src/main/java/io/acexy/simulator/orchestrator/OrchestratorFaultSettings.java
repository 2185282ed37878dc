package io.acexy.simulator.orchestrator;

import java.time.Duration;

/**
 * Sizes of what scripts do.
 *
 * @param breaker how long an open breaker stays open
 * @param huge how large too large is
 * @param drip how slow a slow answer is
 * @param freeze how long the API stands still by turns
 * @param flapEvery how long a flapping VPN stays in each state
 */
public record OrchestratorFaultSettings(Breaker breaker, Huge huge, Drip drip, Freeze freeze, Duration flapEvery) {

    /** The recovery ETA of a VPN that is down. */
    static final Duration VPN_ETA = Duration.ofSeconds(60);

    /** What 429 and 503 say, in whole seconds. */
    static final int RETRY_AFTER = 2;

    /**
     * How long an open breaker stays open.
     *
     * @param timeout from its opening to an ETA of zero
     * @param linger how long it stays open after that
     */
    public record Breaker(Duration timeout, Duration linger) {}

    /**
     * How large too large is.
     *
     * @param bytes of a body
     * @param labels of an engine
     */
    public record Huge(int bytes, int labels) {}

    /**
     * How slow a slow answer is.
     *
     * @param bytes of each drop
     * @param every time between drops
     */
    public record Drip(int bytes, Duration every) {}

    /**
     * How long the API stands still by turns.
     *
     * @param length of a standstill
     * @param every from one to the next, longer than {@code length}
     */
    public record Freeze(Duration length, Duration every) {}

    public OrchestratorFaultSettings {
        if (drip.bytes < 1 || drip.every.isZero() || flapEvery.isZero() || freeze.every.compareTo(freeze.length) <= 0) {
            throw new IllegalArgumentException("drops have bytes, turns take time, and thaws last longer than nothing");
        }
    }

    /** As reported of real orchestrators. */
    public static OrchestratorFaultSettings standard() {
        return new OrchestratorFaultSettings(
                new Breaker(Duration.ofSeconds(300), Duration.ofSeconds(30)),
                new Huge(10 << 20, 5000),
                new Drip(2, Duration.ofMillis(200)),
                new Freeze(Duration.ofSeconds(5), Duration.ofSeconds(15)),
                Duration.ofSeconds(1));
    }

    /** Changes some of them. */
    public static final class Builder {

        private Breaker breaker;
        private Huge huge;
        private Drip drip;
        private Freeze freeze;
        private Duration flapEvery;

        Builder(OrchestratorFaultSettings before) {
            breaker = before.breaker;
            huge = before.huge;
            drip = before.drip;
            freeze = before.freeze;
            flapEvery = before.flapEvery;
        }

        public Builder withBreaker(Duration timeout, Duration linger) {
            breaker = new Breaker(timeout, linger);
            return this;
        }

        public Builder withHuge(int bytes, int labels) {
            huge = new Huge(bytes, labels);
            return this;
        }

        public Builder withDrip(int bytes, Duration every) {
            drip = new Drip(bytes, every);
            return this;
        }

        public Builder withFreeze(Duration length, Duration every) {
            freeze = new Freeze(length, every);
            return this;
        }

        public Builder withFlapEvery(Duration value) {
            flapEvery = value;
            return this;
        }

        OrchestratorFaultSettings build() {
            return new OrchestratorFaultSettings(breaker, huge, drip, freeze, flapEvery);
        }
    }
}
