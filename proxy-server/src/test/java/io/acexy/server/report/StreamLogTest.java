package io.acexy.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StreamLogTest {

    private static final ContentId ONE = new ContentId(ContentId.Kind.INFOHASH, "1".repeat(40));
    private static final ContentId OTHER = new ContentId(ContentId.Kind.INFOHASH, "2".repeat(40));
    private static final Engine A = Engine.at("a", 6878);
    private static final Engine B = Engine.at("b", 6878);
    private static final SessionLinks LINKS = new SessionLinks("", null, null, null, "s", 1, false);

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.acexy.stream");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final StreamLog log = new StreamLog();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
    }

    private void ends(ContentId content, Engine engine) {
        log.sessionEnded(content, engine, LINKS, null);
    }

    private List<String> said() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void aMoveIsSaidToBeAMoveAndNamesBothEngines() {
        log.sessionStarted(ONE, A, LINKS);
        log.sessionStarted(ONE, B, LINKS);
        ends(ONE, A);
        assertThat(said()).containsExactly("stream live", "stream live", "stream moved");
        assertThat(lines.list.get(2).getKeyValuePairs().toString())
                .contains("from=\"a:6878\"")
                .contains("to=\"b:6878\"");
        ends(ONE, B);
        assertThat(said()).last().isEqualTo("stream stopped: nobody watches");
    }

    @Test
    void aSecondSessionThatIsGivenUpIsNoMove() {
        log.sessionStarted(ONE, A, LINKS);
        log.sessionStarted(ONE, B, LINKS);
        ends(ONE, B);
        assertThat(said()).last().isEqualTo("a second session is not needed any more");
    }

    @Test
    void otherStreamsHaveNothingToDoWithIt() {
        log.sessionStarted(OTHER, B, LINKS);
        log.sessionStarted(ONE, A, LINKS);
        ends(ONE, A);
        assertThat(said()).last().isEqualTo("stream stopped: nobody watches");
    }

    @Test
    void aFaultIsAFaultWhoeverGoesOn() {
        log.sessionStarted(ONE, A, LINKS);
        log.sessionStarted(ONE, B, LINKS);
        log.sessionEnded(ONE, A, LINKS, EngineFault.unreachable("gone"));
        assertThat(said()).last().isEqualTo("stream broke");
        ends(ONE, B);
        assertThat(said()).last().isEqualTo("stream stopped: nobody watches");
    }
}
