package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.Engine;
import io.acexy.orchestrator.message.EngineScore;
import io.acexy.orchestrator.message.EngineState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
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

    @Test
    void aListThatDoesNotComeIsToldAndTheKnownOneStays() {
        listAfter(Duration.ZERO);
        roster.refresh(told::add);
        orchestrator.fail("engines");
        assertThat(told).containsExactly(true, false);
        assertThat(roster.engines()).hasSize(1);
        roster.refresh(told::add);
        assertThat(orchestrator.listsAsked)
                .as("nobody waits for the old question")
                .isEqualTo(3);
    }

    @Test
    void scoresComeWithTheListWhereTheyAreOffered() {
        orchestrator.offers("scores");
        listAfter(Duration.ZERO);
        assertThat(told).as("the list is not complete without them").isEmpty();
        orchestrator.give("scores", List.of(new EngineScore("c", 70, 0)));
        assertThat(told).containsExactly(true);
        assertThat(roster.score("c")).isEqualTo(OptionalDouble.of(70));
        assertThat(roster.score("other")).isEmpty();
    }

    @Test
    void whoWatchesHearsOfANewListBeforeThoseWhoAsked() {
        List<String> order = new ArrayList<>();
        EngineRoster watched = new EngineRoster(orchestrator.client, orchestrator.desk(), () -> order.add("watcher"));
        watched.refresh(fresh -> order.add("asker"));
        orchestrator.list(ONE);
        assertThat(order).containsExactly("watcher", "asker");
    }

    @Test
    void aListIsAsOldAsItsQuestion() {
        orchestrator.advance(Duration.ofSeconds(5));
        long asked = orchestrator.ticker.nanoTime();
        listAfter(Duration.ofSeconds(3));
        assertThat(roster.askedNanos()).isEqualTo(asked);
    }

    private static Engine known(String id, String host, int port) {
        return new Engine(id, host, port);
    }

    @Test
    void aContainerIsKnownByItsIdOrByItsAddress() {
        listAfter(Duration.ZERO);
        assertThat(roster.containerOf(known("c", "elsewhere", 1))).contains("c");
        assertThat(roster.containerOf(known("older", "127.0.0.1", 19000))).contains("c");
        assertThat(roster.containerOf(known("older", "127.0.0.1", 19001)))
                .as("it hides, and keeps its id")
                .contains("older");
        assertThat(roster.containerOf(Engine.at("127.0.0.1", 19001)))
                .as("it never was in a list")
                .isEmpty();
    }

    @Test
    void anAddressIsSharedIfAnotherEngineIsListedAtIt() {
        roster.refresh(told::add);
        orchestrator.list("[{\"container_id\":\"a\",\"host\":\"h\",\"port\":1},"
                + "{\"container_id\":\"b\",\"host\":\"h\",\"port\":2},"
                + "{\"container_id\":\"c\",\"host\":\"g\",\"port\":1},"
                + "{\"container_id\":\"d\",\"host\":\"h\",\"port\":1}]");
        assertThat(roster.engines().stream().filter(roster::isAddressShared).map(EngineState::containerId))
                .containsExactly("a", "d");
    }
}
