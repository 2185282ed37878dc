package io.acexy.orchestrator.health;

import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.orchestrator.message.OrchestratorStatus;
import io.acexy.orchestrator.message.Readiness;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the orchestrator at one moment. Immutable, so that all of it belongs together whoever reads it.
 *
 * @param reachable true if the last question was answered
 * @param trouble why not, if it was not
 * @param reading what was read last
 * @param keyRefused true if it answers, and refuses our key wherever one is needed
 * @param vpnDownSince since when the engines' VPN is believed to be down: one look is not enough for that; nothing while it is not
 */
public record Health(
        boolean reachable,
        Optional<String> trouble,
        Reading reading,
        boolean keyRefused,
        Optional<Instant> vpnDownSince) {

    /**
     * The answers to one round of questions.
     *
     * @param status the last status that was read, however old
     * @param readiness the last answer of {@code /health/ready}, where it is offered
     * @param nanos ticker time of {@code status}; without one, since when none was got
     * @param staleAfter from this age on, {@code status} is no ground to decide anything
     */
    public record Reading(
            Optional<OrchestratorStatus> status, Optional<Readiness> readiness, long nanos, Duration staleAfter) {}

    /** Whether to ask for an engine. */
    public enum Provisioning {
        /** The orchestrator would start one. */
        ALLOWED,
        /** It would not; {@link Health#blocked} says why. */
        BLOCKED,
        /** Nothing is known, or not any more. Nothing speaks against asking. */
        UNKNOWN
    }

    /** Before the first answer. */
    static Health unknown(long nowNanos, Duration staleAfter) {
        Reading nothing = new Reading(Optional.empty(), Optional.empty(), nowNanos, staleAfter);
        return new Health(false, Optional.of("not asked yet"), nothing, false, Optional.empty());
    }

    /** True if the engines' VPN is believed to be down. */
    public boolean vpnDown() {
        return vpnDownSince.isPresent();
    }

    /** The last status that was read, however old. */
    public Optional<OrchestratorStatus> status() {
        return reading.status();
    }

    /** The same, with the latest word on the key, which may be newer than the status. */
    public Health withKeyRefused(boolean refused) {
        return new Health(reachable, trouble, reading, refused, vpnDownSince);
    }

    /** Age of the status; without one, since when none was got. */
    public Duration age(Ticker ticker) {
        return Duration.ofNanos(ticker.nanoTime() - reading.nanos());
    }

    /** True if there is no status, or one too old to decide by. */
    public boolean isStale(Ticker ticker) {
        return status().isEmpty() || age(ticker).compareTo(reading.staleAfter()) > 0;
    }

    /** Whether a provisioning call has a prospect. */
    public Provisioning provisioning(Ticker ticker) {
        if (isStale(ticker)) {
            return Provisioning.UNKNOWN;
        }
        return blocked().isPresent() ? Provisioning.BLOCKED : Provisioning.ALLOWED;
    }

    /**
     * What is in the way of provisioning, as of the last status. A VPN that was seen down only once is not in the way yet;
     * one that was seen up only once still is.
     */
    public Optional<BlockedReason> blocked() {
        if (keyRefused) {
            return Optional.of(new BlockedReason(
                    BlockedReason.KEY_REFUSED,
                    "the orchestrator refuses this proxy's key",
                    Optional.empty(),
                    false,
                    false));
        }
        Optional<BlockedReason> told =
                status().flatMap(known -> known.provisioning().blocked());
        if (told.isPresent()) {
            return told.filter(reason -> !reason.isVpn() || vpnDown());
        }
        if (vpnDown()) {
            return Optional.of(new BlockedReason(
                    BlockedReason.VPN_DISCONNECTED, "VPN not connected", Optional.empty(), true, true));
        }
        boolean unready = reading.readiness().map(answer -> !answer.ready()).orElse(false);
        return unready
                ? Optional.of(new BlockedReason(
                        BlockedReason.CIRCUIT_BREAKER, "the orchestrator is not ready", Optional.empty(), true, true))
                : Optional.empty();
    }
}
