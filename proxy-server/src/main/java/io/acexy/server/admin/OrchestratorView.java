package io.acexy.server.admin;

import io.acexy.orchestrator.event.EventQueueStats;
import io.acexy.orchestrator.health.Health;
import io.netty.util.concurrent.Ticker;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the orchestrator at one moment.
 *
 * @param who it is
 * @param health its last words
 * @param circuitOpen whether it is not even asked, because it has not answered for a while
 * @param since when things became as they are
 * @param unreachableEngines what is wrong with engines that it lists and that do not answer us
 * @param reports what is reported to it
 * @param ticker by which its health is dated
 */
public record OrchestratorView(
        Who who,
        Health health,
        boolean circuitOpen,
        Since since,
        Optional<String> unreachableEngines,
        EventQueueStats reports,
        Ticker ticker) {

    /**
     * Which orchestrator it is.
     *
     * @param url without secrets
     * @param dialect which of its kinds, once that is known
     */
    public record Who(URI url, Optional<String> dialect) {}

    /**
     * Since when, as far as this proxy has seen it.
     *
     * @param reachable it has been reachable, or not
     * @param vpn the VPN has been up, or down
     * @param breaker its circuit breaker has been in its state
     */
    public record Since(Optional<Instant> reachable, Optional<Instant> vpn, Optional<Instant> breaker) {

        /** Before the first look. */
        public static final Since UNKNOWN = new Since(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
