package io.acexy.simulator.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.simulator.orchestrator.ApiClient.Exchange;
import io.acexy.simulator.support.JsonObject;
import io.acexy.testkit.Patience;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dialect B: other paths, other shapes, two ports, a choice of its own. */
final class DialectBTest {

    private static final Duration SOON = Patience.LIMIT;

    private final OrchestratorSimulator orchestrator = OrchestratorSimulator.start(
            OrchestratorDialect.B, OrchestratorSettings.fast().withApiKey(ApiClient.KEY));
    private final ApiClient client = ApiClient.of(orchestrator, "X-API-Key", ApiClient.KEY);
    private final ApiClient internal = new ApiClient(orchestrator.internalUrl(), "X-API-Key", ApiClient.KEY);

    @AfterEach
    void close() {
        orchestrator.close();
    }

    @Test
    void everythingIsBelowItsPrefixAndTheVersionSaysWhatItIs() throws Exception {
        assertThat(client.get("/version").object()).containsEntry("go_unified", true);
        Exchange unprefixed = new ApiClient(orchestrator.url()).get("/engines");
        assertThat(unprefixed.status()).isEqualTo(404);
        assertThat(unprefixed.header("content-type")).startsWith("text/plain");
    }

    @Test
    void enginesHaveACountOfStreamsAndNeverALastUse() throws Exception {
        String id = orchestrator.engines().get(0).containerId();
        client.started(id, "a", "1");
        JsonObject engine = client.get("/engines/" + id).object();
        assertThat(engine)
                .containsEntry("stream_count", 1)
                .containsEntry("streams", List.of())
                .containsEntry("draining", false)
                .containsKey("api_port")
                .doesNotContainKeys("last_stream_usage", "last_health_check", "drain_reason", "vpn_container");
        assertThat(client.get("/engines/nobody").status()).isEqualTo(404);
        assertThat(client.get("/engines/nobody").body()).isEqualTo("{\"error\":\"engine not found\"}");
    }

    @Test
    void theStatusHasAnObjectForAReasonAndNoConnectedVpn() throws Exception {
        orchestrator.setScript(OrchestratorScript.VPN_DOWN);
        JsonObject down = client.get("/orchestrator/status").object();
        assertThat(down.object("provisioning"))
                .containsEntry("can_provision", true)
                .doesNotContainKeys("blocked_reason", "blocked_reason_details");
        assertThat(down.object("vpn")).containsEntry("healthy", 0).doesNotContainKey("connected");
        orchestrator.setScript(OrchestratorScript.BREAKER_OPEN);
        JsonObject open = client.get("/orchestrator/status").object().object("provisioning");
        assertThat(open).containsEntry("can_provision", false);
        assertThat(open.object("blocked_reason")).containsEntry("code", "circuit_breaker");
    }

    @Test
    void eventsOfTheOpenPortNeedNoKeyAndProvisioningDoes() throws Exception {
        ApiClient none = ApiClient.of(orchestrator);
        assertThat(none.started(null, "a", "1").status()).isEqualTo(200);
        assertThat(none.provision().status()).isEqualTo(401);
        assertThat(none.provision().body()).isEqualTo("unauthorized\n");
        ApiClient wrong = ApiClient.of(orchestrator, "Authorization", "Bearer other");
        assertThat(wrong.provision().status()).isEqualTo(403);
        assertThat(wrong.provision().body()).isEqualTo("forbidden\n");
        assertThat(none.post("/provision/acestream?key=" + ApiClient.KEY, "").status())
                .isEqualTo(200);
    }

    @Test
    void theSecondPortNeedsTheKeyForAllButHealthAndWrapsItsLists() throws Exception {
        ApiClient none = new ApiClient(orchestrator.internalUrl());
        assertThat(none.get("/health").status()).isEqualTo(200);
        assertThat(none.get("/engines").status()).isEqualTo(401);
        assertThat(none.get("/engines").body()).isEqualTo("{\"error\":\"unauthorized\"}");
        assertThat(internal.get("/engines").object()).containsEntry("total", 2);
        String nested = ApiClient.startedBody("c", "h", 1, "a", "1").replace("content_id", "other");
        assertThat(internal.post("/events/stream_started", nested).status()).isEqualTo(400);
        assertThat(client.post("/events/stream_started", nested).status()).isEqualTo(200);
    }

    @Test
    void theSecondPortRefusesInOtherDialects() throws Exception {
        orchestrator.restart(RestartPlan.of(OrchestratorDialect.A_DEC));
        assertThatThrownBy(() -> internal.get("/health")).isInstanceOf(ConnectException.class);
        orchestrator.restart(RestartPlan.of(OrchestratorDialect.B));
        assertThat(internal.get("/health").status()).isEqualTo(200);
    }

    @Test
    void provisioningIsAWishWithoutAnIdAndStopsSilentlyAtTheBound() throws Exception {
        losesNoNudge(3);
        for (int i = 0; i < 3; i++) {
            Exchange wished = client.post("/provision/acestream", "not read");
            assertThat(wished.status()).isEqualTo(200);
            assertThat(wished.body()).isEqualTo("{\"status\":\"provisioning\"}");
        }
        OrchestratorCounters counters = orchestrator.awaitCounters(c -> c.enginesNow() == 3, SOON);
        assertThat(counters.provisionsAsked()).isEqualTo(3);
        assertThat(counters.provisionsSucceeded()).isEqualTo(1);
    }

    private void losesNoNudge(int maxReplicas) {
        orchestrator.configure(s -> s.withFleet(f -> f.withMaxReplicas(maxReplicas))
                .withController(c -> c.withNudgesLostWithin(Duration.ZERO)));
    }

    @Test
    void wishesJustAfterAReconciliationOnlyCountUntilSomebodyHasItReconcile() throws Exception {
        orchestrator.configure(s -> s.withController(c -> c.withNudgesLostWithin(Duration.ofHours(1))));
        for (int i = 0; i < 3; i++) {
            client.provision();
        }
        orchestrator.awaitCounters(c -> c.enginesNow() == 3, SOON);
        assertThat(client.post("/reconcile", "").body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(orchestrator.counters().enginesNow()).isEqualTo(3);

        losesNoNudge(10);
        client.post("/reconcile", "");
        orchestrator.awaitCounters(c -> c.enginesNow() == 5, SOON);
        assertThat(ApiClient.of(orchestrator).post("/reconcile", "").status()).isEqualTo(401);
    }

    @Test
    void aWishIsNoEngineWhereFewerAreWantedThanRun() throws Exception {
        losesNoNudge(10);
        client.started(orchestrator.engines().get(0).containerId(), "a", "1");
        client.started(orchestrator.engines().get(1).containerId(), "b", "2");
        assertThat(client.post("/scale/1", "").object()).containsEntry("desired", 1);
        client.provision();
        assertThat(orchestrator.counters().enginesNow()).isEqualTo(2);
        client.provision();
        orchestrator.awaitCounters(c -> c.enginesNow() == 3, SOON);
    }

    @Test
    void aDrainingEngineTakesUpRoomAndCountsForNothingThatIsWanted() throws Exception {
        losesNoNudge(3);
        orchestrator.setDraining(orchestrator.engines().get(0).containerId(), Optional.of("config_drift"));
        client.post("/reconcile", "");
        orchestrator.awaitCounters(c -> c.enginesNow() == 3, SOON);
        orchestrator.setDraining(orchestrator.engines().get(1).containerId(), Optional.of("config_drift"));
        client.provision();
        assertThat(orchestrator.counters().enginesNow()).isEqualTo(3);
        JsonObject status = client.get("/orchestrator/status").object();
        assertThat(status.object("capacity")).containsEntry("total", 3).containsEntry("max_replicas", 3);
        assertThat(status.object("engines")).containsEntry("draining", 2);
        assertThat(status.object("provisioning")).containsEntry("can_provision", true);
    }

    @Test
    void whatWasWishedWhileTheBreakerWasOpenStartsAtOnceAfterwards() throws Exception {
        losesNoNudge(10);
        orchestrator.setScript(OrchestratorScript.BREAKER_OPEN);
        for (int i = 0; i < 4; i++) {
            assertThat(client.provision().status()).isEqualTo(200);
        }
        assertThat(orchestrator.counters().enginesNow()).isEqualTo(2);
        orchestrator.setScript(OrchestratorScript.NORMAL);
        orchestrator.awaitCounters(c -> c.enginesNow() == 6, SOON);
    }

    @Test
    void anEndOfTheOldSessionAfterTheStartOfTheNewOneForgetsTheOneInUseAndLeaksTheOldCount() throws Exception {
        String old = orchestrator.engines().get(0).containerId();
        String used = orchestrator.engines().get(1).containerId();
        client.started(old, "a", "1");
        client.started(used, "a", "2");
        client.ended(old, "a|1");
        assertThat(client.get("/engines/" + old).object()).containsEntry("stream_count", 1);
        assertThat(client.get("/engines/" + used).object()).containsEntry("stream_count", 0);
        losesNoNudge(10);
        client.post("/scale/1", "");
        assertThat(orchestrator.engines())
                .extracting(SimulatedEngine::containerId)
                .containsExactly(old);
    }

    @Test
    void itMayListenBeforeItHasEngines() throws Exception {
        OrchestratorSettings listening = OrchestratorSettings.fast()
                .withFleet(f -> f.withEnginesAtStart(1))
                .withController(c -> c.withListensFirst(true));
        try (OrchestratorSimulator early = OrchestratorSimulator.start(OrchestratorDialect.B, listening)) {
            assertThat(ApiClient.of(early).get("/engines").status()).isEqualTo(200);
            early.awaitCounters(c -> c.enginesNow() == 1, SOON);
        }
    }

    @Test
    void aWishIsGrantedOnceTheVpnIsBack() throws Exception {
        losesNoNudge(10);
        orchestrator.setScript(OrchestratorScript.VPN_DOWN);
        assertThat(client.provision().status()).isEqualTo(200);
        assertThat(orchestrator.counters().enginesNow()).isEqualTo(2);
        orchestrator.setScript(OrchestratorScript.NORMAL);
        orchestrator.awaitCounters(c -> c.enginesNow() == 3, SOON);
    }

    @Test
    void selectingReservesUntilAStreamStarts() throws Exception {
        String first = select().text("container_id");
        String second = select().text("container_id");
        assertThat(second).isNotEqualTo(first);
        Exchange none = internal.get("/internal/proxy/select-engine");
        assertThat(none.status()).isEqualTo(503);
        assertThat(none.body()).isEqualTo("{\"error\":\"no eligible engine (total=2)\"}");
        client.started(first, "a", "1");
        client.ended(first, "a|1");
        assertThat(select().text("container_id")).isEqualTo(first);
    }

    private JsonObject select() throws Exception {
        Exchange selected = internal.get("/internal/proxy/select-engine");
        assertThat(selected.status()).isEqualTo(200);
        return selected.object();
    }

    @Test
    void drainingAndUnhealthyEnginesAreNotSelectedAndForwardedOnesFirst() throws Exception {
        List<SimulatedEngine> engines =
                List.of(orchestrator.engines().get(0), orchestrator.engines().get(1), orchestrator.addEngine());
        orchestrator.setDraining(engines.get(0).containerId(), Optional.of("vpn_draining"));
        orchestrator.setForwarded(engines.get(2).containerId(), true);
        assertThat(select()).containsEntry("container_id", engines.get(2).containerId());
        orchestrator.setHealth(engines.get(1).containerId(), EngineHealth.UNHEALTHY);
        assertThat(internal.get("/internal/proxy/select-engine").status()).isEqualTo(503);
        JsonObject draining =
                client.get("/engines/" + engines.get(0).containerId()).object();
        assertThat(draining).containsEntry("draining", true).containsEntry("drain_reason", "vpn_draining");
    }

    @Test
    void aSecondSessionOfAKeyIsTheSameStreamAndLeaksACount() throws Exception {
        String id = orchestrator.engines().get(0).containerId();
        client.started(id, "a", "1");
        client.started(id, "a", "2");
        assertThat(client.get("/streams").array()).hasSize(1);
        client.ended(id, "a|2");
        assertThat(client.get("/engines/" + id).object()).containsEntry("stream_count", 1);
        assertThat(client.get("/streams").array()).isEmpty();
    }

    @Test
    void anEndThatMatchesNothingIsAnsweredLikeOneThatDoes() throws Exception {
        client.started(orchestrator.engines().get(0).containerId(), "a", "1");
        Exchange classic = client.post("/events/stream_ended", "{\"stream_id\":\"a|1\",\"reason\":\"eof\"}");
        assertThat(classic.status()).isEqualTo(200);
        assertThat(classic.body()).isEqualTo("{\"status\":\"ended\"}");
        assertThat(orchestrator.counters().streamsNow()).isEqualTo(1);
        assertThat(client.post("/events/stream_ended", "{}").status()).isEqualTo(400);
        assertThat(client.post("/events/stream_ended", "{").status()).isEqualTo(400);
        client.post("/events/stream_ended", "{\"content_id\":\"a\"}");
        assertThat(orchestrator.counters().streamsNow()).isZero();
    }

    @Test
    void aStreamWithoutAKnownContainerCountsForNoEngine() throws Exception {
        SimulatedEngine engine = orchestrator.engines().get(0);
        String body = ApiClient.startedBody(null, engine.host(), engine.port(), "a", "1");
        client.post("/events/stream_started", body);
        assertThat(orchestrator.counters().streamsNow()).isEqualTo(1);
        assertThat(orchestrator.counters().phantomsNow()).isZero();
        assertThat(orchestrator.engines()).allSatisfy(e -> assertThat(e.load()).isZero());
    }

    @Test
    void aDeletedEngineIsGoneAtOnce() throws Exception {
        String id = orchestrator.engines().get(0).containerId();
        assertThat(client.send("DELETE", "/engines/" + id).status()).isEqualTo(202);
        assertThat(client.engines()).hasSize(1);
        assertThat(client.send("DELETE", "/engines/" + id).status()).isEqualTo(404);
    }
}
