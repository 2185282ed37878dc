package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.acexy.core.engine.EngineCheck.State;
import io.acexy.orchestrator.json.EngineReader;
import io.acexy.orchestrator.json.JsonDocument;
import io.acexy.orchestrator.message.EngineState;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EngineReachTest {

    private static final Engine ONE = new Engine("1", "acestream-1", 19000);
    private static final Engine TWO = new Engine("2", "acestream-2", 19001);
    private static final EngineCheck UNKNOWN =
            new EngineCheck(State.NAME_UNKNOWN, "the name acestream-1 cannot be resolved here");
    private static final EngineCheck REFUSED = new EngineCheck(State.UNREACHABLE, "cannot reach it: refused");

    private final Logger logger = (Logger) LoggerFactory.getLogger(EngineReach.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final EngineReach reach = new EngineReach();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
    }

    private static List<EngineState> listed(String healthOfTwo) {
        String json = "[{\"container_id\":\"1\",\"host\":\"acestream-1\",\"port\":19000,\"health_status\":\"healthy\"},"
                + "{\"container_id\":\"2\",\"host\":\"acestream-2\",\"port\":19001,\"health_status\":\"" + healthOfTwo
                + "\"}]";
        return JsonDocument.parse(json)
                .flatMap(answer -> EngineReader.engines(answer, 0))
                .orElseThrow()
                .engines();
    }

    @Test
    void theReasonIsSaidOnceAndThenCounted() {
        for (int time = 0; time < 100; time++) {
            reach.failed(ONE, REFUSED);
        }
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.get(0).getKeyValuePairs().toString()).contains("refused");
        reach.answered(ONE);
        assertThat(lines.list).hasSize(2);
        assertThat(lines.list.get(1).getKeyValuePairs().toString()).contains("failures=\"100\"");
        assertThat(reach.trouble()).isEmpty();
    }

    @Test
    void aNameThatIsNotKnownIsAWarningWithTheNameAndTheRemedy() {
        reach.failed(ONE, UNKNOWN);
        ILoggingEvent line = lines.list.get(0);
        assertThat(line.getLevel()).isEqualTo(Level.WARN);
        assertThat(line.getFormattedMessage()).contains("Docker network");
        assertThat(line.getKeyValuePairs().toString()).contains("acestream-1");
        assertThat(reach.trouble().orElseThrow()).contains("acestream-1").contains("Docker network");
    }

    @Test
    void moreEnginesAreOfNoUseOnceNoneThatIsListedHasANameThatIsKnown() {
        reach.failed(ONE, UNKNOWN);
        assertThat(reach.unknownNames(listed("healthy")))
                .as("the other was not tried")
                .isEmpty();
        reach.failed(TWO, UNKNOWN);
        assertThat(reach.unknownNames(listed("healthy")).orElseThrow()).contains("(acestream-1)");
    }

    @Test
    void anUnhealthyEngineThatNobodyTriesIsNoHope() {
        reach.failed(ONE, UNKNOWN);
        assertThat(reach.unknownNames(listed("unhealthy"))).isPresent();
    }

    @Test
    void enginesThatOnlyDoNotAnswerAreAReasonForAnother() {
        reach.failed(ONE, REFUSED);
        reach.failed(TWO, REFUSED);
        assertThat(reach.unknownNames(listed("healthy"))).isEmpty();
        assertThat(reach.unknownNames(List.of())).isEmpty();
    }

    @Test
    void whoIsNoLongerListedIsForgotten() {
        reach.failed(ONE, UNKNOWN);
        reach.prune(List.of());
        assertThat(reach.trouble()).isEmpty();
    }

    @Test
    void whoIsStillListedIsNotForgotten() {
        reach.failed(ONE, REFUSED);
        reach.failed(new Engine("3", "acestream-3", 19002), REFUSED);
        reach.prune(listed("healthy"));
        assertThat(reach.reason("1")).contains("cannot reach it: refused");
        assertThat(reach.reason("3")).isEmpty();
        assertThat(reach.trouble()).contains("cannot reach it: refused");
    }

    @Test
    void theWorstOfSeveralIsShownWithTheirNumber() {
        EngineCheck notReady = new EngineCheck(State.NOT_READY, "it answers 500");
        reach.failed(ONE, notReady);
        reach.failed(TWO, REFUSED);
        assertThat(reach.trouble()).contains("cannot reach it: refused (2 engines do not answer)");
        reach.failed(ONE, UNKNOWN);
        assertThat(reach.trouble())
                .contains("this proxy cannot resolve the engines' names (acestream-1): " + EngineReach.REMEDY
                        + " (2 engines do not answer)");
        reach.answered(ONE);
        assertThat(reach.trouble()).contains("cannot reach it: refused");
    }

    @Test
    void whyOneEngineDoesNotAnswerIsKnown() {
        reach.failed(ONE, UNKNOWN);
        reach.failed(TWO, REFUSED);
        assertThat(reach.reason("1")).contains(EngineReach.nameText("acestream-1"));
        assertThat(reach.reason("2")).contains("cannot reach it: refused");
        assertThat(reach.reason("3")).isEmpty();
    }

    @Test
    void thatItDoesNotAnswerInAnotherWayIsNews() {
        reach.failed(ONE, REFUSED);
        reach.failed(ONE, UNKNOWN);
        reach.failed(ONE, UNKNOWN);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getMessage)
                .containsExactly(
                        "a listed engine does not answer",
                        "a listed engine's name cannot be resolved: " + EngineReach.REMEDY);
    }

    @Test
    void whoNeverFailedDoesNotAnswerAgain() {
        reach.answered(ONE);
        assertThat(lines.list).isEmpty();
    }
}
