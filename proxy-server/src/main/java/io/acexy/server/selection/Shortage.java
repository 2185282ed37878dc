package io.acexy.server.selection;

import io.acexy.core.engine.EngineSelection;
import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.orchestrator.reply.Refusal;
import java.time.Duration;
import java.util.Optional;

/**
 * Why no engine can be had, as it is told to a player. The one table of texts; they are those of the first proxy that spoke to
 * an orchestrator, which its users know.
 *
 * @param text one line
 * @param retryAfter when to come back
 */
record Shortage(String text, Duration retryAfter) {

    private static final String PREFIX = "Service temporarily unavailable: ";

    /** Where nobody names a time: engines become free at any moment. */
    private static final Duration USUAL = Duration.ofSeconds(10);

    /** The longest piece of the orchestrator's own text that is repeated. */
    private static final int MAX_TEXT = 200;

    static Shortage of(Refusal refusal) {
        return refusal.isKeyRefused()
                ? because("the orchestrator refuses this proxy's key")
                : of(refusal.reason(), refusal.comeBackIn());
    }

    static Shortage of(BlockedReason reason) {
        return of(reason, reason.recoveryEta());
    }

    private static Shortage of(BlockedReason reason, Optional<Duration> told) {
        String text =
                switch (reason.code()) {
                    case BlockedReason.VPN_DISCONNECTED -> PREFIX + "VPN connection is being restored";
                    case BlockedReason.VPN_ERROR -> PREFIX + "VPN error during provisioning";
                    case BlockedReason.CIRCUIT_BREAKER -> PREFIX + "System is recovering from errors";
                    case BlockedReason.MAX_CAPACITY -> "Service at capacity: Please try again in a moment";
                    default -> PREFIX + printable(reason.message());
                };
        // A breaker whose time is over stays open for up to half a minute: zero is no time to come back after.
        return new Shortage(text, told.filter(time -> time.toSeconds() > 0).orElse(USUAL));
    }

    /** The orchestrator has as many engines as it may have, and some of them take no more streams. */
    static Shortage full(long draining) {
        String text = "Service at capacity: Please try again in a moment";
        return new Shortage(draining == 0 ? text : text + " (" + draining + " engines are draining)", USUAL);
    }

    static Shortage because(String reason) {
        return new Shortage(PREFIX + reason, USUAL);
    }

    /** The answer to a selection: full engines may become free, where there are none nothing can. */
    EngineSelection selection(boolean engines) {
        return engines ? new EngineSelection.Busy(text, retryAfter) : new EngineSelection.Unavailable(text, retryAfter);
    }

    private static String printable(String text) {
        String line = text.strip().replaceAll("\\p{Cc}+", " ");
        return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "...";
    }
}
