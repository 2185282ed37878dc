package io.acexy.orchestrator.message;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The VPN behind the engines.
 *
 * @param enabled false if the engines use none; then {@code connected} means nothing
 * @param connected true if at least one VPN carries traffic. Flaps within a second while the orchestrator double-checks
 * @param health the orchestrator's word for it
 * @param container the VPN's container
 * @param forwardedPort the port that the provider forwards
 * @param nodesTotal how many VPNs there are (dialect B)
 * @param nodesHealthy how many of them are healthy (dialect B)
 */
public record VpnStatus(
        boolean enabled,
        boolean connected,
        Optional<String> health,
        Optional<String> container,
        OptionalInt forwardedPort,
        OptionalInt nodesTotal,
        OptionalInt nodesHealthy) {

    /** No VPN, or none that was told of. */
    public static final VpnStatus DISABLED = new VpnStatus(
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty());

    /** True if the VPN stands between the engines and their peers. */
    public boolean isDown() {
        return enabled && !connected;
    }
}
