package io.acexy.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSimulator;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel is asked whether it plays. */
class ChannelCheckTest {

    private static final Content FIRST = Content.number(88);
    private static final Content SECOND = Content.number(89);
    private static final Content OTHER = Content.number(90);
    private static final String CHECK = "/api/v1/channels/one/check";

    private final Players players = new Players();
    private EngineSimulator engine;
    private Proxy proxy;
    private ApiClient api;

    @BeforeEach
    void open() throws Exception {
        engine = EngineSimulator.start();
        proxy = Proxy.withChannel("one", List.of(FIRST, SECOND), Map.of(), engine);
        api = new ApiClient(proxy, players);
    }

    @AfterEach
    void close() {
        players.close();
        proxy.close();
        engine.close();
    }

    @Test
    void oneThatPlaysIsToldWithWhatPlaysAndHow() throws Exception {
        engine.setScript(FIRST.infohash(), EngineScript.FAILED_TO_LOAD);
        assertThat(api.get("/api/v1/channels", "Channels")).doesNotContain("\"checked\"");

        assertThat(api.get(CHECK + "?seconds=3", "ChannelCheck"))
                .contains("\"alive\":true", "\"started\":true", "\"first_picture_ms\":", "\"seconds\":3")
                .contains("\"content\":{\"kind\":\"id\",\"value\":\"" + SECOND.id(), "\"peers\":")
                .contains("\"codec\":\"h264\"", "\"bits_per_second\":{")
                .doesNotContain("\"why\"");
        assertThat(api.get("/api/v1/channels", "Channels")).contains("\"checked\":{\"time\":", "\"alive\":true");
    }

    @Test
    void oneThatDoesNotPlayIsToldWithTheReason() throws Exception {
        engine.setScript(FIRST.infohash(), EngineScript.FAILED_TO_LOAD);
        engine.setScript(SECOND.infohash(), EngineScript.FAILED_TO_LOAD);

        assertThat(api.get(CHECK, "ChannelCheck"))
                .contains("\"alive\":false,\"why\":\"")
                .doesNotContain("tracks");
        assertThat(api.get("/api/v1/channels", "Channels")).contains("\"alive\":false,\"why\":\"");
    }

    @Test
    void aViewerGetsTheEngineOfACheck() throws Exception {
        TestPlayer check = players.get(proxy.address(), CHECK + "?seconds=30");
        api.await("/api/v1/channels/one", "Channel", body -> body.contains("\"state\":\"running\""));

        players.get(proxy.address(), OTHER.byId()).awaitBytes(20_000);
        check.awaitEnd();
        assertThat(check.text()).contains("\"alive\":true,\"why\":\"somebody who watches needed the engine\"");
        assertThat(engine.counters().total().maxSessions()).isEqualTo(1);
    }

    @Test
    void aCheckWithoutAnEngineSaysNothingOfTheChannel() throws Exception {
        players.get(proxy.address(), OTHER.byId()).awaitBytes(20_000);
        api.problem(HttpMethod.GET, CHECK, 503);
        assertThat(api.get("/api/v1/channels", "Channels")).doesNotContain("\"checked\"");
    }

    @Test
    void aFewRunAtOnceOneMoreIsRefusedAndNoneOutlivesItsAsker() throws Exception {
        TestPlayer first = players.get(proxy.address(), CHECK + "?seconds=30");
        TestPlayer second = players.get(proxy.address(), CHECK + "?seconds=30");
        api.await("/api/v1/limits", "Limits", body -> body.contains("\"unit\":\"checks\",\"limit\":2,\"used\":2"));
        api.problem(HttpMethod.GET, CHECK, 503);
        first.close();
        second.close();
        api.await("/api/v1/limits", "Limits", body -> body.contains("\"unit\":\"checks\",\"limit\":2,\"used\":0"));
    }

    @Test
    void whatMakesNoSenseIsRefused() throws Exception {
        api.problem(HttpMethod.GET, CHECK + "?seconds=31", 400);
        api.problem(HttpMethod.GET, "/api/v1/channels/two/check", 404);
    }

    @Test
    void anEngineThatIsAwaySaysNothingOfTheChannel() throws Exception {
        engine.close();
        api.problem(HttpMethod.GET, CHECK, 503);
        assertThat(api.get("/api/v1/channels", "Channels")).doesNotContain("\"checked\"");
    }

    @Test
    void aChannelIsTriedWithoutBeingAskedForWhereThatIsWanted() throws Exception {
        try (Proxy curious = Proxy.withChannel("one", List.of(FIRST), Map.of("channels.check", "1h"), engine)) {
            String found = new ApiClient(curious, players)
                    .await("/api/v1/channels/one", "Channel", body -> body.contains("\"checked\""));
            assertThat(found).contains("\"alive\":true", "\"first_picture_ms\":", "\"codec\":\"h264\"");
        }
    }
}
