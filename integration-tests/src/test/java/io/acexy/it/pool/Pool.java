package io.acexy.it.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.StatusPage;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.EngineCounters;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Some engines, a proxy that chooses among them, and players. When all have left and the proxy is closed, no engine may have a
 * session, a reader or a connection left.
 */
final class Pool implements AutoCloseable {

    static final Duration PATIENCE = Patience.LIMIT;

    private static final int SOME_BYTES = 60_000;

    private final List<EngineSimulator> engines;
    private final Proxy proxy;
    private final Players players = new Players();

    /** Engines without needless delay. */
    Pool(int size, Map<String, String> settings) throws Exception {
        this(size, settings, EngineSettings.fast());
    }

    Pool(int size, Map<String, String> settings, EngineSettings engineSettings) throws Exception {
        engines = IntStream.range(0, size)
                .mapToObj(index -> EngineSimulator.start(engineSettings))
                .toList();
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("linger", "100ms");
        proxy = Proxy.beforePool(all, engines.toArray(new EngineSimulator[0]));
    }

    /** In the order in which the proxy has them, which is also the order of its choice while all are alike. */
    EngineSimulator engine(int index) {
        return engines.get(index);
    }

    List<EngineSimulator> engines() {
        return engines;
    }

    StatusPage status() {
        return new StatusPage(proxy, players);
    }

    /** A player who has asked for a channel and waits. */
    TestPlayer watch(int channel) {
        return players.get(proxy.address(), Content.number(channel).byId());
    }

    /** A player who has a picture. */
    TestPlayer playing(int channel) throws InterruptedException {
        TestPlayer player = watch(channel);
        assertPlays(player, channel);
        return player;
    }

    /** He has a picture, and it is the channel's. */
    void assertPlays(TestPlayer player, int channel) throws InterruptedException {
        assertThat(player.awaitStatus()).isEqualTo(200);
        player.awaitBytes(SOME_BYTES);
        new Truth(engine(0).broadcaster(), Content.number(channel)).verify(player.body());
    }

    /** He was told to come back, and why. */
    void assertRefused(TestPlayer player, int status, String words) throws InterruptedException {
        assertThat(player.awaitStatus()).isEqualTo(status);
        assertThat(player.awaitEnd()).isEqualTo(TestPlayer.End.CLEAN);
        assertThat(player.text()).contains(words);
        assertThat(player.headers().get("retry-after")).isEqualTo("10");
    }

    /** How many sessions each engine has, in the order of the engines. */
    List<Integer> sessions() {
        return engines.stream()
                .map(engine -> engine.counters().total().sessionsNow())
                .toList();
    }

    /** How many starts each engine has been asked for. */
    List<Long> starts() {
        return engines.stream()
                .map(engine -> engine.counters().total().starts())
                .toList();
    }

    @Override
    public void close() {
        try {
            players.close();
            proxy.close();
            engines.forEach(Pool::assertNothingIsLeft);
        } finally {
            engines.forEach(EngineSimulator::close);
        }
    }

    private static void assertNothingIsLeft(EngineSimulator engine) {
        try {
            EngineCounters left = engine.awaitCounters(
                    counters -> counters.total().sessionsNow() == 0 && counters.connectionsNow() == 0, PATIENCE);
            assertThat(left.total().readersNow()).isZero();
            assertThat(left.total().maxReadersPerSession()).isLessThanOrEqualTo(1);
            assertThat(left.heads()).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for an engine to be left", e);
        }
    }
}
