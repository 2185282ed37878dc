package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.acexy.it.support.Content;
import io.acexy.it.support.DependsOnJvm;
import io.acexy.it.support.Door;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.EngineScript;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A shutdown whose time runs out: nothing leaks, to which every test sees, and nobody is frightened by the log. */
@DependsOnJvm
class ShutdownTest {

    private static final int STREAMS = 8;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<RawConnection> players = new ArrayList<>();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void hangUp() throws Exception {
        root.detachAppender(log);
        for (RawConnection player : players) {
            player.close();
        }
    }

    private static Door open() throws Exception {
        return Door.open("shutdown.timeout", "100ms", "no.response.timeout", "5m", "event.loops", "4");
    }

    private void assertNoStackTrace() {
        List<String> frightening = List.copyOf(log.list).stream()
                .filter(event -> event.getThrowableProxy() != null)
                .map(event -> event.getFormattedMessage() + ": "
                        + event.getThrowableProxy().getMessage())
                .toList();
        assertThat(frightening).isEmpty();
    }

    @Test
    void aShutdownThatHasNoTimeForStartsThatHangIsQuiet() throws Exception {
        try (Door door = open()) {
            door.engine().setScript(EngineScript.START_HANGS);
            for (int i = 1; i <= STREAMS; i++) {
                players.add(door.connect().get(Content.number(i).byId()));
            }
            door.awaitEngine(engine -> engine.total().starts() == STREAMS);
        }
        assertNoStackTrace();
    }

    @Test
    void aShutdownThatHasNoTimeForStopsThatHangAndPlayersWhoDoNotReadIsQuiet() throws Exception {
        try (Door door = open()) {
            door.engine().setScript(EngineScript.STOP_HANGS);
            for (int i = 1; i <= STREAMS; i++) {
                players.add(RawConnection.withSmallBuffer(door.address())
                        .get(Content.number(i).byId()));
            }
            for (RawConnection player : players) {
                assertThat(player.head().status()).isEqualTo(200);
            }
            door.awaitStatus(status -> (Long) status.get("clients") == STREAMS);
        }
        assertNoStackTrace();
    }
}
