package io.acexy.it.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.DependsOnJvm;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DependsOnJvm
class FanOutTest {

    private static final Content CHANNEL = Content.number(1);
    private static final int ENOUGH = 120_000;
    private static final Duration PATIENCE = Patience.LIMIT;

    private EngineSimulator engine;
    private Proxy proxy;
    private Players players;

    @BeforeEach
    void start() throws Exception {
        engine = EngineSimulator.start();
        // On a busy machine five hundred players in this process may be long about a request, and about reading.
        proxy = Proxy.before(engine, Map.of("linger", "300ms", "idle.timeout", "5m", "write.timeout", "5m"));
        players = new Players();
    }

    @AfterEach
    void stop() {
        players.close();
        proxy.close();
        engine.close();
    }

    @Test
    void fiveHundredPlayersShareOneSessionAndEachGetsEveryByteFromItsJoinPointOn() throws Exception {
        List<TestPlayer> audience = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            audience.add(players.get(proxy.address(), CHANNEL.byId(), ENOUGH));
        }
        for (TestPlayer player : audience) {
            assertThat(player.awaitStatus()).isEqualTo(200);
        }
        Truth truth = new Truth(engine.broadcaster(), CHANNEL);
        for (TestPlayer player : audience) {
            player.awaitBytes(ENOUGH);
            truth.verify(player.body());
        }
        ContentCounters watched = engine.counters().of(CHANNEL.infohash());
        assertThat(watched.starts()).isEqualTo(1);
        assertThat(watched.readers()).isEqualTo(1);
        assertThat(watched.stopsReceived()).isZero();

        audience.forEach(TestPlayer::close);
        ContentCounters left = engine.awaitCounters(
                        counters -> counters.of(CHANNEL.infohash()).sessionsNow() == 0, PATIENCE)
                .of(CHANNEL.infohash());
        assertThat(left.stopsReceived()).isEqualTo(1);
        assertThat(left.readersNow()).isZero();
    }
}
