package io.acexy.simulator.engine;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * What the parts of one engine share. Everything here is confined to {@link #loop}, on which all of the engine's connections
 * live too, so no state of an engine needs a lock; scripts and counters guard themselves.
 */
final class EngineCore {

    private static final long TICK_MILLIS = 10;

    final EventLoop loop;
    final Broadcaster broadcaster;
    final ScriptBoard scripts;
    final CounterBoard counters = new CounterBoard();
    final SwarmTable swarms = new SwarmTable(this);
    /** Set with the first connection, which tells the port. */
    Random random;

    int port;
    /** Until when get_status says that nothing is loaded. */
    long loadingUntil = System.nanoTime();

    private final Map<String, Long> repeatsFrom = new HashMap<>();
    private Future<?> ticking;

    EngineCore(EventLoop loop, Broadcaster broadcaster, ScriptBoard scripts) {
        this.loop = loop;
        this.broadcaster = broadcaster;
        this.scripts = scripts;
    }

    /** A connection has come in at a port, which is the same all the time. */
    void reachedAt(int newPort) {
        if (random == null) {
            // Engines with equal settings must not hand out equal keys.
            random = new Random(scripts.standard().randomness() * 65_537 + newPort);
        }
        port = newPort;
    }

    /** Where media that is the same each time begins: where the swarm was when it was first asked for. */
    long repeatFrom(Swarm swarm) {
        return repeatsFrom.computeIfAbsent(swarm.infohash, first -> swarm.edgeNanos());
    }

    /** Runs something later for a connection; a connection that closes takes it along. */
    void after(Channel channel, long nanos, Runnable task) {
        if (nanos <= 0) {
            task.run();
            return;
        }
        Future<?> timer = loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
        channel.closeFuture().addListener(closed -> timer.cancel(false));
    }

    void after(Channel channel, DelayRange delay, Runnable task) {
        after(channel, delay.pickNanos(random), task);
    }

    /** Media, expiry and swarms move in ticks as long as there is a session. */
    void startTicking() {
        if (ticking == null) {
            ticking = loop.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void stopTicking() {
        if (ticking != null) {
            ticking.cancel(false);
            ticking = null;
        }
    }

    private void tick() {
        ticking = null;
        long now = System.nanoTime();
        for (Swarm swarm : new ArrayList<>(swarms.swarms())) {
            swarm.tick(now);
            for (Session session : new ArrayList<>(swarm.sessions)) {
                if (session.reader != null) {
                    session.reader.tick(now);
                }
            }
        }
        swarms.expireIdle(now);
        if (!swarms.isEmpty()) {
            startTicking();
        }
    }
}
