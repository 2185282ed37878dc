package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.it.support.JsonText;
import io.acexy.it.support.RawAnswer;
import io.acexy.simulator.engine.EngineScript;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients of engines are told when nothing can be started, and when they ask whether there is an engine. */
class EngineWordsTest {

    private static final Content CHANNEL = Content.number(4);
    private static final String START = CHANNEL.byId() + "&format=json";
    private static final String HLS_START = "/ace/manifest.m3u8?id=" + CHANNEL.id() + "&format=json";

    private Door door;

    @BeforeEach
    void open() throws Exception {
        door = Door.open();
    }

    @AfterEach
    void close() {
        door.close();
    }

    private String error(String target) throws IOException {
        RawAnswer answer = door.get(target);
        assertThat(answer.status()).isEqualTo(200);
        Map<String, Object> whole = JsonText.object(answer.body());
        assertThat(whole).containsEntry("response", null);
        return (String) whole.get("error");
    }

    private String body(String target) throws IOException {
        return door.get(target).body();
    }

    @ParameterizedTest
    @CsvSource({
        "CONTENT_NOT_FOUND, content not found",
        "FAILED_TO_LOAD, failed to load content",
        "NO_PEERS, failed to load content"
    })
    void whatCannotBeStartedIsAnEnginesErrorInItsWords(EngineScript script, String words) throws Exception {
        door.engine().setScript(CHANNEL.infohash(), script);
        assertThat(error(START)).isEqualTo(words);
        assertThat(error(HLS_START)).isEqualTo(words);
        door.awaitStatus(status -> status.get("clients").equals(0L));
    }

    @Test
    void aRequestThatCannotBeUnderstoodIsAnEnginesErrorToo() throws Exception {
        assertThat(error("/ace/getstream?format=json")).isEqualTo("missing content id");
        assertThat(error("/ace/getstream?format=json&id=1")).startsWith("invalid content id: ");
        assertThat(door.ask("POST", START).status()).isEqualTo(405);
        assertThat(door.total().starts()).isZero();
    }

    @Test
    void whoLooksWhetherAnEngineLivesFindsOne() throws Exception {
        String version = "{\"code\":3021100,\"platform\":\"linux\",\"version\":\"3.2.11\"}";
        assertThat(body("/webui/api/service?method=get_version"))
                .isEqualTo("{\"result\":" + version + ",\"error\":null}");
        assertThat(body("/server/api?api_version=3&method=get_status"))
                .isEqualTo("{\"result\":{\"playlist_loaded\":true,\"version\":" + version + "}}");
        assertThat(body("/webui/api/service?method=shutdown"))
                .isEqualTo("{\"result\":null,\"error\":\"unknown method\"}");
        assertThat(body("/server/api?api_version=3&method=get_api_access_token"))
                .isEqualTo("{\"error\":{\"message\":\"unknown method\",\"code\":400}}");
        assertThat(door.ask("POST", "/server/api").status()).isEqualTo(405);
    }
}
