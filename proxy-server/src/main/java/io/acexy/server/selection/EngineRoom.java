package io.acexy.server.selection;

import io.acexy.orchestrator.health.Health;
import io.acexy.orchestrator.message.EngineState;
import io.acexy.orchestrator.message.OrchestratorStatus;
import io.netty.util.concurrent.Ticker;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many engines more a Go orchestrator may have. It takes every wish and starts no more than its maximum, in silence;
 * engines that drain count for it, so that none takes their place until they are gone. Confined to the selector's loop.
 */
final class EngineRoom {

    private static final Logger LOG = LoggerFactory.getLogger(EngineRoom.class);

    /** A shortage that lasts is said once in a while, not for every player. */
    private static final long SAY_AGAIN_NANOS = 60_000_000_000L;

    private final EngineRoster roster;
    private final Ticker ticker;
    private boolean said;
    private long saidNanos;

    EngineRoom(EngineRoster roster, Ticker ticker) {
        this.roster = roster;
        this.ticker = ticker;
    }

    /** Beside those that are listed; as many as one likes where the status names no maximum. */
    int left(Health health) {
        if (health.isStale(ticker) || health.status().isEmpty()) {
            return Integer.MAX_VALUE;
        }
        OrchestratorStatus status = health.status().get();
        int most = status.capacity().maxReplicas();
        int there = Math.max(roster.engines().size(), status.engines().total() >= most ? most : 0);
        return most <= 0 ? Integer.MAX_VALUE : Math.max(0, most - there);
    }

    /** Why there is no room. */
    Shortage full(Health health) {
        List<EngineState> engines = roster.engines();
        long draining = engines.stream().filter(EngineState::draining).count();
        Shortage why = Shortage.full(draining);
        if (!said || ticker.nanoTime() - saidNanos > SAY_AGAIN_NANOS) {
            said = true;
            saidNanos = ticker.nanoTime();
            LOG.atWarn()
                    .addKeyValue("engines", engines.size())
                    .addKeyValue("draining", draining)
                    .addKeyValue(
                            "most",
                            health.status()
                                    .map(status -> status.capacity().maxReplicas())
                                    .orElse(0))
                    .log("the orchestrator may have no more engines");
        }
        return why;
    }
}
