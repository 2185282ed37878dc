package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions that are being stopped, and the slots that they take until then. */
class RetirementsTest {

    private static final EngineFault FAULT = EngineFault.broken("as the test wants");

    private final Stage stage = new Stage();
    private final Retirements retirements = new Retirements(stage.home, new Listener());

    @AfterEach
    void end() {
        stage.close();
    }

    /** Writes down what ends. */
    private final class Listener implements SourceListener {

        @Override
        public void sessionEnded(Engine engine, SessionLinks links, EngineFault fault) {
            stage.log.add(
                    engine.id() + " left " + links.sessionId() + (fault == null ? "" : " (" + fault.kind() + ")"));
        }

        @Override
        public void sessionStarted(Engine engine, SessionLinks links) {}

        @Override
        public void startFailed(Engine engine, EngineFault fault) {}

        @Override
        public void suspected(Engine engine, EngineFault why) {}

        @Override
        public void switched(Switch change) {}

        @Override
        public void stalled(Duration silence) {}

        @Override
        public void turned(Turn turn) {}
    }

    @Test
    void aSlotIsGivenBackWhenTheEngineHasAnswered() {
        Source source = stage.source("A");
        retirements.add(source, null);
        assertThat(stage.happened()).isEqualTo("A stops");
        assertThat(retirements.engines()).containsExactly(source.engine);
        stage.stopped(source);
        assertThat(stage.happened()).isEqualTo("A given back");
        assertThat(retirements.engines()).isEmpty();
        assertThat(source.is(Source.Role.RETIRING)).isTrue();
    }

    @Test
    void anEngineThatHasFailedHasToAnswerForIt() {
        Source source = stage.source("A");
        retirements.add(source, FAULT);
        stage.stopped(source);
        assertThat(stage.happened()).isEqualTo("A stops, A given back (BROKEN)");
    }

    @Test
    void theEndOfOneThatWasAnnouncedIsTold() {
        Source source = stage.source("A");
        source.announce();
        retirements.add(source, FAULT);
        assertThat(stage.happened()).isEqualTo("A left A (BROKEN), A stops");
    }

    @Test
    void ofTwoSessionsOnOneEngineTheLastOneKeepsItOccupied() {
        Source first = stage.source("A");
        Source second = stage.source("A");
        retirements.add(first, null);
        retirements.add(second, null);
        stage.stopped(first);
        assertThat(retirements.engines()).containsExactly(second.engine);
        stage.stopped(second);
        assertThat(retirements.engines()).isEmpty();
    }

    @Test
    void whereAnotherStreamPlaysTheSameTheSessionIsLeftToIt() {
        Source there = stage.candidate("A");
        retirements.addUnlessOn(stage.source("A").engine, there);
        assertThat(stage.happened()).isEqualTo("A abandoned, A given back");
        assertThat(there.is(Source.Role.RETIRING)).isTrue();
        assertThat(there.trial()).isNull();
        assertThat(retirements.engines()).isEmpty();
        retirements.addUnlessOn(there.engine, stage.source("B"));
        assertThat(stage.happened()).isEqualTo("B stops");
        retirements.addUnlessOn(null, stage.source("C"));
        assertThat(stage.happened()).isEqualTo("C stops");
    }

    @Test
    void allIsDoneWhenEachEngineHasAnswered() {
        Source first = stage.source("A");
        Source second = stage.source("B");
        assertThat(retirements.done().isSuccess())
                .as("there is nothing to be done")
                .isTrue();
        retirements.add(first, null);
        retirements.add(second, null);
        Future<Void> done = retirements.done();
        stage.stopped(second);
        assertThat(done.isDone()).isFalse();
        stage.stopped(first);
        assertThat(done.isSuccess()).isTrue();
    }
}
