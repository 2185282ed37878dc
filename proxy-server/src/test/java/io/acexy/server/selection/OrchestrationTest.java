package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelection.Selected;
import io.acexy.core.engine.EngineSelection.Unavailable;
import io.acexy.orchestrator.Dialect;
import io.acexy.orchestrator.message.EventReceipt;
import io.acexy.orchestrator.message.StreamState;
import io.acexy.server.admin.EngineView;
import io.acexy.server.admin.OrchestratorView;
import io.acexy.server.config.ProxyConfig;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class OrchestrationTest {

    private static final Engine KNOWN = Engine.at("known", 6878);
    private static final EngineLease NO_LEASE = new EngineLease() {
        @Override
        public void release() {}

        @Override
        public void fail(EngineFault fault) {}
    };
    private static final String FULL = "{\"engines\":{\"total\":%d},\"provisioning\":{\"can_provision\":false,"
            + "\"blocked_reason\":{\"code\":\"max_capacity\",\"message\":\"it is full\"}}}";

    private final Logger logger = (Logger) LoggerFactory.getLogger(OrchestratorLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Orchestrated world = new Orchestrated();
    private final AskedOrchestrator orchestrator = world.orchestrator;
    private Orchestration orchestration;

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
        assertThat(orchestrator.bugs.count()).isZero();
    }

    private void begin(ProxyConfig config) {
        orchestration = Orchestration.start(
                config,
                world::look,
                (content, excluding, home) -> home.newSucceededFuture(new Selected(KNOWN, NO_LEASE)),
                world.surroundings());
        orchestrator.run();
    }

    private void begin() {
        begin(Orchestrated.orchestrated());
    }

    /** The pause between two looks at an orchestrator that is well. */
    private void untilTheNextLook() {
        world.pass(Duration.ofSeconds(30));
    }

    // ---- looks ----

    @Test
    void theOrchestratorIsLookedAtAtOnceAndItsListWithIt() {
        begin();
        assertThat(orchestrator.calls).containsExactly("status");
        orchestrator.state(Looks.WELL);
        assertThat(orchestrator.listsAsked).isEqualTo(1);
        orchestrator.list(Listed.engine("e"));
        untilTheNextLook();
        orchestrator.state(Looks.WELL);
        assertThat(orchestrator.listsAsked).isEqualTo(2);
        assertThat(world.news).as("once").containsExactly("reachable");
        assertThat(lines.list).hasSize(1);
    }

    @Test
    void whileItIsAwayItsListIsNotAskedFor() {
        begin();
        orchestrator.noState();
        assertThat(orchestrator.listsAsked).isZero();
        assertThat(world.news).containsExactly("unreachable");
        assertThat(lines.list).hasSize(1);
    }

    @Test
    void theSameLookWithAnotherWordOnTheKeyIsNoReasonForAnotherList() {
        orchestrator.offers("keyCheck");
        begin();
        world.seen();
        orchestrator.keyRefused = true;
        orchestrator.fail("keyCheck");
        assertThat(orchestrator.listsAsked).isEqualTo(1);
        assertThat(world.news).as("but news").containsExactly("reachable", "provisioning_blocked");
    }

    @Test
    void whatBecomesOfTheKeyIsSaidAndPassedOnAndLookedInto() {
        begin();
        world.seen();
        lines.list.clear();
        world.client.keySeen(Optional.of("403 no"));
        orchestrator.run();
        assertThat(lines.list).hasSize(1);
        assertThat(world.keys).containsExactly(Optional.of("403 no"));
        assertThat(orchestrator.isAskedForState()).isTrue();
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

    /** A report that did not arrive waits; a minute at last. */
    @Test
    void whatWaitsGoesOutWhenTheOrchestratorIsBackOrTakesTheKeyAgain() {
        orchestrator.offers("streamStarted");
        begin();
        world.seen(Listed.engine("e"));
        play();
        for (int failure = 0; failure < 12; failure++) {
            orchestrator.fail("streamStarted");
            while (!orchestrator.isAsked("streamStarted")) {
                world.pass(Duration.ofSeconds(1));
            }
        }
        orchestrator.fail("streamStarted");
        world.client.keySeen(Optional.of("403"));
        orchestrator.run();
        assertThat(orchestrator.isAsked("streamStarted")).isFalse();
        world.client.keySeen(Optional.empty());
        orchestrator.run();
        assertThat(orchestrator.isAsked("streamStarted")).isTrue();
    }

    // ---- engines ----

    @Test
    void enginesAreShownAMomentAfterTheListAndAfterASlotIsTaken() {
        begin();
        assertThat(orchestration.engines()).isEmpty();
        world.seen(Listed.engine("e"));
        world.pass(Duration.ofMillis(100));
        assertThat(ours()).containsExactly(0);
        assertThat(world.select(orchestration.selector()).getNow()).isInstanceOf(Selected.class);
        world.pass(Duration.ofMillis(100));
        assertThat(ours()).containsExactly(1);
        assertThat(orchestration.engines().get(0).slots().most()).hasValue(1);
    }

    private List<Integer> ours() {
        return orchestration.engines().stream()
                .map(EngineView::slots)
                .map(EngineView.Slots::ours)
                .toList();
    }

    @Test
    void anEnginePlaysAsManyStreamsAsAreConfigured() {
        begin(Orchestrated.orchestrated("max.streams.per.engine", "3"));
        world.seen(Listed.engine("e"));
        world.pass(Duration.ofMillis(100));
        assertThat(orchestration.engines().get(0).slots().most()).hasValue(3);
    }

    @Test
    void whoWaitsIsServedWhenTheListHasAnEngine() {
        begin();
        orchestrator.state(Looks.WELL);
        orchestrator.list(Listed.engine("e").streams("another"));
        Future<EngineSelection> waits = world.select(orchestration.selector());
        orchestrator.list(Listed.engine("e").streams("another"));
        assertThat(waits.isDone()).isFalse();
        untilTheNextLook();
        orchestrator.state(Looks.WELL);
        orchestrator.list(Listed.engine("e"));
        assertThat(((Selected) waits.getNow()).engine()).isEqualTo(Orchestrated.ENGINE);
    }

    @Test
    void whoWaitsWhenTheOrchestratorFallsSilentGetsTheConfiguredEngine() {
        begin();
        orchestrator.state(Looks.WELL);
        orchestrator.list();
        Future<EngineSelection> waits = world.select(orchestration.selector());
        orchestrator.list();
        assertThat(orchestrator.provisionsAsked).isEqualTo(1);
        untilTheNextLook();
        orchestrator.noState();
        assertThat(((Selected) waits.getNow()).engine()).isEqualTo(KNOWN);
    }

    @Test
    void aSelectionMayTakeNineTenthsOfAStart() {
        begin(Orchestrated.orchestrated("start.timeout", "20s"));
        world.seen();
        world.silent.add(KNOWN);
        Future<EngineSelection> waits = world.select(orchestration.selector());
        orchestrator.list();
        world.pass(Duration.ofMillis(17_999));
        assertThat(waits.isDone()).isFalse();
        world.pass(Duration.ofMillis(1));
        assertThat(((Unavailable) waits.getNow()).reason()).contains("no engine within 18 s");
    }

    @Test
    void anOrchestratorThatChoosesIsAskedTo() {
        begin(Orchestrated.orchestrated("orch.select.url", "http://orchestrator:8083"));
        world.seen(Listed.engine("e"));
        world.select(orchestration.selector());
        assertThat(orchestrator.count("reserve")).isEqualTo(1);
    }

    @Test
    void oneThatDoesNotIsNotAsked() {
        begin();
        world.seen(Listed.engine("e"));
        world.select(orchestration.selector());
        assertThat(orchestrator.count("reserve")).isZero();
    }

    @Test
    void streamsLeaveEnginesThatAreDrained() {
        orchestrator.dialect = Optional.of(Dialect.B);
        List<Predicate<Engine>> moves = new ArrayList<>();
        begin();
        world.seen();
        orchestration.evacuate(moves::add);
        orchestrator.run();
        world.pass(Duration.ofSeconds(5));
        orchestrator.list(Listed.engine("e").draining("node"));
        assertThat(moves).hasSize(1);
        assertThat(moves.get(0).test(Orchestrated.ENGINE)).isTrue();
    }

    // ---- what is known ----

    @Test
    void whatIsKnownOfTheOrchestratorIsToBeSeen() {
        orchestrator.circuitOpen = true;
        orchestrator.keyRefused = true;
        begin();
        world.seen();
        OrchestratorView view = orchestration.view();
        assertThat(view.who())
                .isEqualTo(new OrchestratorView.Who(URI.create("http://orchestrator:8000"), Optional.of("a_last")));
        assertThat(view.health().reachable()).isTrue();
        assertThat(view.health().keyRefused()).isTrue();
        assertThat(view.circuitOpen()).isTrue();
        assertThat(view.since().reachable()).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(view.unreachableEngines()).isEmpty();
        assertThat(view.reports().running()).isZero();
    }

    @Test
    void theStatusPageTellsOfIt() throws IOException {
        orchestrator.keyRefused = true;
        begin();
        world.seen();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            orchestration.status().writeTo(json);
            json.writeEndObject();
        }
        assertThat(text.toString()).contains("\"reachable\":true").contains("\"blocked_reason\":\"key_refused\"");
    }

    @Test
    void thatNoEngineCanServeIsSaidWithTheReason() {
        begin();
        assertThat(orchestration.noEngine())
                .contains("no engine known: the orchestrator does not answer: not asked yet");
        orchestrator.state(FULL.formatted(0));
        assertThat(orchestration.noEngine()).contains("no engine known, and none is started: it is full");
        world.pass(Duration.ofSeconds(66));
        orchestrator.state(FULL.formatted(1));
        assertThat(orchestration.noEngine()).as("one is there").isEmpty();
        world.pass(Duration.ofSeconds(30));
        orchestrator.state(Looks.WELL);
        assertThat(orchestration.noEngine()).as("one is started").isEmpty();
        world.pass(Duration.ofSeconds(66));
        assertThat(orchestration.noEngine()).contains("no engine known: the orchestrator does not answer");
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
