package io.acexy.server;

import io.acexy.core.Bugs;
import io.acexy.server.admin.DrainDoor;
import io.acexy.server.admin.HealthDoor;
import io.acexy.server.config.RunningConfig;
import io.acexy.server.http.Route;
import io.acexy.server.lifecycle.Drain;
import io.acexy.server.lifecycle.LoopWatch;
import io.acexy.server.lifecycle.NotifySocket;
import io.acexy.server.lifecycle.Readiness;
import io.acexy.server.lifecycle.Supervision;
import io.acexy.server.lifecycle.Supervisor;
import io.acexy.server.lifecycle.Watchdog;
import io.acexy.server.net.Network;
import io.acexy.server.reload.Reload;
import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What this process is in, put together: starting, serving, draining. Any thread. */
final class Lifecycle implements Reload.Watch {

    /** For requests that are on their way on connections which this process has accepted. */
    private static final int MOMENT_SECONDS = 5;

    private final Readiness readiness = new Readiness();
    private final EventLoopGroup loops;
    private final Drain drain;
    private final RunningConfig settings;
    private final Runnable takeNoMore;
    private final Supervisor supervisor;
    private final Optional<Watchdog> watchdog;
    /** Where it serves, for people; null before and when it ends. */
    private volatile String served;

    private volatile boolean replaced;

    private final Bugs bugs;

    /**
     * @param players how many play
     * @param takeNoMore called when it is to end
     * @param lastWords called a little before those who still play have to go
     * @param origin whom the process has come from, who wants to hear of it
     */
    Lifecycle(
            Network network,
            RunningConfig settings,
            IntSupplier players,
            Runnable takeNoMore,
            Runnable lastWords,
            Origin origin,
            Bugs bugs) {
        Supervision wanted = origin.supervision();
        this.loops = network.loops();
        this.bugs = bugs;
        this.settings = settings;
        this.takeNoMore = takeNoMore;
        this.drain = new Drain(this::drainTime, players, lastWords, loops.next(), bugs);
        this.supervisor = new Supervisor(wanted.socket()
                .map(path -> NotifySocket.open(path, network.epoll()))
                .orElse(message -> {}));
        this.watchdog = wanted.watchdog().map(patience -> new Watchdog(loops, patience, supervisor::alive, bugs));
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

    /** @param where it listens */
    void serving(InetSocketAddress where) {
        readiness.serving();
        served = "serving at " + NetUtil.toSocketAddressString(where);
        supervisor.ready(served);
        watchdog.ifPresent(Watchdog::start);
    }

    @Override
    public void begins() {
        if (served != null) {
            supervisor.reloading();
        }
    }

    @Override
    public void over() {
        String status = served;
        if (status != null) {
            supervisor.ready(status);
        }
    }

    /** From now on it is ready for nobody. */
    void ending() {
        served = null;
        if (readiness.draining()) {
            supervisor.ending(drainTime().plus(settings.now().listen().shutdownTimeout()));
        }
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

    /**
     * Another process serves in its place, and drains this one after a moment: what has been connected by then is served as ever.
     *
     * @param pid of the other
     */
    void replacedBy(int pid) {
        replaced = true;
        supervisor.replacedBy(pid);
        loops.next().schedule(bugs.guard("drain", this::drain), MOMENT_SECONDS, TimeUnit.SECONDS);
    }

    /** For streams to end one after the other: another process may have media from here, and finds an engine for each. */
    Duration spread() {
        Duration end = settings.now().listen().shutdownTimeout();
        return replaced ? end.dividedBy(2) : Duration.ZERO;
    }

    /** Completed when it has been drained, on whose wish ever. */
    Future<Void> drained() {
        return drain.over();
    }
}
