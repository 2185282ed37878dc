package io.acexy.server;

import io.acexy.core.Bugs;
import io.acexy.server.admin.DrainDoor;
import io.acexy.server.admin.HealthDoor;
import io.acexy.server.config.RunningConfig;
import io.acexy.server.http.Route;
import io.acexy.server.lifecycle.Drain;
import io.acexy.server.lifecycle.LoopWatch;
import io.acexy.server.lifecycle.Readiness;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What this process is in, put together: starting, serving, draining. Any thread. */
final class Lifecycle {

    private final Readiness readiness = new Readiness();
    private final EventLoopGroup loops;
    private final Drain drain;
    private final RunningConfig settings;
    private final Runnable takeNoMore;

    /**
     * @param players how many play
     * @param takeNoMore called when it is to end
     */
    Lifecycle(EventLoopGroup loops, RunningConfig settings, IntSupplier players, Runnable takeNoMore, Bugs bugs) {
        this.loops = loops;
        this.settings = settings;
        this.takeNoMore = takeNoMore;
        this.drain = new Drain(this::drainTime, players, loops.next(), bugs);
    }

    /** @param noEngine why no engine can be had, if so */
    List<Route> routes(Supplier<Optional<String>> noEngine) {
        LoopWatch turning = new LoopWatch(loops, Ticker.systemTicker());
        HealthDoor health = new HealthDoor(turning::stuck, () -> Stream.of(readiness.reason(), noEngine.get())
                .flatMap(Optional::stream)
                .toList());
        List<Route> routes = new ArrayList<>(health.routes());
        routes.addAll(new DrainDoor(this::drain).routes());
        return routes;
    }

    void serving() {
        readiness.serving();
    }

    /** From now on it is ready for nobody. */
    void ending() {
        readiness.draining();
        takeNoMore.run();
    }

    /** Whether players have any time to go on once it is to end. */
    boolean letsPlayOn() {
        return !drainTime().isZero();
    }

    private Duration drainTime() {
        return settings.now().listen().drainTimeout();
    }

    /** Lets those who play go on for a while, and takes nobody else. */
    void drain() {
        ending();
        drain.begin();
    }

    /** Completed when it has been drained, on whose wish ever. */
    Future<Void> drained() {
        return drain.over();
    }
}
