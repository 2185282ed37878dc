package io.acexy.simulator.orchestrator;

import java.time.Duration;

/**
 * Sizes of what scripts do.
 *
 * @param vpnEta the recovery ETA of a VPN that is down
 * @param breakerTimeout from the breaker's opening to an ETA of zero
 * @param breakerLinger how long it stays open after that
 * @param retryAfter what 429 and 503 say, in whole seconds
 * @param hugeBytes how large a huge body is
 * @param hugeLabels how many labels an engine has that has too many
 * @param dripBytes bytes of each drop of a slow answer
 * @param dripEvery time between drops
 * @param freezeFor how long the API stands still by turns
 * @param freezeEvery from one standstill to the next, longer than {@code freezeFor}
 * @param flapEvery how long a flapping VPN stays in each state
 * @param vpnRestartsEngines whether engines restart once their VPN is back
 */
public record OrchestratorFaultSettings(
        Duration vpnEta,
        Duration breakerTimeout,
        Duration breakerLinger,
        Duration retryAfter,
        int hugeBytes,
        int hugeLabels,
        int dripBytes,
        Duration dripEvery,
        Duration freezeFor,
        Duration freezeEvery,
        Duration flapEvery,
        boolean vpnRestartsEngines) {

    public OrchestratorFaultSettings {
        if (dripBytes < 1 || dripEvery.isZero() || flapEvery.isZero() || freezeEvery.compareTo(freezeFor) <= 0) {
            throw new IllegalArgumentException("drops have bytes, turns take time, and thaws last longer than nothing");
        }
    }

    /** As reported of real orchestrators. */
    public static OrchestratorFaultSettings standard() {
        return new OrchestratorFaultSettings(
                Duration.ofSeconds(60),
                Duration.ofSeconds(300),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                10 << 20,
                5000,
                2,
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofSeconds(1),
                true);
    }

    /** With another ETA of the VPN. */
    public OrchestratorFaultSettings withVpnEta(Duration value) {
        return eta(value, breakerTimeout, breakerLinger, retryAfter);
    }

    /** With other times of the breaker. */
    public OrchestratorFaultSettings withBreaker(Duration timeout, Duration linger) {
        return eta(vpnEta, timeout, linger, retryAfter);
    }

    /** With another {@code Retry-After}. */
    public OrchestratorFaultSettings withRetryAfter(Duration value) {
        return eta(vpnEta, breakerTimeout, breakerLinger, value);
    }

    /** With other sizes of what is too large. */
    public OrchestratorFaultSettings withHuge(int bytes, int labels) {
        return new OrchestratorFaultSettings(
                vpnEta,
                breakerTimeout,
                breakerLinger,
                retryAfter,
                bytes,
                labels,
                dripBytes,
                dripEvery,
                freezeFor,
                freezeEvery,
                flapEvery,
                vpnRestartsEngines);
    }

    /** With another drip. */
    public OrchestratorFaultSettings withDrip(int bytes, Duration every) {
        return turns(bytes, every, freezeFor, freezeEvery, flapEvery, vpnRestartsEngines);
    }

    /** With other standstills. */
    public OrchestratorFaultSettings withFreeze(Duration duration, Duration every) {
        return turns(dripBytes, dripEvery, duration, every, flapEvery, vpnRestartsEngines);
    }

    /** With a VPN that flaps at another pace. */
    public OrchestratorFaultSettings withFlapEvery(Duration value) {
        return turns(dripBytes, dripEvery, freezeFor, freezeEvery, value, vpnRestartsEngines);
    }

    /** With engines that restart when their VPN is back, or not. */
    public OrchestratorFaultSettings withVpnRestartsEngines(boolean value) {
        return turns(dripBytes, dripEvery, freezeFor, freezeEvery, flapEvery, value);
    }

    private OrchestratorFaultSettings eta(Duration vpn, Duration timeout, Duration linger, Duration retry) {
        return new OrchestratorFaultSettings(
                vpn,
                timeout,
                linger,
                retry,
                hugeBytes,
                hugeLabels,
                dripBytes,
                dripEvery,
                freezeFor,
                freezeEvery,
                flapEvery,
                vpnRestartsEngines);
    }

    private OrchestratorFaultSettings turns(
            int drop, Duration drops, Duration freeze, Duration freezes, Duration flap, boolean restarts) {
        return new OrchestratorFaultSettings(
                vpnEta,
                breakerTimeout,
                breakerLinger,
                retryAfter,
                hugeBytes,
                hugeLabels,
                drop,
                drops,
                freeze,
                freezes,
                flap,
                restarts);
    }
}
