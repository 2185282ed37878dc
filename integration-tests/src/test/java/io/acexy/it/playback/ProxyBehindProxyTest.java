package io.acexy.it.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.StatusPage;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Ffmpeg;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy takes another one for an engine, and neither knows. */
class ProxyBehindProxyTest {

    private static final Content CHANNEL = Content.number(6);
    private static final Map<String, String> SETTINGS = Map.of("linger", "0s");

    private EngineSimulator engine;
    private Proxy near;
    private Proxy far;
    private Players players;

    @BeforeEach
    void start() throws Exception {
        engine = EngineSimulator.start();
        near = Proxy.before(engine, SETTINGS);
        far = Proxy.before(near, SETTINGS);
        players = new Players();
    }

    @AfterEach
    void stop() {
        players.close();
        far.close();
        near.close();
        engine.close();
    }

    private TestPlayer watch(Proxy proxy, String target) throws InterruptedException {
        TestPlayer player = players.get(proxy.address(), target);
        assertThat(player.awaitStatus()).isEqualTo(200);
        player.awaitBytes(250_000);
        return player;
    }

    @Test
    void playersOfBothWatchOneEngineSessionAndWhatTheyGetDecodes() throws Exception {
        TestPlayer here = watch(near, CHANNEL.byId());
        TestPlayer there = watch(far, CHANNEL.byId());
        TestPlayer also = watch(far, CHANNEL.byInfohash());
        there.awaitMore(250_000);
        Truth truth = new Truth(engine.broadcaster(), CHANNEL);
        for (TestPlayer player : new TestPlayer[] {here, there, also}) {
            byte[] got = player.body();
            truth.verify(got);
            assertThat(Ffmpeg.warningsOf(truth.withoutLastPicture(got))).isEmpty();
        }
        ContentCounters watched = engine.counters().of(CHANNEL.infohash());
        assertThat(watched.starts()).isEqualTo(1);
        assertThat(watched.readers()).isEqualTo(1);

        there.close();
        also.close();
        new StatusPage(far, players).awaitNoStream();
        here.awaitMore(100_000);
        here.close();
        new StatusPage(near, players).awaitNoStream();
        assertThat(engine.counters().of(CHANNEL.infohash()).stopsReceived()).isEqualTo(1);
    }

    @Test
    void whatTheEngineRefusesIsRefusedAtTheFarEndInTheSameWay() throws Exception {
        engine.setScript(CHANNEL.infohash(), EngineScript.CONTENT_NOT_FOUND);
        assertThat(players.get(far.address(), CHANNEL.byId()).awaitStatus()).isEqualTo(404);
    }
}
