package io.acexy.simulator.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.support.JsonObject;
import io.acexy.simulator.support.ReceivedRequest;
import io.acexy.testkit.Patience;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Engines come, die, restart and go, and the orchestrator with them. */
final class FleetTest {

    private static final Duration SOON = Patience.LIMIT;
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final String STATUS = "/server/api?api_version=3&method=get_status";

    private final OrchestratorSimulator orchestrator = OrchestratorSimulator.start();
    private final ApiClient client = ApiClient.of(orchestrator);

    @AfterEach
    void close() {
        orchestrator.close();
    }

    private static int status(SimulatedEngine engine) throws Exception {
        return new ApiClient("http://" + engine.host() + ":" + engine.port())
                .get(STATUS)
                .status();
    }

    private List<String> ids() {
        return orchestrator.engines().stream().map(SimulatedEngine::containerId).toList();
    }

    @Test
    void allEnginesShareOneBroadcaster() {
        assertThat(orchestrator.everyEngine()).hasSize(2).allSatisfy(e -> assertThat(e.broadcaster())
                .isSameAs(orchestrator.broadcaster()));
    }

    @Test
    void aDeadEngineIsListedAsUnhealthyAndRefuses() throws Exception {
        SimulatedEngine engine = orchestrator.engines().get(0);
        orchestrator.killEngine(engine.containerId());
        assertThat(client.engines())
                .filteredOn("container_id", engine.containerId())
                .singleElement()
                .satisfies(e -> assertThat(e).containsEntry("health_status", "unhealthy"));
        assertThatThrownBy(() -> status(engine)).isInstanceOf(ConnectException.class);
        orchestrator.restartEngine(engine.containerId());
        assertThat(status(engine)).isEqualTo(200);
        assertThat(orchestrator.engines().get(0).health()).isEqualTo(EngineHealth.HEALTHY);
    }

    @Test
    void aDeadEngineMayVanishFromTheListLater() throws Exception {
        orchestrator.configure(s -> s.withFleet(f -> f.withDead(Duration.ofHours(1), Duration.ofMillis(20))));
        orchestrator.killEngine(ids().get(0));
        orchestrator.awaitCounters(c -> c.enginesNow() == 1, SOON);
    }

    @Test
    void aRemovedEngineIsGoneAndItsNameIsUsedAgain() throws Exception {
        SimulatedEngine engine = orchestrator.engines().get(0);
        EngineSimulator simulator = orchestrator.engine(engine.containerId());
        orchestrator.removeEngine(engine.containerId());
        assertThatThrownBy(() -> status(engine)).isInstanceOf(ConnectException.class);
        assertThat(client.provision().object())
                .containsEntry("container_name", engine.name())
                .doesNotContainEntry("container_id", engine.containerId());
        assertThat(orchestrator.everyEngine()).hasSize(3).contains(simulator);
    }

    @Test
    void anEngineMayHideWhileItRuns() throws Exception {
        SimulatedEngine engine = orchestrator.engines().get(0);
        orchestrator.setListed(engine.containerId(), false);
        assertThat(client.engines()).hasSize(1);
        assertThat(status(engine)).isEqualTo(200);
        orchestrator.setScript(OrchestratorScript.EMPTY_LIST);
        assertThat(client.engines()).isEmpty();
    }

    @Test
    void everySecondEngineVanishesWithItsVpnAndComesBackRestarted() throws Exception {
        SimulatedEngine hidden = orchestrator.engines().get(1);
        String start = "/ace/getstream?format=json&id=0123456789abcdef0123456789abcdef01234567";
        new ApiClient("http://" + hidden.host() + ":" + hidden.port()).get(start);
        orchestrator.setScript(OrchestratorScript.VPN_HALF_DOWN);
        assertThat(client.engines()).extracting(e -> e.text("container_id")).containsExactly(ids().get(0));
        assertThat(status(hidden)).isEqualTo(200);
        assertThat(client.get("/vpn/status").object())
                .containsEntry("connected", true)
                .containsEntry("mode", "redundant");
        orchestrator.setScript(OrchestratorScript.NORMAL);
        assertThat(client.engines()).hasSize(2);
        orchestrator.engine(hidden.containerId()).awaitCounters(c -> c.total().sessionsNow() == 0, SOON);
    }

    @Test
    void anotherContainerMayTakeTheSamePort() throws Exception {
        SimulatedEngine before = orchestrator.engines().get(0);
        String id = orchestrator.renameEngine(before.containerId());
        SimulatedEngine after = orchestrator.engines().get(0);
        assertThat(after.containerId()).isEqualTo(id).isNotEqualTo(before.containerId());
        assertThat(after.port()).isEqualTo(before.port());
        assertThat(status(after)).isEqualTo(200);
    }

    @Test
    void theAutoscalerKeepsEnginesFree() throws Exception {
        orchestrator.configure(s -> s.withFleet(f -> f.withMinFree(2).withIdleRemoved(Duration.ZERO)));
        client.started(ids().get(0), "a", "1");
        orchestrator.awaitCounters(c -> c.enginesNow() == 3, SOON);
        assertThat(orchestrator.counters().provisionsAsked()).isZero();
    }

    @Test
    void idleEnginesGoDownToTheLeastNumberAndBusyOnesStay() throws Exception {
        client.started(ids().get(0), "a", "1");
        String busy = ids().get(0);
        orchestrator.addEngine();
        orchestrator.configure(s -> s.withFleet(f -> f.withMinReplicas(1).withIdleRemoved(Duration.ofMillis(1))));
        orchestrator.awaitCounters(c -> c.enginesNow() == 1, SOON);
        assertThat(ids()).containsExactly(busy);
    }

    @Test
    void aRestartGivesNewIdsOnTheSamePortsAndForgetsStreams() throws Exception {
        client.started(ids().get(0), "a", "1");
        client.post("/events/stream_started", ApiClient.startedBody("phantom", "x", 1, "b", "2"));
        List<SimulatedEngine> before = orchestrator.engines();
        orchestrator.restart();
        List<SimulatedEngine> after = orchestrator.engines();
        assertThat(after).hasSize(2);
        assertThat(after).extracting(SimulatedEngine::containerId).doesNotContainAnyElementsOf(ids(before));
        assertThat(after)
                .extracting(SimulatedEngine::port)
                .containsExactly(before.get(0).port(), before.get(1).port());
        assertThat(after).extracting(SimulatedEngine::name).containsExactly("acestream-1", "acestream-2");
        assertThat(client.get("/streams?status=started").array()).isEmpty();
        assertThat(orchestrator.counters().streamsNow()).isZero();
    }

    private static List<String> ids(List<SimulatedEngine> engines) {
        return engines.stream().map(SimulatedEngine::containerId).toList();
    }

    @Test
    void aRestartMayRefuseForAWhileAndSpeakAnotherDialect() throws Exception {
        Duration refusing = Duration.ofMillis(300);
        orchestrator.restart(RestartPlan.of(OrchestratorDialect.B).withRefusing(refusing));
        orchestrator.awaitCounters(c -> c.listening() && c.restarts() == 1, SOON);
        assertThat(ApiClient.of(orchestrator).get("/version").status()).isEqualTo(200);
    }

    @Test
    void aRestartMayTakeTheEnginesAlong() throws Exception {
        orchestrator.addEngine();
        SimulatedEngine first = orchestrator.engines().get(0);
        String start = "/ace/getstream?format=json&id=0123456789abcdef0123456789abcdef01234567";
        new ApiClient("http://" + first.host() + ":" + first.port()).get(start);
        orchestrator.restart(RestartPlan.of(OrchestratorDialect.A_DEC).withEnginesSurvive(false));
        assertThat(orchestrator.engines()).hasSize(2);
        assertThat(orchestrator.engines().get(0).port()).isEqualTo(first.port());
        assertThat(status(first)).isEqualTo(200);
        assertThat(orchestrator.everyEngine().get(0).counters().total().sessionsNow())
                .isZero();
    }

    @Test
    void theCollectorEndsAStreamWhoseSessionIsUnknownToItsEngine() throws Exception {
        orchestrator.configure(s -> s.withApi(a -> a.withCollect(LOOK)));
        SimulatedEngine engine = orchestrator.engines().get(0);
        client.post(
                "/events/stream_started",
                ApiClient.startedBody(engine.containerId(), engine.host(), engine.port(), "a", "1"));
        orchestrator.awaitCounters(c -> c.eventsStarted() == 1 && c.streamsNow() == 0, SOON);
        orchestrator.engine(engine.containerId()).awaitCounters(c -> stopped(c.requests()), SOON);
    }

    private static boolean stopped(List<ReceivedRequest> requests) {
        return requests.stream().anyMatch(r -> r.uri().equals("/ace/cmd/a/1?method=stop"));
    }

    @Test
    void theCollectorLeavesAStreamWhoseEngineDoesNotAnswer() throws Exception {
        orchestrator.configure(s -> s.withApi(a -> a.withCollect(LOOK)));
        String id = ids().get(0);
        client.started(id, "a", "1");
        SimulatedEngine asked = orchestrator.engines().get(1);
        client.post(
                "/events/stream_started",
                ApiClient.startedBody(asked.containerId(), asked.host(), asked.port(), "b", "2"));
        orchestrator.awaitCounters(c -> c.streamsNow() == 1, SOON);
        assertThat(orchestrator.engines().get(0).streams()).containsExactly("a|1");
    }

    @Test
    void aHundredEnginesServe() throws Exception {
        OrchestratorSettings many = OrchestratorSettings.fast()
                .withFleet(f -> f.withMaxReplicas(100).withEnginesAtStart(50));
        try (OrchestratorSimulator large = OrchestratorSimulator.start(OrchestratorDialect.A_OCT, many)) {
            ApiClient crowd = ApiClient.of(large);
            for (int i = 0; i < 50; i++) {
                crowd.provision();
            }
            assertThat(large.engines()).hasSize(100);
            assertThat(large.everyEngine()).hasSize(100);
            assertThat(crowd.provision().status()).isEqualTo(500);
        }
    }

    @Test
    void closingEndsEveryEngineAndIsHarmlessTwice() throws Exception {
        SimulatedEngine engine = orchestrator.engines().get(0);
        orchestrator.close();
        orchestrator.close();
        assertThatThrownBy(() -> status(engine)).isInstanceOf(ConnectException.class);
        assertThatThrownBy(client::engines).isInstanceOf(ConnectException.class);
    }

    @Test
    void mediaComesFromTheListedEngine() throws Exception {
        SimulatedEngine engine = orchestrator.engines().get(0);
        ApiClient player = new ApiClient("http://" + engine.host() + ":" + engine.port());
        String start = "/ace/getstream?format=json&id=0123456789abcdef0123456789abcdef01234567";
        JsonObject links = player.get(start).object().object("response");
        String path = links.text("playback_url").replaceFirst("http://[^/]+", "");
        String content = player.get(path).header("location").replaceFirst("http://[^/]+", "");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), engine.port())) {
            String get = "GET " + content + " HTTP/1.1\r\nHost: x\r\n\r\n";
            socket.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(in.readNBytes(10_000)).hasSize(10_000);
        }
    }
}
