package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.it.support.JsonText;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.EngineScript;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusTest {

    private static final Content CHANNEL = Content.number(1);
    private static final Content OTHER = Content.number(2);

    private Door door;

    @BeforeEach
    void open() throws Exception {
        door = Door.open("linger", "100ms", "shutdown.timeout", "1s");
    }

    @AfterEach
    void close() {
        door.close();
    }

    private Map<String, Object> status(String query) throws Exception {
        RawAnswer answer = door.get("/ace/status" + query);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        return JsonText.object(answer.body());
    }

    @Test
    void withoutStreamsThereAreNone() throws Exception {
        assertThat(status("")).containsEntry("streams", 0L).containsEntry("clients", 0L);
        assertThat(status("").keySet()).isEqualTo(status("/").keySet());
    }

    @Test
    void connectionsAreCountedAndTheEndsOfOthersByTheirReason() throws Exception {
        assertThat(door.get("/ace/status", "Connection: close").status()).isEqualTo(200);
        door.awaitStatus(status ->
                ((Map<?, ?>) status.get("connections_ended")).get("answered").equals(1L));
        assertThat(status("")).containsEntry("internal_errors", 0L).containsEntry("connections", 1L);
    }

    @Test
    void allStreamsAreCountedAndListed() throws Exception {
        try (RawConnection first = door.connect().get(CHANNEL.byId());
                RawConnection second = door.connect().get(CHANNEL.byInfohash());
                RawConnection third = door.connect().get(OTHER.byId())) {
            for (RawConnection player : List.of(first, second, third)) {
                assertThat(player.head().status()).isEqualTo(200);
            }
            assertThat(status(""))
                    .containsEntry("streams", 2L)
                    .containsEntry("clients", 3L)
                    .extractingByKey("stream_list")
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .hasSize(2);
        }
        door.awaitStatus(status -> status.get("streams").equals(0L));
    }

    @Test
    void oneStreamIsFoundUnderBothOfItsNames() throws Exception {
        try (RawConnection player = door.connect().get(CHANNEL.byId())) {
            assertThat(player.head().status()).isEqualTo(200);
            Map<String, Object> byId = status("?id=" + CHANNEL.id());
            assertThat(byId)
                    .containsEntry("clients", 1L)
                    .containsEntry("stream_id", Map.of("id", CHANNEL.id()))
                    .containsEntry("infohash", CHANNEL.infohash())
                    .containsEntry("state", "live")
                    .containsEntry("engine", door.engine().authority());
            assertThat((String) byId.get("stat_url"))
                    .startsWith("http://" + door.engine().authority() + "/ace/stat/" + CHANNEL.infohash() + "/");
            assertThat(status("?infohash=" + CHANNEL.infohash()).get("stat_url"))
                    .isEqualTo(byId.get("stat_url"));
            assertThat(status("?content_id=" + CHANNEL.id()).get("stat_url")).isEqualTo(byId.get("stat_url"));
        }
    }

    @Test
    void anUnknownStreamIsNotFound() throws Exception {
        assertThat(door.get("/ace/status?id=" + CHANNEL.id()).status()).isEqualTo(404);
        RawAnswer json = door.get("/ace/status?infohash=" + CHANNEL.infohash(), "Accept: application/json");
        assertThat(json.status()).isEqualTo(404);
        assertThat(JsonText.object(json.body())).containsEntry("error", "unknown_stream");
    }

    @Test
    void aWrongIdIsRefused() throws Exception {
        assertThat(door.get("/ace/status?id=1").status()).isEqualTo(400);
        assertThat(door.get("/ace/status?id=" + CHANNEL.id() + "&id=" + OTHER.id())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void itAnswersWhileAStartHangs() throws Exception {
        door.engine().setScript(EngineScript.START_HANGS);
        try (RawConnection waiting = door.connect()) {
            waiting.get(CHANNEL.byId());
            door.awaitEngine(engine -> engine.total().starts() == 1);
            assertThat(status("?id=" + CHANNEL.id()))
                    .containsEntry("clients", 1L)
                    .containsEntry("state", "starting")
                    .doesNotContainKey("stat_url");
            assertThat(status("")).containsEntry("streams", 1L);
        }
    }

    @Test
    void aStreamThatEndedIsForgotten() throws Exception {
        assertThat(door.play(CHANNEL.byId()).status()).isEqualTo(200);
        door.awaitStatus(status -> status.get("streams").equals(0L));
        assertThat(door.get("/ace/status?id=" + CHANNEL.id()).status()).isEqualTo(404);
        assertThat(door.total().stopsReceived()).isEqualTo(1);
    }
}
