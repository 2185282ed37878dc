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

/** What the API tells of channels, and what an operator may do with them. */
class ChannelsApiTest {

    private static final Content FIRST = Content.number(84);
    private static final Content SECOND = Content.number(85);
    private static final String CHANNEL = "/api/v1/channels/one";

    private final Players players = new Players();
    private EngineSimulator engine;
    private Proxy proxy;
    private ApiClient api;

    @BeforeEach
    void open() throws Exception {
        engine = EngineSimulator.start();
        proxy = Proxy.withChannel("one", List.of(FIRST, SECOND), Map.of("channels.memory", "0s"), engine);
        api = new ApiClient(proxy, players);
    }

    @AfterEach
    void close() {
        players.close();
        proxy.close();
        engine.close();
    }

    @Test
    void aChannelIsToldWithTheContentThatPlaysAndGoesBackToItsFirstWhenAsked() throws Exception {
        engine.setScript(FIRST.infohash(), EngineScript.FAILED_TO_LOAD);
        TestPlayer player = players.get(proxy.address(), "/channel/one.ts");
        player.awaitBytes(40_000);
        assertThat(api.get("/api/v1/channels", "Channels")).startsWith("{\"total\":1,");
        api.await(
                CHANNEL,
                "Channel",
                body -> body.contains("\"players\":1,\"content\":{\"kind\":\"id\",\"value\":\"" + SECOND.id()));
        assertThat(api.get("/api/v1/events", "Events")).contains("\"kind\":\"stream_turned\"");

        engine.setScript(FIRST.infohash(), EngineScript.NORMAL);
        api.order(HttpMethod.POST, CHANNEL + "/first");
        api.await(
                CHANNEL,
                "Channel",
                body -> body.contains("\"players\":1,\"content\":{\"kind\":\"id\",\"value\":\"" + FIRST.id()));
        player.awaitMore(40_000);
        assertThat(engine.counters().total().maxSessions()).isEqualTo(1);
    }

    @Test
    void anOperatorGivesAChannelOtherContents() throws Exception {
        String contents = CHANNEL + "/contents?content=" + SECOND.id() + "&content=infohash:" + FIRST.infohash();
        api.change(HttpMethod.POST, contents);
        assertThat(api.get(CHANNEL, "Channel"))
                .contains("\"contents_by_hand\":true", "{\"kind\":\"infohash\",\"value\":\"" + FIRST.infohash());
        players.get(proxy.address(), "/channel/one.ts").awaitBytes(20_000);
        assertThat(engine.counters().of(SECOND.infohash()).starts()).isEqualTo(1);

        api.change(HttpMethod.DELETE, CHANNEL + "/contents");
        assertThat(api.get(CHANNEL, "Channel")).contains("\"contents_by_hand\":false");
    }

    @Test
    void whatMakesNoSenseIsRefused() throws Exception {
        api.problem(HttpMethod.POST, CHANNEL + "/contents", 400);
        api.problem(HttpMethod.POST, CHANNEL + "/contents?content=12", 400);
        api.problem(HttpMethod.POST, "/api/v1/channels/two/contents?content=" + FIRST.id(), 404);
        api.problem(HttpMethod.POST, CHANNEL + "/first", 404);
        api.problem(HttpMethod.GET, "/api/v1/channels/two", 404);
    }
}
