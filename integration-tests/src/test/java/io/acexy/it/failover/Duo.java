package io.acexy.it.failover;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.BroadcastClock;
import io.acexy.simulator.engine.Broadcaster;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.testkit.Patience;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Two engines of one swarm, a proxy with both in its pool, and players. */
final class Duo implements AutoCloseable {

    static final Content CHANNEL = Content.number(8);
    static final Duration PATIENCE = Patience.LIMIT;

    /** More than a burst, so that what is awaited was sent at the speed at which it plays. */
    static final int SOME = 60_000;

    private final Broadcaster broadcaster = new Broadcaster(BroadcastClock.startingNow(), EndlessMedia.testPattern());
    private final Players players = new Players();
    private final EngineSimulator one;
    private final EngineSimulator two;
    private final Proxy proxy;

    /** @param burst how far back each engine's first bytes reach; with none, what it did not send itself is gone */
    Duo(Duration oneBehind, Duration twoBehind, Duration burst, Map<String, String> settings) throws Exception {
        one = engine(oneBehind, burst);
        two = engine(twoBehind, burst);
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("engine.health.interval", "200ms");
        all.putIfAbsent("failover.stall.timeout", "3s");
        proxy = Proxy.beforePool(all, one, two);
    }

    /** Engines whose bursts reach back over what the other has sent. */
    static Duo overlapping(Map<String, String> settings) throws Exception {
        return new Duo(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(12), settings);
    }

    private EngineSimulator engine(Duration behind, Duration burst) {
        EngineSettings settings = EngineSettings.fast()
                .withPacing(pacing ->
                        pacing.withBehindLive(behind).withBurst(burst, 50).withPieces(500, 20_000));
        return EngineSimulator.builder()
                .settings(settings)
                .broadcaster(broadcaster)
                .start();
    }

    TestPlayer watch() {
        return players.get(proxy.address(), CHANNEL.byId());
    }

    /** A player who has a picture. */
    TestPlayer playing() throws InterruptedException {
        TestPlayer player = watch();
        player.awaitBytes(SOME);
        return player;
    }

    Players players() {
        return players;
    }

    Proxy proxy() {
        return proxy;
    }

    EngineSimulator serving() {
        return of(one).readersNow() > 0 ? one : two;
    }

    EngineSimulator other(EngineSimulator engine) {
        return engine == one ? two : one;
    }

    static ContentCounters of(EngineSimulator engine) {
        return engine.counters().of(CHANNEL.infohash());
    }

    static ContentCounters await(EngineSimulator engine, Predicate<ContentCounters> condition)
            throws InterruptedException {
        return engine.awaitCounters(counters -> condition.test(counters.of(CHANNEL.infohash())), PATIENCE)
                .of(CHANNEL.infohash());
    }

    Truth truth() {
        return new Truth(broadcaster, CHANNEL);
    }

    @Override
    public void close() {
        players.close();
        proxy.close();
        one.close();
        two.close();
    }
}
