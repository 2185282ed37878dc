package io.acexy.orchestrator;

import static io.acexy.orchestrator.ClientFixture.await;
import static io.acexy.orchestrator.ClientFixture.content;
import static io.acexy.orchestrator.FakeOrchestrator.json;
import static io.acexy.orchestrator.FakeOrchestrator.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.orchestrator.OrchestratorClient.Freshness;
import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.message.EngineList;
import io.acexy.orchestrator.message.KeyType;
import io.acexy.orchestrator.message.ProvisionRequest;
import io.acexy.orchestrator.message.Provisioned;
import io.acexy.orchestrator.message.StreamStarted;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import io.acexy.testkit.AlikeOnEveryJvm;
import io.netty.util.concurrent.Future;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The known faults of the first proxy that spoke to an orchestrator, as far as they were faults of its client. Those of the
 * event queue and of the health poller are in {@link EventQueueTest} and {@link HealthPollerTest}.
 */
@AlikeOnEveryJvm
class ReferenceClientFaultsTest {

    private static final String PROVISION = "POST /provision/acestream";

    private final ClientFixture fixture = new ClientFixture();
    private final FakeOrchestrator orchestrator = FakeOrchestrator.speaking(Dialect.A_DEC);

    @AfterEach
    void stop() {
        fixture.close();
        orchestrator.close();
    }

    private OrchestratorClient client() {
        return fixture.client(orchestrator.uri());
    }

    private Future<Reply<Provisioned>> provision(OrchestratorClient client) {
        return client.provision(ProvisionRequest.any(), Duration.ofMinutes(5), fixture.caller);
    }

    @Test
    void aProvisionedEngineHasNoHostThatCouldBeGuessedWrong() {
        assertThat(Arrays.stream(Provisioned.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactly("containerId", "containerName");
    }

    @Test
    void theLoadOfAllEnginesTakesOneRequest() {
        orchestrator.on("GET /engines", json(200, Samples.ENGINES_A_OCT));
        EngineList list = content(client().engines(Freshness.CONFIRMED, fixture.caller));
        assertThat(list.engines().get(0).streamCount()).isEqualTo(2);
        assertThat(orchestrator.seen("GET /streams")).isEmpty();
        assertThat(orchestrator.seen("GET /engines")).hasSize(1);
    }

    @Test
    void aHundredCallersAtOnceMakeOneRequest() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        orchestrator.page("GET /engines", request -> {
            asked.countDown();
            release.await();
            return json(200, Samples.ENGINES_A_DEC);
        });
        OrchestratorClient client = client();
        List<Future<Reply<EngineList>>> calls = new ArrayList<>();
        calls.add(client.engines(Freshness.CONFIRMED, fixture.caller));
        asked.await();
        for (int i = 0; i < 99; i++) {
            calls.add(client.engines(Freshness.CONFIRMED, fixture.caller));
        }
        await(fixture.home.submit(release::countDown));
        calls.forEach(call -> assertThat(content(call).engines()).hasSize(1));
        assertThat(orchestrator.seen("GET /engines")).hasSize(1);
    }

    @Test
    void aCallerThatLeavesEndsTheWaitForTheNextTry() {
        orchestrator.on(
                PROVISION,
                json(
                        503,
                        "{\"detail\":{\"code\":\"vpn_disconnected\",\"recovery_eta_seconds\":60,\"should_wait\":true}}"));
        OrchestratorClient client = client();
        Future<Reply<Provisioned>> call = provision(client);
        // The answer is in when another call through the same loop has come back after it.
        while (orchestrator.seen(PROVISION).isEmpty()) {
            content(client.status(fixture.caller));
        }
        call.cancel(false);
        content(client.status(fixture.caller));
        assertThat(call.isCancelled()).isTrue();
        assertThat(orchestrator.seen(PROVISION)).hasSize(1);
    }

    @Test
    void aRefusalThatOutlastsThePatienceOfTheCallerIsToldAtOnce() {
        orchestrator.on(
                PROVISION,
                json(
                        503,
                        "{\"detail\":{\"code\":\"circuit_breaker\",\"recovery_eta_seconds\":300,\"should_wait\":true}}"));
        Reply<Provisioned> reply =
                await(client().provision(ProvisionRequest.any(), Duration.ofSeconds(20), fixture.caller));
        assertThat(reply.refusalIfAny().orElseThrow().comeBackIn()).contains(Duration.ofMinutes(5));
        assertThat(orchestrator.seen(PROVISION)).hasSize(1);
    }

    @Test
    void aProvisionThatTimesOutIsAmbiguousAndIsNotRepeated() {
        orchestrator.on(
                PROVISION,
                new MockResponse.Builder()
                        .onResponseStart(SocketEffect.Stall.INSTANCE)
                        .build());
        OrchestratorClient client = fixture.client(orchestrator.uri(), b -> b.provisionTimeout(Duration.ofMillis(500)));
        assertThat(await(provision(client))).isInstanceOf(Reply.Ambiguous.class);
        assertThat(orchestrator.seen(PROVISION)).hasSize(1);
    }

    @Test
    void aProvisionMayTakeLongerThanOtherCalls() {
        orchestrator.on(
                PROVISION,
                new MockResponse.Builder()
                        .headersDelay(4000, TimeUnit.MILLISECONDS)
                        .body("{\"container_id\":\"slow\"}")
                        .build());
        OrchestratorClient client = fixture.client(orchestrator.uri(), b -> b.timeout(Duration.ofSeconds(3)));
        assertThat(content(provision(client)).containerId()).contains("slow");
    }

    @Test
    void aProvisionThatWorkedButAnswersFiveHundredInTextIsAmbiguousAndIsNotRepeated() {
        orchestrator.on(PROVISION, text(500, "text/plain; charset=utf-8", "Internal Server Error"));
        assertThat(await(provision(client()))).isInstanceOf(Reply.Ambiguous.class);
        assertThat(orchestrator.seen(PROVISION)).hasSize(1);
    }

    @Test
    void aProvisionWhoseAnswerIsLostIsAmbiguousAndIsNotRepeated() {
        orchestrator.on(
                PROVISION,
                new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build());
        assertThat(await(provision(client()))).isInstanceOf(Reply.Ambiguous.class);
        assertThat(orchestrator.seen(PROVISION)).hasSize(1);
    }

    @Test
    void aProvisionWhoseAnswerIsTruncatedIsAmbiguousAndIsNotRepeated() {
        orchestrator.on(PROVISION, json(200, "{\"container_id\":\"ab"));
        assertThat(await(provision(client()))).isInstanceOf(Reply.Ambiguous.class);
        assertThat(orchestrator.seen(PROVISION)).hasSize(1);
    }

    @Test
    void aPermanentFailureIsNotRetried() {
        orchestrator.on(
                PROVISION,
                json(
                        500,
                        "{\"detail\":{\"error\":\"provisioning_failed\",\"code\":\"general_error\","
                                + "\"message\":\"image not found\",\"recovery_eta_seconds\":null,"
                                + "\"can_retry\":false,\"should_wait\":false}}"));
        Refusal refusal = await(provision(client())).refusalIfAny().orElseThrow();
        assertThat(refusal.isTemporary()).isFalse();
        assertThat(refusal.reason().message()).isEqualTo("image not found");
        assertThat(orchestrator.seen(PROVISION)).hasSize(1);
    }

    @Test
    void aStatusPageThatAnswersAnErrorIsNotTakenForAStatus() {
        OrchestratorClient client = client();
        content(client.status(fixture.caller));
        orchestrator.on("GET /orchestrator/status", json(500, Samples.STATUS_A_OCT));
        assertThat(await(client.status(fixture.caller)).refusalIfAny()).isPresent();
    }

    @Test
    void anEngineIsReportedUnderItsOwnContainerOrNotAtAll() {
        assertThatThrownBy(() -> new StreamStarted(
                        "",
                        "fallback",
                        6878,
                        KeyType.INFOHASH,
                        "k",
                        new StreamStarted.Session(
                                "s",
                                URI.create("http://fallback:6878/stat"),
                                URI.create("http://fallback:6878/cmd"),
                                true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("container id");
    }

    @Test
    void aUrlThatTheOrchestratorCouldNotReachIsNotReported() {
        assertThatThrownBy(() -> new StreamStarted.Session(
                        "s", URI.create("/ace/stat/k/s"), URI.create("http://h:6878/cmd"), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("absolute");
    }

    @Test
    void anIdIsReportedAsContentIdWhichIsTheOnlyWordThatIsUnderstood() {
        assertThat(KeyType.ofEngineParameter("id").map(KeyType::wireName)).contains("content_id");
    }

    @Test
    void anAnswerHasABound() {
        OrchestratorClient client = fixture.client(orchestrator.uri(), b -> b.bodyLimit(10_000));
        orchestrator.on("GET /engines", json(200, "[" + " ".repeat(10_000) + "]"));
        Reply<EngineList> reply = await(client.engines(Freshness.CONFIRMED, fixture.caller));
        assertThat(reply).isInstanceOfSatisfying(Reply.Failed.class, failed -> assertThat(failed.fault())
                .isEqualTo(HttpFault.TOO_LARGE));
    }

    @Test
    void everyRequestCarriesTheKeyTheStatusPollIncluded() {
        OrchestratorClient client = fixture.client(orchestrator.uri(), b -> b.apiKey(" s3cret\n"));
        content(client.status(fixture.caller));
        assertThat(orchestrator.seen())
                .allSatisfy(request -> assertThat(request.authorization()).isEqualTo("Bearer s3cret"));
    }

    @Test
    void anAnswerRunsOnTheCallersLoop() {
        assertThat(await(onCallersLoop(client()))).isTrue();
    }

    private Future<Boolean> onCallersLoop(OrchestratorClient client) {
        var seen = fixture.caller.<Boolean>newPromise();
        client.status(fixture.caller).addListener(answer -> seen.setSuccess(fixture.caller.inEventLoop()));
        return seen;
    }
}
