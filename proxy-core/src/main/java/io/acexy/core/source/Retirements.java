package io.acexy.core.source;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The sessions of a stream that are being stopped. Until an engine has answered, no new session of the same content may be
 * started on it: the stop would end that one too. Confined to the stream's home loop.
 */
final class Retirements {

    private final GuardedLoop home;
    private final SourceListener listener;
    private final Map<Engine, Future<Void>> stopping = new HashMap<>();

    Retirements(GuardedLoop home, SourceListener listener) {
        this.home = home;
        this.listener = listener;
    }

    /**
     * Stops a source; its slot is given back when the engine is rid of it.
     *
     * @param fault what the engine has to answer for, or null
     */
    void add(Source source, EngineFault fault) {
        if (source.retire()) {
            listener.sessionEnded(source.engine, source.session().links(), fault);
        }
        Future<Void> stopped = source.session().stop();
        stopping.put(source.engine, stopped);
        home.when(stopped, done -> {
            stopping.remove(source.engine, stopped);
            if (fault == null) {
                source.lease.release();
            } else {
                source.lease.fail(fault);
            }
        });
    }

    /** Stops a source, or abandons it where another stream plays the same content on the same engine. */
    void addUnlessOn(Engine other, Source source) {
        if (source.engine.equals(other)) {
            source.retire();
            source.session().abandon();
            source.lease.release();
        } else {
            add(source, null);
        }
    }

    /** Where a stop is under way. */
    Set<Engine> engines() {
        return Set.copyOf(stopping.keySet());
    }

    /** Completed when all that are under way now are done. */
    Future<Void> done() {
        PromiseCombiner combiner = new PromiseCombiner(home.loop());
        stopping.values().forEach(combiner::add);
        Promise<Void> done = home.loop().newPromise();
        combiner.finish(done);
        return done;
    }
}
