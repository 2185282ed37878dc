package io.acexy.orchestrator.message;

import java.time.Instant;
import java.util.Optional;

/**
 * The orchestrator about itself.
 *
 * @param state {@code healthy}, {@code degraded}, {@code unavailable}, or another word
 * @param engines how many engines
 * @param activeStreams how many streams run
 * @param capacity how many more it would take
 * @param vpn the VPN behind the engines
 * @param provisioning whether it would start an engine now
 * @param timestamp its clock
 */
public record OrchestratorStatus(
        String state,
        Engines engines,
        int activeStreams,
        Capacity capacity,
        VpnStatus vpn,
        Provisioning provisioning,
        Optional<Instant> timestamp) {

    /**
     * Engines by state. Those that were not checked yet are neither healthy nor unhealthy.
     *
     * @param total all
     * @param running those whose container runs
     * @param healthy those that answered
     * @param unhealthy those that did not
     */
    public record Engines(int total, int running, int healthy, int unhealthy) {}

    /**
     * Capacity counted in engines, one stream each: the orchestrator knows nothing of the streams per engine that we allow.
     *
     * @param total engines there are
     * @param used engines or streams in use, depending on the version
     * @param available never negative
     * @param minReplicas engines it keeps
     * @param maxReplicas engines it may have
     */
    public record Capacity(int total, int used, int available, int minReplicas, int maxReplicas) {}

    /**
     * Whether an engine would be started.
     *
     * @param canProvision true if nothing is known to be in the way. The provisioning call itself may still disagree
     * @param circuitState the orchestrator's own circuit breaker: {@code closed}, {@code open} or {@code half_open}
     * @param blocked why not, if not
     */
    public record Provisioning(boolean canProvision, String circuitState, Optional<BlockedReason> blocked) {}
}
