package io.acexy.simulator.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.simulator.engine.DelayRange;
import io.acexy.simulator.orchestrator.ApiClient.Exchange;
import io.acexy.simulator.support.JsonObject;
import io.acexy.testkit.Patience;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dialect A's provisioning: what it gives, when, and how it refuses. */
final class ProvisioningTest {

    private static final Duration SOON = Patience.LIMIT;
    private static final DelayRange LATER = DelayRange.fixed(Duration.ofHours(1));

    private final OrchestratorSimulator orchestrator = OrchestratorSimulator.start();
    private final ApiClient client = ApiClient.of(orchestrator);

    @AfterEach
    void close() {
        orchestrator.close();
    }

    private JsonObject provisioning() throws Exception {
        return client.get("/orchestrator/status").object().object("provisioning");
    }

    private int answering(String containerId) throws IOException, InterruptedException {
        int port = orchestrator.engines().stream()
                .filter(e -> e.containerId().equals(containerId))
                .findFirst()
                .orElseThrow()
                .port();
        return new ApiClient("http://127.0.0.1:" + port)
                .get("/server/api?api_version=3&method=get_status")
                .status();
    }

    @Test
    void aProvisionedEngineIsListedAtOnceAndAnswers() throws Exception {
        Exchange provisioned = client.post("/provision/acestream", "{\"labels\":{\"who\":\"me\"}}");
        String id = provisioned.object().text("container_id");
        assertThat(provisioned.status()).isEqualTo(200);
        assertThat(provisioned.object()).doesNotContainKey("host").containsEntry("container_name", "acestream-3");
        assertThat(client.engines())
                .filteredOn("container_id", id)
                .singleElement()
                .satisfies(engine -> {
                    assertThat(engine.get("port"))
                            .isEqualTo(provisioned.object().get("host_http_port"));
                    assertThat(engine.object("labels")).containsEntry("who", "me");
                });
        assertThat(answering(id)).isEqualTo(200);
        assertThat(orchestrator.counters().provisionsSucceeded()).isEqualTo(1);
    }

    @Test
    void provisionsTakeTheirTimeAndAreCountedWhileTheyDo() throws Exception {
        orchestrator.configure(s -> s.withFleet(f -> f.withProvisioning(DelayRange.fixed(Duration.ofMillis(50)))));
        CompletableFuture<Exchange> one = client.postLater("/provision/acestream", "{}");
        CompletableFuture<Exchange> two = client.postLater("/provision/acestream", "{}");
        orchestrator.awaitCounters(c -> c.mostProvisionsInFlight() == 2, SOON);
        assertThat(one.get().status()).isEqualTo(200);
        assertThat(two.get().status()).isEqualTo(200);
        assertThat(orchestrator.counters().provisionsInFlight()).isZero();
        assertThat(orchestrator.counters().enginesNow()).isEqualTo(4);
    }

    @Test
    void anEngineMayBeListedLater() throws Exception {
        orchestrator.configure(s -> s.withFleet(f -> f.withUntilListed(LATER)));
        String id = client.provision().object().text("container_id");
        assertThat(client.engines()).hasSize(2);
        assertThat(orchestrator.counters().enginesNow()).isEqualTo(3);
        assertThat(answering(id)).isEqualTo(200);
        orchestrator.configure(s -> s.withFleet(f -> f.withUntilListed(DelayRange.fixed(Duration.ofMillis(20)))));
        client.provision();
        while (client.engines().size() < 3) {
            assertThat(orchestrator.counters().enginesNow()).isEqualTo(4);
        }
    }

    @Test
    void anEngineMayBeListedLongBeforeItAnswersAndHealthy() throws Exception {
        orchestrator.configure(s -> s.withFleet(f -> f.withUntilAnswering(LATER).withUntilHealthy(LATER, false)));
        String id = client.provision().object().text("container_id");
        assertThat(client.engines())
                .filteredOn("container_id", id)
                .singleElement()
                .satisfies(e -> assertThat(e).containsEntry("health_status", "unknown"));
        assertThatThrownBy(() -> answering(id)).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> orchestrator.engine(id)).hasMessage("the engine does not answer yet");
    }

    @Test
    void theFirstHealthCheckMayFail() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        DelayRange soon = DelayRange.fixed(Duration.ofMillis(5));
        OrchestratorSettings blip = OrchestratorSettings.fast()
                .withFleet(f -> f.withEnginesAtStart(0).withUntilHealthy(soon, true));
        try (OrchestratorSimulator watched = OrchestratorSimulator.builder()
                .settings(blip)
                .observer(told::add)
                .start()) {
            ApiClient.of(watched).provision();
            for (String expected : List.of("engine acestream-1 is unhealthy", "engine acestream-1 is healthy")) {
                String line = told.take();
                while (!line.endsWith("healthy")) {
                    line = told.take();
                }
                assertThat(line).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"VPN_DOWN", "VPN_STARTING"})
    void aVpnThatIsNotConnectedBlocks(OrchestratorScript script) throws Exception {
        orchestrator.setScript(script);
        Exchange blocked = client.provision();
        assertThat(blocked.status()).isEqualTo(503);
        assertThat(blocked.detail())
                .containsEntry("error", "provisioning_blocked")
                .containsEntry("code", "vpn_disconnected")
                .containsEntry("recovery_eta_seconds", 60)
                .containsEntry("can_retry", true)
                .containsEntry("should_wait", true);
        assertThat(provisioning())
                .containsEntry("can_provision", false)
                .containsEntry("blocked_reason", "VPN not connected");
        assertThat(provisioning().object("blocked_reason_details")).doesNotContainKey("error");
        assertThat(client.get("/vpn/status").object()).containsEntry("connected", false);
        assertThat(client.get("/orchestrator/status").object()).containsEntry("status", "degraded");
        orchestrator.setScript(OrchestratorScript.NORMAL);
        assertThat(client.provision().status()).isEqualTo(200);
    }

    @Test
    void aFlappingVpnIsSeenBothWays() throws Exception {
        orchestrator.configure(s -> s.withFaults(f -> f.withFlapEvery(Duration.ofMillis(20))));
        orchestrator.setScript(OrchestratorScript.VPN_FLAPPING);
        Set<Object> seen = new HashSet<>();
        while (seen.size() < 2) {
            seen.add(client.get("/vpn/status").object().get("health"));
        }
        assertThat(seen).containsExactlyInAnyOrder("healthy", "unhealthy");
    }

    @Test
    void anOpenBreakerBlocksWithAnEtaAndClosesAWhileAfterIt() throws Exception {
        Duration linger = Duration.ofMillis(200);
        orchestrator.configure(s -> s.withFaults(f -> f.withBreaker(Duration.ofMinutes(5), linger)));
        orchestrator.setScript(OrchestratorScript.BREAKER_OPEN);
        assertThat(client.provision().detail())
                .containsEntry("code", "circuit_breaker")
                .containsEntry("recovery_eta_seconds", 300)
                .containsEntry("can_retry", false)
                .containsEntry("should_wait", true);
        assertThat(provisioning()).containsEntry("circuit_breaker_state", "open");
        orchestrator.configure(s -> s.withFaults(f -> f.withBreaker(Duration.ZERO, Duration.ofHours(1))));
        assertThat(client.provision().detail()).containsEntry("recovery_eta_seconds", 0);
        orchestrator.configure(s -> s.withFaults(f -> f.withBreaker(Duration.ZERO, Duration.ZERO)));
        assertThat(client.provision().status()).isEqualTo(200);
    }

    @Test
    void aHalfOpenBreakerRefusesTooAndResettingClosesIt() throws Exception {
        orchestrator.setScript(OrchestratorScript.BREAKER_HALF_OPEN);
        assertThat(client.provision().detail()).containsEntry("can_retry", true);
        assertThat(client.post("/health/circuit-breaker/reset", "").status()).isEqualTo(200);
        assertThat(client.provision().status()).isEqualTo(200);
    }

    @Test
    void atTheBoundTheStatusSaysCapacityAndTheEndpointSomethingElse() throws Exception {
        orchestrator.configure(s -> s.withFleet(f -> f.withMaxReplicas(2)));
        assertThat(provisioning()).containsEntry("blocked_reason", "Maximum capacity reached");
        assertThat(provisioning().object("blocked_reason_details"))
                .containsEntry("code", "max_capacity")
                .containsEntry("recovery_eta_seconds", null)
                .containsEntry("can_retry", false)
                .containsEntry("should_wait", true);
        Exchange refused = client.provision();
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.detail()).containsEntry("code", "general_error").containsEntry("should_wait", false);
        assertThat(refused.detail().text("message")).contains("Maximum active replicas limit reached (2)");
        orchestrator.configure(s -> s.withFleet(f -> f.withLimitedByPorts(false)));
        assertThat(client.provision().status()).isEqualTo(200);
    }

    @Test
    void aPermanentFailureSaysThatWaitingDoesNotHelp() throws Exception {
        orchestrator.setScript(OrchestratorScript.PROVISION_PERMANENT_500);
        Exchange failed = client.provision();
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.detail())
                .containsEntry("error", "provisioning_failed")
                .containsEntry("recovery_eta_seconds", null)
                .containsEntry("can_retry", false)
                .containsEntry("should_wait", false);
    }

    @Test
    void aFailedCreationMayKeepItsSlotUntilTheNextSuccess() throws Exception {
        orchestrator.configure(s -> s.withFleet(f -> f.withMaxReplicas(3)));
        orchestrator.setScript(OrchestratorScript.PROVISION_LEAKS_SLOT);
        assertThat(client.provision().detail().text("message")).contains("No such image");
        orchestrator.setScript(OrchestratorScript.NORMAL);
        assertThat(client.provision().detail().text("message")).contains("limit reached");
        orchestrator.addEngine();
        orchestrator.configure(s -> s.withFleet(f -> f.withMaxReplicas(4)));
        assertThat(client.provision().status()).isEqualTo(200);
    }

    @Test
    void aFailureOverTheVpnIsTemporary() throws Exception {
        orchestrator.setScript(OrchestratorScript.PROVISION_VPN_ERROR);
        Exchange failed = client.provision();
        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.detail()).containsEntry("code", "vpn_error").containsEntry("should_wait", true);
    }

    @Test
    void theReasonComesInFourShapes() throws Exception {
        orchestrator.setScript(OrchestratorScript.VPN_DOWN);
        shape(DetailShape.STRING);
        assertThat(client.provision().object().get("detail")).asString().contains("VPN not available");
        shape(DetailShape.ARRAY);
        assertThat(client.provision().object().get("detail")).isInstanceOf(List.class);
        shape(DetailShape.NOT_JSON);
        assertThat(client.provision().body()).startsWith("Cannot provision engine");
        shape(DetailShape.OBJECT);
        assertThat(client.provision().detail()).containsKey("code");
    }

    private void shape(DetailShape shape) {
        orchestrator.configure(s -> s.withApi(a -> a.withDetail(shape)));
    }

    @Test
    void aSuccessMayAnswer500() throws Exception {
        orchestrator.setScript(OrchestratorScript.PROVISION_SUCCESS_500);
        Exchange answer = client.provision();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("Internal Server Error");
        assertThat(answer.header("content-type")).startsWith("text/plain");
        assertThat(client.engines()).hasSize(3);
    }

    @Test
    void theAnswerToASuccessMayBeLost() {
        orchestrator.setScript(OrchestratorScript.PROVISION_SUCCESS_LOST);
        assertThatThrownBy(client::provision).isInstanceOf(IOException.class);
        assertThat(orchestrator.counters().provisionsSucceeded()).isEqualTo(1);
        assertThat(orchestrator.counters().provisionsAsked()).isEqualTo(1);
    }

    @Test
    void theAnswerToASuccessMayNeverCome() throws Exception {
        orchestrator.setScript(OrchestratorScript.PROVISION_SUCCESS_SILENT);
        CompletableFuture<Exchange> answer = client.postLater("/provision/acestream", "{}");
        orchestrator.awaitCounters(c -> c.provisionsSucceeded() == 1, SOON);
        assertThat(client.engines()).hasSize(3);
        assertThat(answer).isNotDone();
    }

    @Test
    void aSuccessMayHaveNoEngine() throws Exception {
        orchestrator.setScript(OrchestratorScript.PROVISION_NO_ENGINE);
        assertThat(client.provision().status()).isEqualTo(200);
        assertThat(client.engines()).hasSize(2);
    }

    @Test
    void newEnginesMayBeDead() throws Exception {
        orchestrator.setScript(OrchestratorScript.NEW_ENGINES_DEAD);
        String id = client.provision().object().text("container_id");
        assertThatThrownBy(() -> answering(id)).isInstanceOf(ConnectException.class);
        assertThat(client.engines()).hasSize(3);
    }

    @Test
    void newEnginesMayFailEveryStart() throws Exception {
        orchestrator.setScript(OrchestratorScript.NEW_ENGINES_FAIL);
        String id = client.provision().object().text("container_id");
        assertThat(answering(id)).isEqualTo(200);
        String start = "/ace/getstream?format=json&id=0123456789abcdef0123456789abcdef01234567";
        assertThat(new ApiClient("http://" + orchestrator.engine(id).authority())
                        .get(start)
                        .body())
                .contains("failed to load content");
    }

    @Test
    void newEnginesMayBeWhereNobodyFindsThem() throws Exception {
        orchestrator.setScript(OrchestratorScript.NEW_ENGINES_UNRESOLVABLE);
        String id = client.provision().object().text("container_id");
        assertThat(client.engines())
                .filteredOn("container_id", id)
                .singleElement()
                .satisfies(e -> assertThat(e).containsEntry("host", "acestream-3.invalid"));
    }
}
