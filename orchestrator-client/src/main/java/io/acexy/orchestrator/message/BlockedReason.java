package io.acexy.orchestrator.message;

import java.time.Duration;
import java.util.Optional;

/**
 * Why the orchestrator starts no engine.
 *
 * @param code one of the constants here, or another word of the orchestrator
 * @param message its text for people
 * @param recoveryEta when it expects to be able again, if it knows
 * @param canRetry the orchestrator's own flag: a call now might pass
 * @param shouldWait true if this is temporary
 */
public record BlockedReason(
        String code, String message, Optional<Duration> recoveryEta, boolean canRetry, boolean shouldWait) {

    public static final String VPN_DISCONNECTED = "vpn_disconnected";
    public static final String VPN_ERROR = "vpn_error";
    public static final String CIRCUIT_BREAKER = "circuit_breaker";
    /** Our own word: the orchestrator would, but not for us. */
    public static final String KEY_REFUSED = "key_refused";

    public static final String MAX_CAPACITY = "max_capacity";
    public static final String GENERAL_ERROR = "general_error";

    /** True if the VPN is the reason. */
    public boolean isVpn() {
        return code.equals(VPN_DISCONNECTED) || code.equals(VPN_ERROR);
    }
}
