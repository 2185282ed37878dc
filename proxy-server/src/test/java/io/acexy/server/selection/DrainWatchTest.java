package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.Engine;
import io.acexy.orchestrator.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class DrainWatchTest {

    private static final Engine GOES = new Engine("goes", "goes", 6878);
    private static final Engine STAYS = new Engine("stays", "stays", 6878);
    private static final Listed DRAINING = Listed.engine("goes").draining("node");

    private final AskedOrchestrator orchestrator = new AskedOrchestrator();
    private final EngineRoster roster = new EngineRoster(orchestrator.client, orchestrator.desk(), () -> {});
    private final List<Predicate<Engine>> moves = new ArrayList<>();
    private final DrainWatch watch = new DrainWatch(orchestrator.client, roster, orchestrator.desk(), moves::add);

    private void start(Dialect dialect) {
        orchestrator.dialect = Optional.ofNullable(dialect);
        watch.start();
    }

    private void pass(long millis) {
        orchestrator.advance(Duration.ofMillis(millis));
    }

    @Test
    void streamsLeaveAnEngineThatDrainsAndNoOther() {
        start(Dialect.B);
        pass(5_000);
        orchestrator.list(DRAINING, Listed.engine("stays"));
        assertThat(moves).hasSize(1);
        assertThat(moves.get(0).test(GOES)).isTrue();
        assertThat(moves.get(0).test(STAYS)).isFalse();
    }

    @Test
    void theListIsReadFiveSecondsAfterTheLastAnswer() {
        start(Dialect.B);
        pass(4_999);
        assertThat(orchestrator.listsAsked).isZero();
        pass(1);
        assertThat(orchestrator.listsAsked).isEqualTo(1);
        pass(3_000);
        orchestrator.list(Listed.engine("stays"));
        pass(4_999);
        assertThat(orchestrator.listsAsked).isEqualTo(1);
        pass(1);
        assertThat(orchestrator.listsAsked).isEqualTo(2);
        orchestrator.list(DRAINING);
        assertThat(moves).hasSize(1);
    }

    @Test
    void whereNothingDrainsNobodyIsMoved() {
        start(Dialect.B);
        pass(5_000);
        orchestrator.list(Listed.engine("stays"));
        assertThat(moves).isEmpty();
    }

    @Test
    void aListThatDoesNotComeMovesNobodyAndIsAskedForAgain() {
        start(Dialect.B);
        pass(5_000);
        orchestrator.list(DRAINING);
        pass(5_000);
        orchestrator.fail("engines");
        assertThat(moves).as("of the first list").hasSize(1);
        pass(5_000);
        assertThat(orchestrator.listsAsked).isEqualTo(3);
    }

    @Test
    void anOrchestratorThatDrainsNothingIsNotAskedUntilAnotherIsThere() {
        start(Dialect.A_LAST);
        pass(5_000);
        orchestrator.dialect = Optional.empty();
        pass(5_000);
        assertThat(orchestrator.listsAsked).isZero();
        orchestrator.dialect = Optional.of(Dialect.B);
        pass(5_000);
        assertThat(orchestrator.listsAsked).isEqualTo(1);
    }
}
