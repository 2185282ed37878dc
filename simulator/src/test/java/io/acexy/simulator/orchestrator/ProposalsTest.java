package io.acexy.simulator.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.simulator.engine.DelayRange;
import io.acexy.simulator.orchestrator.ApiClient.Exchange;
import io.acexy.simulator.support.JsonObject;
import io.acexy.testkit.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was proposed, each part with and without. */
final class ProposalsTest {

    private static final Duration SOON = Patience.LIMIT;

    private static OrchestratorSimulator start(OrchestratorDialect dialect, Set<Proposal> proposals) {
        return OrchestratorSimulator.start(dialect, OrchestratorSettings.fast().withProposals(proposals));
    }

    @ParameterizedTest
    @EnumSource
    void theReadinessPageTellsOfEnginesStreamsAndBreaker(OrchestratorDialect dialect) throws Exception {
        try (OrchestratorSimulator orchestrator = start(dialect, Set.of(Proposal.READY))) {
            ApiClient client = ApiClient.of(orchestrator);
            assertThat(client.get("/health/ready").object())
                    .containsEntry("ready", true)
                    .containsEntry("engines", 2)
                    .containsEntry("active_streams", 0)
                    .containsEntry("circuit_state", "closed");
            orchestrator.setScript(OrchestratorScript.BREAKER_OPEN);
            assertThat(client.get("/health/ready").object()).containsEntry("ready", false);
            orchestrator.configure(s -> s.withProposals(Set.of()));
            assertThat(client.get("/health/ready").status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBatchCarriesOutAllStartsThenAllEnds(OrchestratorDialect dialect) throws Exception {
        try (OrchestratorSimulator orchestrator = start(dialect, Set.of(Proposal.BATCH))) {
            ApiClient client = ApiClient.of(orchestrator);
            String id = orchestrator.engines().get(0).containerId();
            String started = ApiClient.startedBody(id, "127.0.0.1", 1, "a", "1");
            String ended = ApiClient.endedBody(id, "a|1");
            Exchange answer = client.post("/events/batch", "{\"ended\":[" + ended + "],\"started\":[" + started + "]}");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.object().get("started")).asString().contains("success=true");
            assertThat(answer.object().get("ended")).asString().contains("success=true");
            assertThat(orchestrator.counters().disorder()).isEmpty();
            assertThat(orchestrator.counters().streamsNow()).isZero();
        }
    }

    @Test
    void aBatchWithAWrongEventIsRefusedAsAWhole() throws Exception {
        try (OrchestratorSimulator orchestrator = start(OrchestratorDialect.A_DEC, Set.of(Proposal.BATCH))) {
            ApiClient client = ApiClient.of(orchestrator);
            String good = ApiClient.startedBody("c", "127.0.0.1", 1, "a", "1");
            Exchange refused = client.post("/events/batch", "{\"started\":[" + good + ",{}]}");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body()).contains("[\"body\",\"started\",1,\"engine\"]");
            assertThat(orchestrator.counters().eventsStarted()).isZero();
            Exchange unknown = client.post("/events/batch", "{\"ended\":[{\"stream_id\":\"x\"}]}");
            assertThat(unknown.body()).contains("{\"success\":false,\"error\":\"stream not found\"}");
        }
    }

    @Test
    void theListHasATagThatChangesWithIt() throws Exception {
        try (OrchestratorSimulator orchestrator = start(OrchestratorDialect.A_DEC, Set.of(Proposal.ETAG))) {
            ApiClient client = ApiClient.of(orchestrator);
            Exchange first = client.get("/engines");
            String tag = first.header("etag");
            assertThat(first.header("cache-control")).isEqualTo("max-age=5");
            Exchange same = client.get("/engines", "If-None-Match", tag);
            assertThat(same.status()).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            assertThat(same.header("etag")).isEqualTo(tag);
            client.started(orchestrator.engines().get(0).containerId(), "a", "1");
            Exchange changed = client.get("/engines", "If-None-Match", tag);
            assertThat(changed.status()).isEqualTo(200);
            assertThat(changed.header("etag")).isNotEqualTo(tag);
            assertThat(client.get("/orchestrator/status").header("etag")).isNull();
        }
    }

    @Test
    void theLimitOfProvisionsIsToldWithWhatRemains() throws Exception {
        try (OrchestratorSimulator orchestrator = start(OrchestratorDialect.A_DEC, Set.of(Proposal.RATE_LIMIT))) {
            ApiClient client = ApiClient.of(orchestrator);
            orchestrator.configure(s -> s.withFleet(f -> f.withProvisioning(DelayRange.fixed(Duration.ofHours(1)))));
            client.postLater("/provision/acestream", "{}");
            orchestrator.awaitCounters(c -> c.provisionsInFlight() == 1, SOON);
            Exchange answer = client.get("/vpn/status");
            assertThat(answer.header("x-ratelimit-provisioning-limit")).isEqualTo("5");
            assertThat(answer.header("x-ratelimit-provisioning-remaining")).isEqualTo("4");
        }
    }

    @Test
    void anOpenBreakerIsInEveryHeaderWhereThatIsOffered() throws Exception {
        Set<Proposal> both = Set.of(Proposal.CIRCUIT_STATE, Proposal.RETRY_AFTER);
        try (OrchestratorSimulator orchestrator = start(OrchestratorDialect.A_DEC, both)) {
            ApiClient client = ApiClient.of(orchestrator);
            assertThat(client.get("/engines").header("x-circuit-state")).isNull();
            assertThat(client.get("/engines").header("retry-after")).isNull();
            orchestrator.setScript(OrchestratorScript.BREAKER_OPEN);
            assertThat(client.get("/engines").header("x-circuit-state")).isEqualTo("open");
            assertThat(client.get("/engines").header("retry-after")).isEqualTo("300");
            orchestrator.lift(OrchestratorScript.Scope.BREAKER);
            orchestrator.setScript(OrchestratorScript.VPN_DOWN);
            assertThat(client.get("/engines").header("retry-after")).isNull();
            assertThat(client.provision().header("retry-after")).isEqualTo("60");
        }
    }

    @Test
    void scoresPreferHealthyAndIdleEngines() throws Exception {
        try (OrchestratorSimulator orchestrator = start(OrchestratorDialect.A_DEC, Set.of(Proposal.HEALTH_SCORE))) {
            ApiClient client = ApiClient.of(orchestrator);
            String busy = orchestrator.engines().get(0).containerId();
            String sick = orchestrator.engines().get(1).containerId();
            client.started(busy, "a", "1");
            orchestrator.setHealth(sick, EngineHealth.UNHEALTHY);
            List<JsonObject> scores = client.get("/engines/health-score").array();
            assertThat(scores).extracting(s -> s.text("container_id")).containsExactly(busy, sick);
            assertThat(scores).extracting(s -> s.get("health_score")).containsExactly(90, 50);
        }
    }

    @Test
    void acceptedEventsAreCarriedOutAfterwards() throws Exception {
        try (OrchestratorSimulator orchestrator = start(OrchestratorDialect.A_DEC, Set.of(Proposal.ACCEPTED_EVENTS))) {
            ApiClient client = ApiClient.of(orchestrator);
            Exchange accepted = client.started(orchestrator.engines().get(0).containerId(), "a", "1");
            assertThat(accepted.status()).isEqualTo(202);
            assertThat(accepted.object()).containsEntry("stream_id", "a|1");
            orchestrator.awaitCounters(c -> c.streamsNow() == 1, SOON);
        }
    }
}
