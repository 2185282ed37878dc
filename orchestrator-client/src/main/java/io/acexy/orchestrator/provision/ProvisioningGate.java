package io.acexy.orchestrator.provision;

import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.orchestrator.reply.Advice;
import io.acexy.orchestrator.reply.Refusal;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Remembers the latest answer's word on provisioning (circuit state, rate limit), so that a call it would refuse anyway is
 * not made. Any later answer without such a word opens the gate. Confined to the client's event loop.
 */
public final class ProvisioningGate {

    /** A spent rate limit without {@code Retry-After} is asked again after this. */
    private static final Duration USUAL = Duration.ofSeconds(1);

    private final Ticker ticker;
    private final InstantSource clock;
    private Advice latest = Advice.NONE;
    private long until;

    /** An open one. */
    public ProvisioningGate(Ticker ticker, InstantSource clock) {
        this.ticker = ticker;
        this.clock = clock;
    }

    /** Takes in the headers of any answer. */
    public void heard(HttpHeaders headers) {
        latest = Advice.of(headers, clock);
        until = ticker.nanoTime() + latest.retryAfter().orElse(USUAL).toNanos();
    }

    /** The refusal that a provisioning call would meet now, as far as the headers tell. */
    public Optional<Refusal> refusal() {
        long left = until - ticker.nanoTime();
        if (!latest.forbidsProvisioning() || left <= 0) {
            return Optional.empty();
        }
        boolean spent = latest.provisioningRemaining().orElse(-1) == 0;
        Optional<Duration> eta = Optional.of(Duration.ofNanos(left));
        BlockedReason reason = spent
                ? new BlockedReason("rate_limited", "the provisioning rate limit is spent", eta, true, true)
                : new BlockedReason(
                        BlockedReason.CIRCUIT_BREAKER, "the orchestrator's circuit is open", eta, false, true);
        return Optional.of(new Refusal(spent ? 429 : 503, true, reason, eta));
    }
}
