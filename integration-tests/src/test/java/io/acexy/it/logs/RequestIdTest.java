package io.acexy.it.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.testkit.Patience;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** From an answer to the lines of the log that tell of it. */
class RequestIdTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.acexy");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    /** What has been said of a request. */
    private List<String> said(String id) {
        return Stream.of(lines.list.toArray(ILoggingEvent[]::new))
                .filter(line -> line.getKeyValuePairs() != null
                        && line.getKeyValuePairs().stream()
                                .anyMatch(pair -> pair.key.equals("request") && id.equals(pair.value)))
                .map(line -> line.getLevel() + " " + line.getFormattedMessage() + " " + line.getKeyValuePairs())
                .toList();
    }

    @Test
    void aPlayersLinesBearTheIdThatHisAnswerHas() throws Exception {
        logger.setLevel(Level.DEBUG);
        try (Door door = Door.open()) {
            try (RawConnection player = door.connect()) {
                RawAnswer head = player.get(Content.number(3).byId(), "X-Request-Id: from-haproxy.7")
                        .head();
                assertThat(head.header("x-request-id")).isEqualTo("from-haproxy.7");
                player.chunks(10_000);
            }
            List<String> said = Patience.until(() -> said("from-haproxy.7"), all -> all.size() == 2);
            assertThat(said.get(0)).contains("player has a picture", "player=\"127.0.0.1:");
            assertThat(said.get(1)).contains("player left", "player=\"127.0.0.1:", "reason=");
        }
    }

    @Test
    void whyAPlayerWasRefusedIsFoundByTheIdOfHisAnswerWithoutDebug() throws Exception {
        try (Door door = Door.open("max.players", "1", "zapping", "false");
                RawConnection player = door.connect()) {
            player.get(Content.number(3).byId()).head();
            RawAnswer full = door.get(Content.number(4).byId(), "X-Request-Id: bad id");
            assertThat(full.status()).isEqualTo(503);
            String id = full.header("x-request-id");
            assertThat(id).matches("[0-9a-z]{8}");
            assertThat(said(id))
                    .singleElement()
                    .asString()
                    .startsWith("INFO request refused")
                    .contains(
                            "status=\"503\"",
                            "kind=\"limit_players\"",
                            "reason=\"this proxy serves as many players as it may\"",
                            "path=\"/ace/getstream\"",
                            "stream=\"id=" + Content.number(4).id());
        }
    }

    @Test
    void whoeverAsksIsAnsweredWithAnId() throws Exception {
        try (Door door = Door.open("max.connections", "1")) {
            assertThat(door.get("/ace/status").header("x-request-id")).hasSize(8);
            assertThat(door.get("/none").header("x-request-id")).hasSize(8);
            assertThat(door.ask("HEAD", Content.number(3).byId()).header("x-request-id"))
                    .hasSize(8);
            assertThat(door.ask("OPTIONS", "/").header("x-request-id")).hasSize(8);
            try (RawConnection one = door.connect()) {
                one.get("/ace/status").answer();
                RawAnswer tooMany = door.get("/ace/status");
                assertThat(tooMany.status()).isEqualTo(503);
                assertThat(tooMany.header("x-request-id")).hasSize(8);
            }
        }
    }

    @Test
    void theLevelIsChangedWhileItRuns() throws Exception {
        try (Door door = Door.open()) {
            door.get("/none");
            assertThat(said(door.get("/none").header("x-request-id"))).isEmpty();
            assertThat(door.ask("PUT", "/api/v1/log?logger=io.acexy&level=debug")
                            .body())
                    .contains("\"io.acexy\":\"debug\"");
            assertThat(said(door.get("/none").header("x-request-id")))
                    .singleElement()
                    .asString()
                    .startsWith("DEBUG request refused");
            assertThat(door.ask("PUT", "/api/v1/log?logger=io.acexy&level=default")
                            .status())
                    .isEqualTo(200);
            assertThat(said(door.get("/none").header("x-request-id"))).isEmpty();
            assertThat(door.ask("PUT", "/api/v1/log?level=loud").status()).isEqualTo(400);
        }
    }
}
