package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineRosterTest {

    private static final Duration STALE = Duration.ofSeconds(60);
    private static final String ONE = "[{\"container_id\":\"c\",\"host\":\"127.0.0.1\",\"port\":19000}]";

    private final AskedOrchestrator orchestrator = new AskedOrchestrator();
    private final EngineRoster roster = new EngineRoster(orchestrator.client, orchestrator.desk(), () -> {});
    private final List<Boolean> told = new ArrayList<>();

    private void listAfter(Duration time) {
        roster.refresh(told::add);
        orchestrator.advance(time);
        orchestrator.list(ONE);
    }

    @Test
    void aListIsGoodEnoughForTwoSeconds() {
        assertThat(roster.isGoodEnough(STALE)).isFalse();
        listAfter(Duration.ofMillis(20));
        orchestrator.advance(Duration.ofSeconds(2));
        assertThat(roster.isGoodEnough(STALE)).isTrue();
        orchestrator.advance(Duration.ofMillis(1));
        assertThat(roster.isGoodEnough(STALE)).isFalse();
    }

    /** One hung engine: each list takes 5.01 s. */
    @Test
    void aListThatIsHeldUpIsUsedWhenItComesAndIsGoodEnoughUntilItIsStale() {
        listAfter(Duration.ofMillis(5_010));
        assertThat(told).containsExactly(true);
        assertThat(roster.engines()).hasSize(1);
        orchestrator.advance(STALE);
        assertThat(roster.isGoodEnough(STALE)).isTrue();
        orchestrator.advance(Duration.ofMillis(1));
        assertThat(roster.isGoodEnough(STALE)).isFalse();
    }

    @Test
    void thatAListIsHeldUpIsKnownBeforeItComes() {
        listAfter(Duration.ofMillis(20));
        orchestrator.advance(Duration.ofSeconds(10));
        roster.refresh(told::add);
        orchestrator.advance(Duration.ofMillis(999));
        assertThat(roster.isGoodEnough(STALE)).isFalse();
        orchestrator.advance(Duration.ofMillis(1));
        assertThat(roster.isGoodEnough(STALE)).isTrue();
    }

    @Test
    void aListThatComesAtOnceAgainIsAskedForAgain() {
        listAfter(Duration.ofMillis(5_010));
        listAfter(Duration.ofMillis(20));
        orchestrator.advance(Duration.ofSeconds(3));
        assertThat(roster.isGoodEnough(STALE)).isFalse();
    }

    @Test
    void howeverManyAskThereIsOneQuestion() {
        for (int asker = 0; asker < 100; asker++) {
            roster.refresh(told::add);
        }
        orchestrator.list(ONE);
        assertThat(orchestrator.listsAsked).isEqualTo(1);
        assertThat(told).hasSize(100).containsOnly(true);
    }
}
