package io.acexy.it.edge;

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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy with an engine, and an edge that has its media from it. */
class EdgeTest {

    private static final Content CHANNEL = Content.number(6);
    private static final String KEY = "the-edges-own-key";

    private final Players players = new Players();
    private EngineSimulator engine;
    private Proxy origin;
    private Proxy edge;

    @BeforeEach
    void start() throws Exception {
        engine = EngineSimulator.start();
        origin = Proxy.before(engine, Map.of("linger", "0s", "allow.play", "", "access.keys", "edge=" + KEY));
        edge = edge(KEY);
    }

    private Proxy edge(String key) throws Exception {
        return Proxy.edgeOf(Map.of("linger", "0s", "upstream.key", key), origin);
    }

    @AfterEach
    void stop() {
        players.close();
        edge.close();
        origin.close();
        engine.close();
    }

    private String read(Proxy proxy, String target) throws InterruptedException {
        try (TestPlayer reader = players.get(proxy.address(), target)) {
            reader.awaitEnd();
            return reader.text();
        }
    }

    @Test
    void carriesEachContentOnceToAllItsPlayersAndIsOnePlayerToTheOther() throws Exception {
        TestPlayer one = players.get(edge.address(), CHANNEL.byId());
        assertThat(one.awaitStatus()).isEqualTo(200);
        TestPlayer two = players.get(edge.address(), CHANNEL.byInfohash());
        one.awaitBytes(250_000);
        two.awaitBytes(250_000);
        ContentCounters watched = engine.counters().of(CHANNEL.infohash());
        assertThat(watched.starts()).isEqualTo(1);
        assertThat(watched.readersNow()).isEqualTo(1);
        assertThat(read(origin, "/ace/status")).contains("\"clients\":1,");
        assertThat(read(origin, "/api/v1/players")).contains("\"key\":\"edge\"");

        Truth truth = new Truth(engine.broadcaster(), CHANNEL);
        truth.verify(one.body());
        truth.verify(two.body());

        players.hangUp();
        new StatusPage(edge, players).awaitNoStream();
        new StatusPage(origin, players).awaitNoStream();
        assertThat(engine.counters().of(CHANNEL.infohash()).stopsReceived()).isEqualTo(1);
    }

    @Test
    void whereItsMediaComesFromIsShownAsAProxy() throws Exception {
        players.get(edge.address(), CHANNEL.byId()).awaitBytes(60_000);
        assertThat(read(edge, "/ace/status")).contains("\"engine_kind\":\"proxy\"");
        assertThat(read(edge, "/api/v1/engines"))
                .contains("\"name\":\"" + origin.asEngine() + "\"", "\"kind\":\"proxy\"");
        assertThat(read(edge, "/metrics"))
                .contains("acexy_engines{kind=\"proxy\",known_by=\"settings\",state=\"healthy\"} 1");
    }

    @Test
    void whatTheEngineRefusesIsRefusedAtTheEdgeInTheSameWay() throws Exception {
        engine.setScript(CHANNEL.infohash(), EngineScript.CONTENT_NOT_FOUND);
        assertThat(players.get(edge.address(), CHANNEL.byId()).awaitStatus()).isEqualTo(404);
    }

    @Test
    void withoutTheOthersKeyItsPlayersAreToldThatOneIsMissing() throws Exception {
        try (Proxy stranger = edge("")) {
            TestPlayer player = players.get(stranger.address(), CHANNEL.byId());
            assertThat(player.awaitStatus()).isEqualTo(502);
            player.awaitEnd();
            assertThat(player.text()).contains("from your address it needs a key");
        }
        assertThat(engine.counters().total().starts()).isZero();
    }
}
