package io.acexy.core.source;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.Engine;
import io.acexy.core.source.EngineSearch.Want;
import io.netty.util.concurrent.Future;
import java.time.Duration;

/**
 * A wish that the stream leaves its engine, kept until it has: there may be no other engine at the moment, or one that does not
 * play, or the stream may have trouble of its own. Confined to the home loop.
 */
final class Departure {

    /** To ask for an engine that nobody needs at once may cost the selector dear. */
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final GuardedLoop home;
    private final Relay relay;

    /** Null while there is no wish. */
    private Engine from;

    private Future<?> again;

    Departure(GuardedLoop home, Relay relay) {
        this.home = home;
        this.relay = relay;
    }

    /** From the engine in use, or that was in use last. */
    void wish() {
        from = relay.record.status().engine();
        stop();
        pursue();
    }

    private void pursue() {
        Source inUse = relay.inUse();
        if (relay.is(Phase.OVER) || (inUse != null && !inUse.engine.equals(from))) {
            return; // it has left, for whatever reason
        }
        relay.find(Want.MOVE);
        again = home.after(PERIOD, this::pursue);
    }

    /** The run is over. */
    void stop() {
        if (again != null) {
            again.cancel(false);
        }
    }
}
