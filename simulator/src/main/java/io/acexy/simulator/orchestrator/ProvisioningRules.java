package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.OrchestratorScript.Scope;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Why there may be no provisioning now, in the order in which dialect A looks: VPN, breaker, capacity. Confined to the
 * orchestrator's loop.
 */
final class ProvisioningRules {

    /**
     * A reason.
     *
     * @param code its code
     * @param message its sentence
     * @param reason what the status calls it
     * @param eta seconds to recovery, or null
     * @param canRetry as the orchestrator says
     * @param shouldWait as the orchestrator says
     */
    record Blocked(String code, String message, String reason, Long eta, boolean canRetry, boolean shouldWait) {}

    enum VpnHealth {
        HEALTHY,
        UNHEALTHY,
        STARTING
    }

    enum BreakerState {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    private final OrchestratorCore core;
    private final Fleet fleet;

    ProvisioningRules(OrchestratorCore core, Fleet fleet) {
        this.core = core;
        this.fleet = fleet;
    }

    boolean isVpnEnabled() {
        return core.scripts.of(Scope.VPN) != OrchestratorScript.NORMAL;
    }

    /** With two VPNs one is enough. */
    VpnHealth vpn() {
        return switch (core.scripts.of(Scope.VPN)) {
            case VPN_DOWN -> VpnHealth.UNHEALTHY;
            case VPN_STARTING -> VpnHealth.STARTING;
            case VPN_FLAPPING -> {
                long turn = core.scripts.nanosOf(Scope.VPN)
                        / core.settings.faults().flapEvery().toNanos();
                yield turn % 2 == 0 ? VpnHealth.UNHEALTHY : VpnHealth.HEALTHY;
            }
            default -> VpnHealth.HEALTHY;
        };
    }

    boolean isVpnConnected() {
        return isVpnEnabled() && vpn() == VpnHealth.HEALTHY;
    }

    /** The breaker opens only by its script, because a client's provisioning does not feed it. */
    BreakerState breaker() {
        return switch (core.scripts.of(Scope.BREAKER)) {
            case BREAKER_OPEN -> {
                OrchestratorFaultSettings.Breaker breaker =
                        core.settings.faults().breaker();
                Duration open = breaker.timeout().plus(breaker.linger());
                yield core.scripts.nanosOf(Scope.BREAKER) < open.toNanos() ? BreakerState.OPEN : BreakerState.CLOSED;
            }
            case BREAKER_HALF_OPEN -> BreakerState.HALF_OPEN;
            default -> BreakerState.CLOSED;
        };
    }

    /** Whole seconds, rounded up; may be 0 while the breaker is still open. */
    long breakerEta() {
        Duration left = core.settings.faults().breaker().timeout().minusNanos(core.scripts.nanosOf(Scope.BREAKER));
        return left.isNegative() ? 0 : left.plusMillis(999).toSeconds();
    }

    void resetBreaker() {
        core.scripts.lift(Scope.BREAKER);
    }

    /** Whether VPN or breaker forbid it. */
    boolean isBlocked() {
        return blocked().isPresent();
    }

    /** What the endpoint looks at: not the capacity. */
    Optional<Blocked> blocked() {
        if (isVpnEnabled() && !isVpnConnected()) {
            long eta = OrchestratorFaultSettings.VPN_ETA.toSeconds();
            return Optional.of(new Blocked(
                    "vpn_disconnected",
                    "VPN not available - Gluetun VPN container 'gluetun' is not healthy",
                    "VPN not connected",
                    eta,
                    true,
                    true));
        }
        BreakerState breaker = breaker();
        if (breaker != BreakerState.CLOSED) {
            return Optional.of(new Blocked(
                    "circuit_breaker",
                    "Circuit breaker is " + breaker.name().toLowerCase(Locale.ROOT) + " due to repeated failures",
                    "Circuit breaker is open",
                    breakerEta(),
                    breaker == BreakerState.HALF_OPEN,
                    true));
        }
        return Optional.empty();
    }

    /** What the status of dialect A looks at: the capacity too. */
    Optional<Blocked> blockedInStatus() {
        return blocked().or(() -> {
            if (fleet.running() < core.settings.fleet().replicas().most()) {
                return Optional.empty();
            }
            Duration patience = core.settings.fleet().departure().idleRemoved();
            Long eta = patience.isZero() ? null : Long.valueOf(patience.toSeconds());
            return Optional.of(new Blocked(
                    "max_capacity",
                    "Maximum capacity reached (" + fleet.running() + " engines)",
                    "Maximum capacity reached",
                    eta,
                    false,
                    true));
        });
    }
}
