package io.acexy.simulator.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.simulator.orchestrator.ApiClient.Exchange;
import io.acexy.simulator.support.JsonObject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shapes of both versions of dialect A. */
final class DialectATest {

    private static final OrchestratorSettings LOCKED =
            OrchestratorSettings.fast().withApiKey(ApiClient.KEY);

    private static OrchestratorSimulator start(OrchestratorDialect dialect) {
        return OrchestratorSimulator.start(dialect, LOCKED);
    }

    private static ApiClient client(OrchestratorSimulator orchestrator) {
        return ApiClient.of(orchestrator, "Authorization", "Bearer " + ApiClient.KEY);
    }

    @Test
    void theOldVersionListsEnginesWithCacheFieldsAndWithoutForwarding() throws Exception {
        try (OrchestratorSimulator orchestrator = start(OrchestratorDialect.A_OCT)) {
            assertThat(client(orchestrator).engines()).hasSize(2).allSatisfy(engine -> assertThat(engine)
                    .containsOnlyKeys(
                            "container_id",
                            "container_name",
                            "host",
                            "port",
                            "labels",
                            "first_seen",
                            "last_seen",
                            "streams",
                            "health_status",
                            "last_health_check",
                            "last_stream_usage",
                            "last_cache_cleanup",
                            "cache_size_bytes"));
        }
    }

    @Test
    void theNewVersionListsEnginesByPortWithForwardingAndVariant() throws Exception {
        try (OrchestratorSimulator orchestrator = start(OrchestratorDialect.A_DEC)) {
            orchestrator.addEngine();
            List<JsonObject> engines = client(orchestrator).engines();
            assertThat(engines).hasSize(3).allSatisfy(engine -> assertThat(engine)
                    .containsKeys("forwarded", "vpn_container", "engine_variant", "forwarded_port")
                    .doesNotContainKeys("last_cache_cleanup", "draining", "stream_count"));
            assertThat(engines).extracting(e -> (Integer) e.get("port")).isSorted();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"A_OCT", "A_DEC"})
    void anEngineIsWhereItsSimulatorListens(OrchestratorDialect dialect) throws Exception {
        try (OrchestratorSimulator orchestrator = start(dialect)) {
            JsonObject engine = client(orchestrator).engines().get(0);
            assertThat(engine.text("container_id")).matches("[0-9a-f]{64}");
            assertThat(engine.text("host")).isEqualTo("127.0.0.1");
            assertThat(engine.text("health_status")).isEqualTo("healthy");
            assertThat(orchestrator.engine(engine.text("container_id")).port()).isEqualTo(engine.get("port"));
            assertThat(OffsetDateTime.parse(engine.text("first_seen"))).isNotNull();
            assertThat(engine.text("first_seen")).endsWith("Z");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"A_OCT", "A_DEC"})
    void theStatusTellsTheTwoVersionsApart(OrchestratorDialect dialect) throws Exception {
        try (OrchestratorSimulator orchestrator = start(dialect)) {
            JsonObject status = client(orchestrator).get("/orchestrator/status").object();
            boolean old = dialect == OrchestratorDialect.A_OCT;
            assertThat(status.object("config").containsKey("target_image")).isEqualTo(old);
            assertThat(status.object("config").containsKey("engine_variant")).isEqualTo(!old);
            assertThat(status.text("status")).isEqualTo("healthy");
            assertThat(status.text("timestamp")).endsWith("+00:00");
            assertThat(status.object("provisioning"))
                    .containsEntry("can_provision", true)
                    .containsEntry("circuit_breaker_state", "closed")
                    .containsEntry("blocked_reason", null);
            assertThat(status.object("vpn")).containsEntry("enabled", false).containsEntry("connected", false);
        }
    }

    @Test
    void theOldVersionCountsStreamsAsUsedAndTheNewOneEngines() throws Exception {
        for (OrchestratorDialect dialect : List.of(OrchestratorDialect.A_OCT, OrchestratorDialect.A_DEC)) {
            try (OrchestratorSimulator orchestrator = start(dialect)) {
                String id = orchestrator.engines().get(0).containerId();
                client(orchestrator).started(id, "a", "1");
                client(orchestrator).started(id, "b", "2");
                JsonObject status =
                        client(orchestrator).get("/orchestrator/status").object();
                int used = dialect == OrchestratorDialect.A_OCT ? 2 : 1;
                assertThat(status.object("capacity"))
                        .containsEntry("used", used)
                        .containsEntry("available", 2 - used);
            }
        }
    }

    @Test
    void theNewVersionRepeatsAnOldStatusUntilItProvisions() throws Exception {
        OrchestratorSettings settings = LOCKED.withApi(a -> a.withStatusCache(Duration.ofHours(1)));
        try (OrchestratorSimulator orchestrator = OrchestratorSimulator.start(OrchestratorDialect.A_DEC, settings)) {
            ApiClient client = client(orchestrator);
            assertThat(streams(client)).isEqualTo(0);
            client.started(orchestrator.engines().get(0).containerId(), "a", "1");
            assertThat(streams(client)).isEqualTo(0);
            client.provision();
            assertThat(streams(client)).isEqualTo(1);
        }
    }

    private static Object streams(ApiClient client) throws Exception {
        return client.get("/orchestrator/status").object().object("streams").get("active");
    }

    @Test
    void streamsAreAllByDefaultInTheOldVersionAndRunningOnesInTheNew() throws Exception {
        for (OrchestratorDialect dialect : List.of(OrchestratorDialect.A_OCT, OrchestratorDialect.A_DEC)) {
            try (OrchestratorSimulator orchestrator = start(dialect)) {
                ApiClient client = client(orchestrator);
                String id = orchestrator.engines().get(0).containerId();
                client.started(id, "a", "1");
                client.started(id, "b", "2");
                client.ended(id, "a|1");
                int all = dialect == OrchestratorDialect.A_OCT ? 2 : 1;
                assertThat(client.get("/streams").array()).hasSize(all);
                assertThat(client.get("/streams?status=ended").array()).hasSize(1);
                assertThat(client.get("/streams?status=started&container_id=" + id)
                                .array())
                        .hasSize(1);
                assertThat(client.get("/streams?status=started&container_id=other")
                                .array())
                        .isEmpty();
                Exchange wrong = client.get("/streams?status=running");
                assertThat(wrong.status()).isEqualTo(422);
                assertThat(wrong.object().get("detail")).isInstanceOf(List.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"A_OCT", "A_DEC"})
    void onlyWhatChangesSomethingNeedsTheKey(OrchestratorDialect dialect) throws Exception {
        try (OrchestratorSimulator orchestrator = start(dialect)) {
            ApiClient none = ApiClient.of(orchestrator);
            ApiClient wrong = ApiClient.of(orchestrator, "Authorization", "Bearer other");
            for (String path :
                    List.of("/engines", "/streams", "/orchestrator/status", "/vpn/status", "/health/status")) {
                assertThat(none.get(path).status()).isEqualTo(200);
            }
            assertThat(none.provision().status()).isEqualTo(401);
            assertThat(none.provision().body()).isEqualTo("{\"detail\":\"missing bearer token\"}");
            assertThat(wrong.provision().status()).isEqualTo(403);
            assertThat(wrong.started("c", "a", "1").body()).isEqualTo("{\"detail\":\"invalid token\"}");
            assertThat(client(orchestrator).provision().status()).isEqualTo(200);
            assertThat(orchestrator.counters().unauthorised()).isEqualTo(4);
            assertThat(orchestrator.counters().provisionsAsked()).isEqualTo(1);
        }
    }

    @Test
    void unknownPathsMethodsAndEnginesAnswerAsFastApiDoes() throws Exception {
        try (OrchestratorSimulator orchestrator = start(OrchestratorDialect.A_DEC)) {
            ApiClient client = client(orchestrator);
            assertThat(client.get("/api/v1/version").status()).isEqualTo(404);
            assertThat(client.get("/api/v1/version").body()).isEqualTo("{\"detail\":\"Not Found\"}");
            assertThat(client.send("HEAD", "/engines").status()).isEqualTo(405);
            assertThat(client.send("HEAD", "/engines").header("allow")).isEqualTo("GET");
            assertThat(client.send("PUT", "/engines").body()).isEqualTo("{\"detail\":\"Method Not Allowed\"}");
            assertThat(client.get("/engines/nobody").status()).isEqualTo(200);
            assertThat(client.get("/engines/nobody").body()).isEqualTo("{\"error\":\"not found\"}");
            assertThat(client.get("/health/ready").status()).isEqualTo(404);
            assertThat(client.post("/events/batch", "{}").status()).isEqualTo(404);
            assertThat(client.get("/engines/health-score").body()).isEqualTo("{\"error\":\"not found\"}");
        }
    }

    @Test
    void aBodyThatIsNoJsonIsRefusedBeforeTheKeyIsLookedAt() throws Exception {
        try (OrchestratorSimulator orchestrator = start(OrchestratorDialect.A_DEC)) {
            Exchange refused = ApiClient.of(orchestrator).post("/events/stream_started", "{\"engine\": nope}");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body()).contains("\"type\":\"json_invalid\"");
            Exchange missing = client(orchestrator).post("/provision/acestream", "");
            assertThat(missing.status()).isEqualTo(422);
            assertThat(missing.body()).contains("\"type\":\"missing\"").contains("\"loc\":[\"body\"]");
        }
    }

    @Test
    void oneEngineIsShownWithItsStreams() throws Exception {
        try (OrchestratorSimulator orchestrator = start(OrchestratorDialect.A_DEC)) {
            ApiClient client = client(orchestrator);
            String id = orchestrator.engines().get(0).containerId();
            client.started(id, "a", "1");
            JsonObject shown = client.get("/engines/" + id).object();
            assertThat(shown.object("engine").get("streams")).isEqualTo(List.of("a|1"));
            assertThat(shown.get("streams"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .hasSize(1);
        }
    }

    @Test
    void theLastOfThemHasAliasesAndAVersionPageThatDoesNotSayGo() throws Exception {
        try (OrchestratorSimulator orchestrator = start(OrchestratorDialect.A_LAST)) {
            ApiClient client = client(orchestrator);
            assertThat(client.get("/api/v1/version").object()).containsOnlyKeys("version");
            assertThat(client.get("/version").status()).isEqualTo(404);
            for (String path : List.of("/engines", "/streams", "/orchestrator/status", "/vpn/status")) {
                assertThat(client.get("/api/v1" + path).status()).as(path).isEqualTo(200);
                assertThat(client.get(path).status()).as(path).isEqualTo(200);
            }
            assertThat(client.engines())
                    .allSatisfy(engine -> assertThat(engine).containsKeys("api_port", "stream_count", "streams"));
        }
    }

    @Test
    void theLastOfThemStartsAnEngineAndAnswersThatItFailed() throws Exception {
        try (OrchestratorSimulator orchestrator = start(OrchestratorDialect.A_LAST)) {
            ApiClient client = client(orchestrator);
            int before = client.engines().size();
            assertThat(client.provision().status()).isEqualTo(500);
            assertThat(client.engines()).hasSize(before + 1);
        }
    }

    @Test
    void aKeyIsNeededToLookAtContainersAndToWriteAndForNothingElse() throws Exception {
        OrchestratorSettings locked = OrchestratorSettings.fast().withApiKey("sesame");
        try (OrchestratorSimulator orchestrator = OrchestratorSimulator.start(OrchestratorDialect.A_DEC, locked)) {
            ApiClient client = ApiClient.of(orchestrator);
            assertThat(client.get("/by-label?key=a&value=b").status()).isEqualTo(401);
            assertThat(client.provision().status()).isEqualTo(401);
            assertThat(client.get("/orchestrator/status").status()).isEqualTo(200);
        }
    }

    @Test
    void anEngineThatHangsHoldsUpTheListAndNothingElse() throws Exception {
        try (OrchestratorSimulator orchestrator = start(OrchestratorDialect.A_DEC)) {
            orchestrator.setScript(OrchestratorScript.HUNG_ENGINE);
            ApiClient client = client(orchestrator);
            long asked = System.nanoTime();
            assertThat(client.engines()).isNotEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void anEndThatHangsHasItsEffectAllTheSame() throws Exception {
        try (OrchestratorSimulator orchestrator = start(OrchestratorDialect.A_OCT)) {
            orchestrator.setScript(OrchestratorScript.EVENTS_END_HANGS);
            ApiClient client = client(orchestrator);
            client.postLater("/events/stream_ended", "{\"stream_id\":\"nobody\"}");
            assertThat(orchestrator
                            .awaitCounters(c -> c.eventsEnded() == 1, Duration.ofSeconds(20))
                            .eventsEnded())
                    .isEqualTo(1);
        }
    }

    @Test
    void enginesThatAreMadeAtOnceMayBeGivenAPortThatIsInUse() throws Exception {
        try (OrchestratorSimulator orchestrator = start(OrchestratorDialect.A_DEC)) {
            orchestrator.setScript(OrchestratorScript.NEW_ENGINES_PORT_IN_USE);
            ApiClient client = client(orchestrator);
            int taken = orchestrator.engines().get(0).port();
            assertThat(client.provision().status()).isEqualTo(200);
            assertThat(client.engines())
                    .filteredOn(engine -> engine.get("port").equals((long) taken)
                            || engine.get("port").equals(taken))
                    .hasSize(2);
        }
    }
}
