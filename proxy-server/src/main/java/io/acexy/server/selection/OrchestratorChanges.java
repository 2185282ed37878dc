package io.acexy.server.selection;

import io.acexy.orchestrator.health.Health;
import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.orchestrator.message.OrchestratorStatus;
import io.acexy.server.admin.OrchestratorNews;
import io.acexy.server.admin.OrchestratorView.Since;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Notices what changes at the orchestrator from one look to the next, and remembers since when it is as it is. Confined to the
 * orchestration's loop, but for {@link #since}.
 */
final class OrchestratorChanges {

    /** The state of a breaker of which nothing is told: no news, and not a state of its own. */
    private static final String UNTOLD = "unknown";

    private final InstantSource clock;
    private final OrchestratorNews news;

    private Optional<Boolean> reachable = Optional.empty();
    private Optional<Boolean> vpnDown = Optional.empty();
    private Optional<String> breaker = Optional.empty();
    private Optional<String> blocked = Optional.empty();

    private volatile Since since = Since.UNKNOWN;

    OrchestratorChanges(InstantSource clock, OrchestratorNews news) {
        this.clock = clock;
        this.news = news;
    }

    /** Any thread. */
    Since since() {
        return since;
    }

    /** One more look. */
    void seen(Health health) {
        Instant now = clock.instant();
        boolean first = reachable.isEmpty();
        if (first || reachable.get() != health.reachable()) {
            since = new Since(Optional.of(now), since.vpn(), since.breaker());
            told(health.reachable() ? "reachable" : "unreachable", reachability(health));
            reachable = Optional.of(health.reachable());
        }
        health.status().ifPresent(status -> {
            seenVpn(status, health.vpnDown(), now);
            seenBreaker(status.provisioning().circuitState(), now);
        });
        if (health.reachable()) {
            seenBlocked(health.blocked());
        }
    }

    private static String reachability(Health health) {
        return health.reachable()
                ? "the orchestrator answers"
                : "the orchestrator does not answer: " + health.trouble().orElse("unknown");
    }

    private void seenVpn(OrchestratorStatus status, boolean down, Instant now) {
        Optional<Boolean> seen = status.vpn().enabled() ? Optional.of(down) : Optional.empty();
        if (seen.equals(vpnDown)) {
            return;
        }
        boolean told = vpnDown.isPresent() || down;
        vpnDown = seen;
        since = new Since(since.reachable(), seen.map(known -> now), since.breaker());
        if (seen.isPresent() && told) {
            told(down ? "vpn_down" : "vpn_up", down ? "the VPN is down" : "the VPN is up again");
        }
    }

    private void seenBreaker(String state, Instant now) {
        Optional<String> seen = Optional.of(state).filter(word -> !word.equals(UNTOLD));
        if (seen.equals(breaker)) {
            return;
        }
        boolean told = breaker.isPresent()
                || seen.filter(word -> !word.equals("closed")).isPresent();
        breaker = seen;
        since = new Since(since.reachable(), since.vpn(), seen.map(known -> now));
        if (seen.isPresent() && told) {
            told("breaker_" + seen.get(), "the orchestrator's circuit breaker is " + seen.get());
        }
    }

    private void seenBlocked(Optional<BlockedReason> reason) {
        Optional<String> code = reason.map(BlockedReason::code);
        if (Objects.equals(code, blocked)) {
            return;
        }
        blocked = code;
        if (reason.isPresent()) {
            told(
                    "provisioning_blocked",
                    "no engines are started: " + reason.get().message());
        } else {
            told("provisioning_allowed", "engines are started again");
        }
    }

    private void told(String what, String words) {
        news.changed(what, words);
    }
}
