package io.acexy.simulator.orchestrator;

import io.acexy.simulator.engine.DelayRange;
import java.time.Duration;

/**
 * Which engines there are and how they come and go.
 *
 * @param enginesAtStart engines that run before the API listens
 * @param slotsPerEngine streams an engine is said to take; dialect B's selection keeps to it, nothing else does
 * @param minReplicas engines that idleness leaves
 * @param maxReplicas engines after which the status says {@code max_capacity}
 * @param minFree engines without a stream that the autoscaler keeps, where there is room; 0 switches it off
 * @param limitedByPorts whether dialect A's provisioning fails at {@code maxReplicas}, with a 500, as behind a VPN with its
 *     bounded ports; without a VPN it goes beyond
 * @param provisioning from the request to the container, which is also when dialect A answers
 * @param untilListed from the container to its place in the list
 * @param untilAnswering from the container to the engine's first answer; until then its port refuses
 * @param untilHealthy from the container to health; unknown until then
 * @param unhealthyFirst whether the first health check fails, so that health takes twice as long
 * @param deadNoticed from the death of an engine to {@code unhealthy}
 * @param deadUnlisted from the death of an engine to its removal from the list; zero means never
 * @param idleRemoved how long an engine without a stream is kept; zero means for ever
 * @param autoscale how often the autoscaler looks
 */
public record FleetSettings(
        int enginesAtStart,
        int slotsPerEngine,
        int minReplicas,
        int maxReplicas,
        int minFree,
        boolean limitedByPorts,
        DelayRange provisioning,
        DelayRange untilListed,
        DelayRange untilAnswering,
        DelayRange untilHealthy,
        boolean unhealthyFirst,
        Duration deadNoticed,
        Duration deadUnlisted,
        Duration idleRemoved,
        Duration autoscale) {

    private static final int MOST_ENGINES = 1000;

    public FleetSettings {
        if (enginesAtStart < 0 || enginesAtStart > MOST_ENGINES || maxReplicas < 0 || maxReplicas > MOST_ENGINES) {
            throw new IllegalArgumentException("an orchestrator simulator has 0 to " + MOST_ENGINES + " engines");
        }
        if (slotsPerEngine < 1 || minReplicas < 0 || minFree < 0) {
            throw new IllegalArgumentException("slots are at least 1, replicas at least 0");
        }
    }

    /** Two engines of one slot, room for ten, and no delay: for tests. */
    public static FleetSettings fast() {
        return new FleetSettings(
                2,
                1,
                0,
                10,
                0,
                true,
                DelayRange.NONE,
                DelayRange.NONE,
                DelayRange.NONE,
                DelayRange.NONE,
                false,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMillis(50));
    }

    /** Containers start, boot, and go when idle, somewhat faster than real ones: for the demo. */
    public static FleetSettings realistic() {
        return new FleetSettings(
                1,
                1,
                1,
                10,
                0,
                true,
                DelayRange.of(1000, 2000),
                DelayRange.NONE,
                DelayRange.of(500, 1500),
                DelayRange.of(2000, 6000),
                false,
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1));
    }

    /** With another number of engines at the start. */
    public FleetSettings withEnginesAtStart(int value) {
        return copy(value, slotsPerEngine, minReplicas, maxReplicas, minFree, limitedByPorts);
    }

    /** With another number of slots. */
    public FleetSettings withSlotsPerEngine(int value) {
        return copy(enginesAtStart, value, minReplicas, maxReplicas, minFree, limitedByPorts);
    }

    /** With other bounds. */
    public FleetSettings withReplicas(int min, int max) {
        return copy(enginesAtStart, slotsPerEngine, min, max, minFree, limitedByPorts);
    }

    /** With another upper bound. */
    public FleetSettings withMaxReplicas(int value) {
        return copy(enginesAtStart, slotsPerEngine, minReplicas, value, minFree, limitedByPorts);
    }

    /** With an autoscaler that keeps engines free. */
    public FleetSettings withMinFree(int value) {
        return copy(enginesAtStart, slotsPerEngine, minReplicas, maxReplicas, value, limitedByPorts);
    }

    /** With the 500 of exhausted ports at the upper bound, or without. */
    public FleetSettings withLimitedByPorts(boolean value) {
        return copy(enginesAtStart, slotsPerEngine, minReplicas, maxReplicas, minFree, value);
    }

    /** With another duration of provisioning. */
    public FleetSettings withProvisioning(DelayRange value) {
        return timed(value, untilListed, untilAnswering, untilHealthy, unhealthyFirst);
    }

    /** With another delay until listed. */
    public FleetSettings withUntilListed(DelayRange value) {
        return timed(provisioning, value, untilAnswering, untilHealthy, unhealthyFirst);
    }

    /** With another delay until the engine answers. */
    public FleetSettings withUntilAnswering(DelayRange value) {
        return timed(provisioning, untilListed, value, untilHealthy, unhealthyFirst);
    }

    /** With another delay until healthy, with or without an unhealthy blip first. */
    public FleetSettings withUntilHealthy(DelayRange value, boolean blip) {
        return timed(provisioning, untilListed, untilAnswering, value, blip);
    }

    /** With other delays after an engine's death. */
    public FleetSettings withDead(Duration noticed, Duration unlisted) {
        return aged(noticed, unlisted, idleRemoved, autoscale);
    }

    /** With another patience for idle engines, looked at so often. */
    public FleetSettings withIdleRemoved(Duration after, Duration lookedAtEvery) {
        return aged(deadNoticed, deadUnlisted, after, lookedAtEvery);
    }

    private FleetSettings copy(int atStart, int slots, int min, int max, int free, boolean ports) {
        return new FleetSettings(
                atStart,
                slots,
                min,
                max,
                free,
                ports,
                provisioning,
                untilListed,
                untilAnswering,
                untilHealthy,
                unhealthyFirst,
                deadNoticed,
                deadUnlisted,
                idleRemoved,
                autoscale);
    }

    private FleetSettings timed(
            DelayRange provisioned, DelayRange listed, DelayRange answering, DelayRange healthy, boolean blip) {
        return new FleetSettings(
                enginesAtStart,
                slotsPerEngine,
                minReplicas,
                maxReplicas,
                minFree,
                limitedByPorts,
                provisioned,
                listed,
                answering,
                healthy,
                blip,
                deadNoticed,
                deadUnlisted,
                idleRemoved,
                autoscale);
    }

    private FleetSettings aged(Duration noticed, Duration unlisted, Duration idle, Duration every) {
        return new FleetSettings(
                enginesAtStart,
                slotsPerEngine,
                minReplicas,
                maxReplicas,
                minFree,
                limitedByPorts,
                provisioning,
                untilListed,
                untilAnswering,
                untilHealthy,
                unhealthyFirst,
                noticed,
                unlisted,
                idle,
                every);
    }
}
