package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineSelection;
import io.acexy.orchestrator.Dialect;
import io.acexy.orchestrator.message.EventReceipt;
import io.acexy.orchestrator.message.StreamState;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The orchestrator's books, and the last that is written into them. */
class OrchestrationBooksTest {

    private final Orchestrated world = new Orchestrated();
    private final AskedOrchestrator orchestrator = world.orchestrator;
    private Orchestration orchestration;

    @AfterEach
    void noMistakeWasMade() {
        assertThat(orchestrator.bugs.count()).isZero();
    }

    private void begin() {
        EngineSelection none = new EngineSelection.Unavailable("nobody", Duration.ZERO);
        orchestration = Orchestration.start(
                Orchestrated.orchestrated(),
                world::look,
                (content, excluding, home) -> home.newSucceededFuture(none),
                world.surroundings());
        orchestrator.run();
    }

    /** The pause between two looks at an orchestrator that is well. */
    private void untilTheNextLook() {
        world.pass(Duration.ofSeconds(30));
    }

    // ---- books ----

    /** A session on the engine; whether it is in the orchestrator's books is another matter. */
    private void play() {
        orchestration.reporter().sessionStarted(Orchestrated.CONTENT, Orchestrated.ENGINE, Orchestrated.SESSION);
        orchestrator.run();
    }

    @Test
    void theBooksAreReadOnceWhenTheListHasComeAndBeforeAnythingIsWritten() {
        orchestrator.offers("streams", "streamStarted");
        begin();
        play();
        world.seen(Listed.engine("e"));
        assertThat(orchestrator.count("streams")).isEqualTo(1);
        assertThat(orchestrator.count("streamStarted")).isZero();
        orchestrator.give("streams", List.of());
        assertThat(orchestrator.count("streamStarted")).isEqualTo(1);
        untilTheNextLook();
        world.seen(Listed.engine("e"));
        assertThat(orchestrator.count("streams")).isEqualTo(1);
    }

    @Test
    void theyAreReadAgainWhenItIsBack() {
        orchestrator.offers("streams");
        begin();
        world.seen();
        orchestrator.give("streams", List.of());
        untilTheNextLook();
        orchestrator.noState();
        world.pass(Duration.ofSeconds(2));
        world.seen();
        assertThat(orchestrator.count("streams")).isEqualTo(2);
    }

    @Test
    void booksThatCannotBeReadAreWrittenAllTheSameAndReadLater() {
        orchestrator.offers("streams", "streamStarted");
        begin();
        play();
        world.seen(Listed.engine("e"));
        orchestrator.fail("streams");
        assertThat(orchestrator.count("streamStarted")).isEqualTo(1);
        untilTheNextLook();
        world.seen(Listed.engine("e"));
        assertThat(orchestrator.count("streams")).isEqualTo(2);
    }

    @Test
    void withoutAListTheBooksAreNotRead() {
        begin();
        orchestrator.state(Looks.WELL);
        orchestrator.fail("engines");
        assertThat(orchestrator.count("streams")).isZero();
        untilTheNextLook();
        world.seen();
        assertThat(orchestrator.count("streams")).isEqualTo(1);
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "B,      false, 1, who does not find out by himself is told",
        "B,      true,  0, another process of this name may play it",
        "A_LAST, false, 0, who finds out by himself is not told",
        "A_OCT,  false, 1, the first ones do not find out",
        ",       false, 0, nor is one whom nobody knows",
    })
    void whatAnEarlierLifeHasLeftInTheBooksIsEnded(Dialect dialect, boolean shared, int ended, String sentence) {
        orchestrator.dialect = Optional.ofNullable(dialect);
        orchestrator.offers("streams", "streamEnded");
        world.shared = shared;
        begin();
        world.seen(Listed.engine("e"));
        orchestrator.give(
                "streams", List.of(new StreamState("k", "b".repeat(40), "e", "old@here", Optional.empty(), true)));
        assertThat(orchestrator.count("streamEnded")).as(sentence).isEqualTo(ended);
    }

    @Test
    void aStreamOnAnEngineThatIsNotListedIsReportedOnceItIs() {
        orchestrator.offers("streamStarted");
        begin();
        world.seen();
        orchestration.reporter().sessionStarted(Orchestrated.CONTENT, Engine.at("e", 6878), Orchestrated.SESSION);
        orchestrator.run();
        assertThat(orchestrator.count("streamStarted")).isZero();
        untilTheNextLook();
        world.seen(Listed.engine("e"));
        assertThat(orchestrator.count("streamStarted")).isEqualTo(1);
    }

    /** A report that does not arrive, again and again, until its pauses are long. */
    private void reportInVain() {
        reportSomething();
        for (int failure = 0; failure < 12; failure++) {
            orchestrator.fail("streamStarted");
            while (!orchestrator.isAsked("streamStarted")) {
                world.pass(Duration.ofSeconds(1));
            }
        }
        orchestrator.fail("streamStarted");
    }

    @Test
    void whatWaitsGoesOutWhenTheOrchestratorTakesTheKeyAgain() {
        reportInVain();
        world.client.keySeen(Optional.of("403"));
        orchestrator.run();
        assertThat(orchestrator.isAsked("streamStarted")).isFalse();
        world.client.keySeen(Optional.empty());
        orchestrator.run();
        assertThat(orchestrator.isAsked("streamStarted")).isTrue();
    }

    @Test
    void orWhenTheOrchestratorIsBack() {
        reportInVain();
        orchestrator.noState();
        world.pass(Duration.ofSeconds(2));
        assertThat(orchestrator.isAsked("streamStarted")).isFalse();
        orchestrator.state(Looks.WELL);
        assertThat(orchestrator.isAsked("streamStarted")).isTrue();
    }

    // ---- the end ----

    private Future<Void> close(long seconds) {
        Future<Void> closed = orchestration.close(Duration.ofSeconds(seconds), orchestrator.loop);
        orchestrator.run();
        return closed;
    }

    /** A report that the orchestrator does not answer. */
    private void reportSomething() {
        orchestrator.offers("streamStarted");
        begin();
        world.seen(Listed.engine("e"));
        play();
    }

    @Test
    void whatIsDeliveredIsWaitedForAndThenTheClientCloses() {
        reportSomething();
        Future<Void> closed = close(5);
        world.pass(Duration.ofMillis(4_999));
        assertThat(closed.isDone()).isFalse();
        assertThat(orchestrator.count("close")).isZero();
        orchestrator.give("streamStarted", new EventReceipt(true, Optional.empty()));
        orchestrator.run();
        assertThat(orchestrator.count("close")).isEqualTo(1);
        assertThat(closed.isSuccess()).isTrue();
    }

    @Test
    void nobodyIsLookedAtAfterThat() {
        begin();
        world.seen();
        close(5);
        world.pass(Duration.ofMinutes(2));
        assertThat(orchestrator.count("status")).isEqualTo(1);
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource({
        "true,  false, 5, 5000, one that answers is waited for as long as there is time",
        "false, false, 5, 1000, one that is away for a second",
        "true,  true,  5, 1000, and one that refuses our key",
        "false, false, 1, 1000, if there is more than that",
    })
    void howLongTheLastReportsAreWaitedFor(
            boolean reachable, boolean refused, long within, long millis, String sentence) {
        reportSomething();
        if (!reachable) {
            untilTheNextLook();
            orchestrator.noState();
        }
        orchestrator.keyRefused = refused;
        Future<Void> closed = close(within);
        world.pass(Duration.ofMillis(millis - 1));
        assertThat(closed.isDone()).as(sentence).isFalse();
        world.pass(Duration.ofMillis(1));
        assertThat(closed.isDone()).as(sentence).isTrue();
    }
}
