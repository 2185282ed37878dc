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
import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.reply.Reply;
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
        orchestrator.offers("streams");
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
    void whyItsStreamsCannotBeReadIsSaidUnlessThisClientHasBeenClosed() {
        orchestrator.offers("streams");
        begin();
        world.seen();
        lines.list.clear();
        orchestrator.fail("streams");
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.get(0).getKeyValuePairs().toString()).contains("no complete answer");
        untilTheNextLook();
        world.seen();
        orchestrator.answer("streams", new Reply.Failed<>(HttpFault.CLOSED, "this client was closed"));
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
}
