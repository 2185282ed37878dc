package io.acexy.simulator.orchestrator;

import io.acexy.simulator.engine.DelayRange;
import java.time.Duration;

/**
 * Which engines there are and how they come and go.
 *
 * @param enginesAtStart engines that run before the API listens
 * @param slotsPerEngine streams an engine is said to take; dialect B's selection keeps to it, nothing else does
 * @param replicas how many engines there may be
 * @param arrival how long a new engine takes
 * @param departure what becomes of dead and of idle engines
 */
public record FleetSettings(
        int enginesAtStart, int slotsPerEngine, Replicas replicas, Arrival arrival, Departure departure) {

    /**
     * How many engines there may be.
     *
     * @param least engines that idleness leaves
     * @param most engines after which the status says {@code max_capacity}
     * @param free engines without a stream that the autoscaler keeps, where there is room; 0 switches it off
     * @param limitedByPorts whether dialect A's provisioning fails at the most, with a 500, as behind a VPN with its bounded
     *     ports; without a VPN it goes beyond
     */
    public record Replicas(int least, int most, int free, boolean limitedByPorts) {}

    /**
     * How long a new engine takes.
     *
     * @param provisioning from the request to the container, which is also when dialect A answers
     * @param untilListed from the container to its place in the list
     * @param untilAnswering from the container to the engine's first answer; until then its port refuses
     * @param untilHealthy from the container to health; unknown until then
     * @param unhealthyFirst whether the first health check fails, so that health takes twice as long
     */
    public record Arrival(
            DelayRange provisioning,
            DelayRange untilListed,
            DelayRange untilAnswering,
            DelayRange untilHealthy,
            boolean unhealthyFirst) {}

    /**
     * What becomes of dead and of idle engines.
     *
     * @param deadNoticed from the death of an engine to {@code unhealthy}
     * @param deadUnlisted from the death of an engine to its removal from the list; zero means never
     * @param idleRemoved how long an engine without a stream is kept; zero means for ever
     * @param autoscale how often the autoscaler looks
     */
    public record Departure(Duration deadNoticed, Duration deadUnlisted, Duration idleRemoved, Duration autoscale) {}

    private static final int MOST_ENGINES = 1000;

    public FleetSettings {
        if (enginesAtStart < 0 || enginesAtStart > MOST_ENGINES || replicas.most < 0 || replicas.most > MOST_ENGINES) {
            throw new IllegalArgumentException("an orchestrator simulator has 0 to " + MOST_ENGINES + " engines");
        }
        if (slotsPerEngine < 1 || replicas.least < 0 || replicas.free < 0) {
            throw new IllegalArgumentException("slots are at least 1, replicas at least 0");
        }
    }

    /** Two engines of one slot, room for ten, and no delay: for tests. */
    public static FleetSettings fast() {
        DelayRange none = DelayRange.NONE;
        return new FleetSettings(
                2,
                1,
                new Replicas(0, 10, 0, true),
                new Arrival(none, none, none, none, false),
                new Departure(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMillis(50)));
    }

    /** Containers start, boot, and go when idle, somewhat faster than real ones: for the demo. */
    public static FleetSettings realistic() {
        DelayRange provisioning = DelayRange.of(1000, 2000);
        DelayRange booting = DelayRange.of(500, 1500);
        DelayRange checking = DelayRange.of(2000, 6000);
        return new FleetSettings(
                1,
                1,
                new Replicas(1, 10, 0, true),
                new Arrival(provisioning, DelayRange.NONE, booting, checking, false),
                new Departure(
                        Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(1)));
    }

    /** Changes some of them. */
    public static final class Builder {

        private int enginesAtStart;
        private int slotsPerEngine;
        private int minReplicas;
        private int maxReplicas;
        private int minFree;
        private boolean limitedByPorts;
        private DelayRange provisioning;
        private DelayRange untilListed;
        private DelayRange untilAnswering;
        private DelayRange untilHealthy;
        private boolean unhealthyFirst;
        private Departure departure;

        Builder(FleetSettings before) {
            enginesAtStart = before.enginesAtStart;
            slotsPerEngine = before.slotsPerEngine;
            minReplicas = before.replicas.least;
            maxReplicas = before.replicas.most;
            minFree = before.replicas.free;
            limitedByPorts = before.replicas.limitedByPorts;
            provisioning = before.arrival.provisioning;
            untilListed = before.arrival.untilListed;
            untilAnswering = before.arrival.untilAnswering;
            untilHealthy = before.arrival.untilHealthy;
            unhealthyFirst = before.arrival.unhealthyFirst;
            departure = before.departure;
        }

        public Builder withEnginesAtStart(int value) {
            enginesAtStart = value;
            return this;
        }

        public Builder withSlotsPerEngine(int value) {
            slotsPerEngine = value;
            return this;
        }

        public Builder withMinReplicas(int value) {
            minReplicas = value;
            return this;
        }

        public Builder withMaxReplicas(int value) {
            maxReplicas = value;
            return this;
        }

        public Builder withMinFree(int value) {
            minFree = value;
            return this;
        }

        public Builder withLimitedByPorts(boolean value) {
            limitedByPorts = value;
            return this;
        }

        public Builder withProvisioning(DelayRange value) {
            provisioning = value;
            return this;
        }

        public Builder withUntilListed(DelayRange value) {
            untilListed = value;
            return this;
        }

        public Builder withUntilAnswering(DelayRange value) {
            untilAnswering = value;
            return this;
        }

        /** With or without an unhealthy blip first. */
        public Builder withUntilHealthy(DelayRange value, boolean blip) {
            untilHealthy = value;
            unhealthyFirst = blip;
            return this;
        }

        public Builder withDead(Duration noticed, Duration unlisted) {
            departure = new Departure(noticed, unlisted, departure.idleRemoved, departure.autoscale);
            return this;
        }

        public Builder withIdleRemoved(Duration after) {
            departure = new Departure(departure.deadNoticed, departure.deadUnlisted, after, departure.autoscale);
            return this;
        }

        FleetSettings build() {
            return new FleetSettings(
                    enginesAtStart,
                    slotsPerEngine,
                    new Replicas(minReplicas, maxReplicas, minFree, limitedByPorts),
                    new Arrival(provisioning, untilListed, untilAnswering, untilHealthy, unhealthyFirst),
                    departure);
        }
    }
}
