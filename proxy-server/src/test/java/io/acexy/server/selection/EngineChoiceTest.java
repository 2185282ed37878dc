package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineSelection.Busy;
import io.acexy.core.engine.EngineSelection.Selected;
import io.acexy.core.stream.StreamListener;
import io.acexy.orchestrator.Dialect;
import io.acexy.server.admin.EngineView;
import io.acexy.server.config.ProxyConfig;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineChoiceTest {

    private static final String POOL = "one:6878,two:6879,acexy://three:8080";

    private final Orchestrated world = new Orchestrated();

    private EngineChoice choice(ProxyConfig config) {
        EngineChoice choice = EngineChoice.of(config, world::look, world.surroundings());
        world.orchestrator.run();
        return choice;
    }

    private static List<Engine> shown(EngineChoice choice) {
        return choice.office().engines().stream().map(EngineView::engine).toList();
    }

    private static String page(EngineChoice choice) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            choice.status().writeTo(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    // ---- without an orchestrator ----

    @Test
    void aSingleEngineServesWithoutALimitAndNobodyProbesIt() {
        EngineChoice choice = choice(Orchestrated.config("host", "only", "port", "7000"));
        assertThat(shown(choice)).containsExactly(Engine.at("only", 7000));
        assertThat(choice.office().engines().get(0).slots().most()).isEmpty();
        for (int player = 0; player < 10; player++) {
            assertThat(world.select(choice.selector()).getNow()).isInstanceOf(Selected.class);
        }
        world.pass(Duration.ofMinutes(1));
        assertThat(world.looked).isEmpty();
        assertThat(choice.listener()).isSameAs(StreamListener.NONE);
    }

    @Test
    void withoutAnOrchestratorThereIsNothingToBeSaidOfOne() throws IOException {
        EngineChoice choice = choice(Orchestrated.config());
        assertThat(choice.office().orchestrator()).isEmpty();
        assertThat(page(choice)).isEqualTo("{}");
        choice.evacuate(engines -> {
            throw new AssertionError("nobody drains an engine");
        });
        Future<Void> closed = choice.close(Duration.ofSeconds(5), world.orchestrator.loop);
        assertThat(closed.isSuccess()).isTrue();
    }

    @Test
    void theEnginesOfAPoolAreProbedAndAProxyAmongThemIsOne() {
        EngineChoice choice = choice(Orchestrated.config("engines", POOL, "engine.health.interval", "10s"));
        List<Engine> all = List.of(Engine.at("one", 6878), Engine.at("two", 6879), Engine.proxyAt("three", 8080));
        assertThat(shown(choice)).isEqualTo(all);
        assertThat(world.looked).isEqualTo(all);
        world.pass(Duration.ofSeconds(10));
        assertThat(world.looked).hasSize(6);
    }

    @Test
    void aPoolWhereNobodyAnswersHasNoEngine() {
        EngineChoice choice = choice(Orchestrated.config("engines", "one:6878", "engine.health.interval", "10s"));
        assertThat(choice.noEngine().get()).isEmpty();
        world.silent.add(Engine.at("one", 6878));
        world.pass(Duration.ofSeconds(10));
        world.pass(Duration.ofSeconds(10));
        world.pass(Duration.ofSeconds(10));
        assertThat(choice.noEngine().get()).contains("no engine known: none of the pool answers");
    }

    // ---- limits ----

    @ParameterizedTest(name = "{4}: {3}")
    @CsvSource({
        "engines, 0, '',                         1, one stream on an engine of a pool",
        "engines, 3, '',                         3, or as many as are configured",
        "host,    3, '',                         3, on a single engine too",
        "host,    3, orch.fallback.max.streams=0, 0, without a limit where it is what there is to fall back on",
        "engines, 3, orch.fallback.max.streams=0, 0, and in a pool",
        "engines, 3, orch.fallback.max.streams=2, 2, or with its own",
    })
    void howManyStreamsAnEngineOfTheConfigurationPlays(
            String where, String most, String fallback, int limit, String sentence) {
        List<String> settings = new ArrayList<>(List.of(where, "one", "max.streams.per.engine", most));
        settings.set(1, where.equals("engines") ? "one:6878" : "one");
        if (!fallback.isEmpty()) {
            settings.addAll(List.of(fallback.split("=", -1)));
            settings.addAll(List.of("orch.url", "http://orchestrator:8000"));
        }
        EngineChoice choice = choice(Orchestrated.config(settings.toArray(new String[0])));
        if (!fallback.isEmpty()) {
            world.orchestrator.noState();
            // One in use is shown beside those of the orchestrator.
            Future<?> chosen = world.select(choice.selector());
            world.orchestrator.fail("engines");
            assertThat(chosen.getNow()).isInstanceOf(Selected.class);
            world.pass(Duration.ofMillis(100));
        }
        assertThat(choice.office().engines().get(0).slots().most())
                .as(sentence)
                .isEqualTo(limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit));
    }

    @Test
    void aFullPoolIsBusy() {
        EngineChoice choice = choice(Orchestrated.config("engines", "one:6878"));
        world.select(choice.selector());
        assertThat(world.select(choice.selector()).getNow()).isInstanceOf(Busy.class);
    }

    // ---- with an orchestrator ----

    private EngineChoice orchestrated() {
        return choice(Orchestrated.orchestrated("engines", "one:6878,two:6878"));
    }

    @Test
    void whatAnOrchestratorListsServesAndIsShownAndWhatWeFallBackOnIsNot() {
        EngineChoice choice = orchestrated();
        world.seen(Listed.engine("e"));
        world.pass(Duration.ofMillis(100));
        assertThat(shown(choice)).containsExactly(Orchestrated.ENGINE);
        assertThat(((Selected) world.select(choice.selector()).getNow()).engine())
                .isEqualTo(Orchestrated.ENGINE);
    }

    @Test
    void anEngineThatWeHaveFallenBackOnIsShown() {
        EngineChoice choice = orchestrated();
        world.orchestrator.noState();
        Future<?> chosen = world.select(choice.selector());
        world.orchestrator.fail("engines");
        assertThat(((Selected) chosen.getNow()).engine()).isEqualTo(Engine.at("one", 6878));
        world.pass(Duration.ofMillis(100));
        assertThat(shown(choice)).containsExactly(Engine.at("one", 6878));
    }

    @Test
    void whatIsKnownOfTheOrchestratorIsShown() throws IOException {
        EngineChoice choice = orchestrated();
        assertThat(choice.office().orchestrator().orElseThrow().health().reachable())
                .isFalse();
        assertThat(choice.noEngine().get())
                .contains("no engine known: the orchestrator does not answer: not asked yet");
        world.seen();
        assertThat(choice.office().orchestrator().orElseThrow().health().reachable())
                .isTrue();
        assertThat(page(choice)).startsWith("{\"orchestrator\":{\"reachable\":true");
    }

    @Test
    void streamsAreReportedToIt() {
        world.orchestrator.offers("streamStarted");
        EngineChoice choice = orchestrated();
        world.seen(Listed.engine("e"));
        choice.listener().sessionStarted(Orchestrated.CONTENT, Orchestrated.ENGINE, Orchestrated.SESSION);
        world.orchestrator.run();
        assertThat(world.orchestrator.isAsked("streamStarted")).isTrue();
    }

    @Test
    void streamsLeaveEnginesThatItDrains() {
        world.orchestrator.dialect = Optional.of(Dialect.B);
        EngineChoice choice = orchestrated();
        world.seen();
        List<Predicate<Engine>> moves = new ArrayList<>();
        choice.evacuate(moves::add);
        world.orchestrator.run();
        world.pass(Duration.ofSeconds(5));
        world.orchestrator.list(Listed.engine("e").draining("node"));
        assertThat(moves).hasSize(1);
    }

    @Test
    void theLastReportsAreDeliveredBeforeTheEnd() {
        EngineChoice choice = orchestrated();
        world.seen();
        Future<Void> closed = choice.close(Duration.ofSeconds(5), world.orchestrator.loop);
        assertThat(closed.isDone()).isFalse();
        world.orchestrator.run();
        assertThat(closed.isSuccess()).isTrue();
        assertThat(world.orchestrator.count("close")).isEqualTo(1);
    }
}
