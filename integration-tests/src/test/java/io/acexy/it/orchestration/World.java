package io.acexy.it.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.orchestrator.OrchestratorCounters;
import io.acexy.simulator.orchestrator.OrchestratorDialect;
import io.acexy.simulator.orchestrator.OrchestratorEndpoint;
import io.acexy.simulator.orchestrator.OrchestratorSettings;
import io.acexy.simulator.orchestrator.OrchestratorSimulator;
import io.acexy.simulator.orchestrator.SimulatedEngine;
import io.acexy.simulator.orchestrator.StreamEventRecord;
import io.acexy.testkit.Patience;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Players, a proxy, an orchestrator and its engines. */
final class World implements AutoCloseable {

    /** Enough to recognise a stream, little enough to come at once. */
    static final int PLAYING = 20_000;

    static final Duration PATIENCE = Patience.LIMIT;

    final OrchestratorSimulator orchestrator;
    final Players players = new Players();
    private Proxy proxy;

    private World(OrchestratorSimulator orchestrator) {
        this.orchestrator = orchestrator;
    }

    /** Without a proxy yet. */
    static World of(OrchestratorDialect dialect, OrchestratorSettings settings) {
        return new World(OrchestratorSimulator.start(dialect, settings));
    }

    /** With engines that send little at first and that in large pieces: for tests with very many of them. */
    static World ofCheapEngines(OrchestratorSettings settings) {
        return new World(OrchestratorSimulator.builder()
                .settings(settings)
                .engineSettings(number -> EngineSettings.fast()
                        .withPacing(p -> p.withBurst(Duration.ofSeconds(1), 20).withPieces(32 * 1024, 64 * 1024)))
                .start());
    }

    static World of(OrchestratorSettings settings) {
        return of(OrchestratorDialect.A_DEC, settings);
    }

    /** With so many engines at the start, each of which takes one stream. */
    static World withEngines(int engines) {
        return of(engines(engines));
    }

    static OrchestratorSettings engines(int atStart) {
        return OrchestratorSettings.fast().withFleet(fleet -> fleet.withEnginesAtStart(atStart));
    }

    /** Starts the proxy, and waits until it has looked at the orchestrator. */
    World proxy(String... settings) throws Exception {
        Map<String, String> all = new HashMap<>(
                Map.of("linger", "0s", "event.loops", "2", "shutdown.timeout", "1s", "orch.timeout", "20s"));
        all.putAll(Proxy.UNHURRIED);
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        proxy = Proxy.before(orchestrator, all);
        return this;
    }

    /** Waits until the proxy has read the list of engines once. */
    World seen() throws InterruptedException {
        await(counters ->
                counters.calls(OrchestratorEndpoint.ENGINES) > 0 && counters.calls(OrchestratorEndpoint.STREAMS) > 0);
        return this;
    }

    InetSocketAddress address() {
        return proxy.address();
    }

    void stopProxy() {
        proxy.close();
        proxy = null;
    }

    TestPlayer ask(int content) {
        return players.get(proxy.address(), Content.number(content).byId());
    }

    TestPlayer askForJson(int content) {
        return players.request(
                proxy.address(),
                HttpVersion.HTTP_1_1,
                HttpMethod.GET,
                Content.number(content).byId(),
                Map.of("Accept", "application/json"));
    }

    /** Asks, and waits for a picture. */
    TestPlayer play(int content) throws InterruptedException {
        TestPlayer player = ask(content);
        player.awaitBytes(PLAYING);
        assertThat(player.awaitStatus()).isEqualTo(200);
        return player;
    }

    /** Asks, and gets no picture: the answer's text. */
    TestPlayer refused(int content, int status) throws InterruptedException {
        TestPlayer player = ask(content);
        assertThat(player.awaitStatus()).isEqualTo(status);
        player.awaitEnd();
        return player;
    }

    /** Holds what a player got against what the broadcaster sent, up to now. */
    void verify(TestPlayer player, int content) {
        new Truth(orchestrator.broadcaster(), Content.number(content)).verify(player.body());
    }

    OrchestratorCounters counters() {
        return orchestrator.counters();
    }

    OrchestratorCounters await(Predicate<OrchestratorCounters> condition) throws InterruptedException {
        return orchestrator.awaitCounters(condition, PATIENCE);
    }

    /** Waits until the books show so many running streams. */
    OrchestratorCounters awaitStreams(int streams) throws InterruptedException {
        return await(counters ->
                counters.streamsNow() == streams && counters.eventsStarted() - counters.eventsEnded() >= streams);
    }

    /** Everybody hangs up; in the end nothing may be left anywhere, and the books must be in order. */
    void everybodyLeaves() throws InterruptedException {
        players.hangUp();
        OrchestratorCounters after =
                await(counters -> counters.streamsNow() == 0 && counters.eventsEnded() == counters.eventsStarted());
        assertThat(after.disorder()).isEmpty();
        assertThat(after.phantomsNow()).isZero();
        for (EngineSimulator engine : orchestrator.everyEngine()) {
            engine.awaitCounters(counters -> counters.total().sessionsNow() == 0, PATIENCE);
        }
    }

    SimulatedEngine engine(int index) {
        return orchestrator.engines().get(index);
    }

    /** The events of one kind, oldest first. */
    List<StreamEventRecord> events(StreamEventRecord.Kind kind) {
        return counters().events().stream()
                .filter(event -> event.kind() == kind)
                .toList();
    }

    @Override
    public void close() {
        players.close();
        if (proxy != null) {
            proxy.close();
        }
        orchestrator.close();
    }
}
