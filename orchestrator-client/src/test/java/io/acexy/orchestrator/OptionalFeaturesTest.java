package io.acexy.orchestrator;

import static io.acexy.orchestrator.ClientFixture.await;
import static io.acexy.orchestrator.ClientFixture.content;
import static io.acexy.orchestrator.FakeOrchestrator.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.OrchestratorClient.Freshness;
import io.acexy.orchestrator.message.BatchReceipt;
import io.acexy.orchestrator.message.EndReason;
import io.acexy.orchestrator.message.EngineScore;
import io.acexy.orchestrator.message.EventBatch;
import io.acexy.orchestrator.message.EventReceipt;
import io.acexy.orchestrator.message.ProvisionRequest;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OptionalFeaturesTest {

    private final ClientFixture fixture = new ClientFixture();
    private final FakeOrchestrator orchestrator = FakeOrchestrator.speaking(Dialect.A_DEC);
    private final OrchestratorClient client = fixture.client(orchestrator.uri());

    @AfterEach
    void stop() {
        fixture.close();
        orchestrator.close();
    }

    private static MockResponse engines(String header, String value) {
        return json(200, Samples.ENGINES_A_DEC)
                .newBuilder()
                .addHeader(header, value)
                .build();
    }

    @Test
    void asksOnlyWhetherTheListHasChangedWhereItHasATag() {
        orchestrator.on(
                "GET /engines",
                engines("ETag", "\"v1\""),
                new MockResponse.Builder().code(304).build());
        content(client.engines(Freshness.CONFIRMED, fixture.caller));
        assertThat(content(client.engines(Freshness.CONFIRMED, fixture.caller)).engines())
                .hasSize(1);
        assertThat(orchestrator.seen("GET /engines"))
                .extracting(FakeOrchestrator.Seen::ifNoneMatch)
                .containsExactly(null, "\"v1\"");
    }

    @Test
    void usesAListAsLongAsItsAgeAllowsUnlessItMustBeConfirmed() {
        orchestrator.on("GET /engines", engines("Cache-Control", "public, max-age=60"));
        content(client.engines(Freshness.CACHED, fixture.caller));
        content(client.engines(Freshness.CACHED, fixture.caller));
        assertThat(orchestrator.seen("GET /engines")).hasSize(1);
        content(client.engines(Freshness.CONFIRMED, fixture.caller));
        assertThat(orchestrator.seen("GET /engines")).hasSize(2);
    }

    @Test
    void doesNotUseAnAllowedAgeAfterItHasChangedSomethingItself() {
        orchestrator.on("GET /engines", engines("Cache-Control", "max-age=60"));
        orchestrator.on("POST /events/stream_started", json(200, "{}"));
        content(client.engines(Freshness.CACHED, fixture.caller));
        content(client.streamStarted(Samples.stream("k", "s"), fixture.caller));
        content(client.engines(Freshness.CACHED, fixture.caller));
        assertThat(orchestrator.seen("GET /engines")).hasSize(2);
    }

    @Test
    void usesNoListTwiceWhereNothingAllowsIt() {
        orchestrator.on("GET /engines", json(200, Samples.ENGINES_A_DEC));
        content(client.engines(Freshness.CACHED, fixture.caller));
        content(client.engines(Freshness.CACHED, fixture.caller));
        assertThat(orchestrator.seen("GET /engines")).hasSize(2);
    }

    @Test
    void readsReadinessWhereItIsOffered() {
        orchestrator.on(
                "GET /health/ready",
                json(200, "{\"ready\":false,\"engines\":3,\"active_streams\":2,\"circuit_state\":\"open\"}"));
        assertThat(content(client.readiness(fixture.caller)).ready()).isFalse();
    }

    @Test
    void remembersThatReadinessIsNotOffered() {
        assertThat(await(client.readiness(fixture.caller))).isInstanceOf(Reply.Unsupported.class);
        assertThat(await(client.readiness(fixture.caller))).isInstanceOf(Reply.Unsupported.class);
        assertThat(orchestrator.seen("GET /health/ready")).hasSize(1);
        assertThat(orchestrator.seen("GET /api/v1/version")).hasSize(1);
    }

    @Test
    void readsHealthScoresWhereTheyAreOffered() {
        orchestrator.on(
                "GET /engines/health-score",
                json(200, "[{\"container_id\":\"a\",\"health_score\":80,\"stream_count\":1},{\"health_score\":1}]"));
        assertThat(content(client.scores(fixture.caller))).containsExactly(new EngineScore("a", 80, 1));
    }

    @Test
    void doesNotTakeTheAnswerAboutAnUnknownContainerForHealthScores() {
        orchestrator.on("GET /engines/health-score", json(200, "{\"error\":\"not found\"}"));
        assertThat(await(client.scores(fixture.caller))).isInstanceOf(Reply.Unsupported.class);
        assertThat(await(client.scores(fixture.caller))).isInstanceOf(Reply.Unsupported.class);
        assertThat(orchestrator.seen("GET /engines/health-score")).hasSize(1);
    }

    @Test
    void sendsSeveralEventsAtOnceWhereThatIsOffered() {
        orchestrator.on(
                "POST /events/batch",
                json(
                        200,
                        "{\"started\":[{\"success\":true,\"stream_id\":\"k|s\"}],"
                                + "\"ended\":[{\"success\":false,\"error\":\"stream not found\"}]}"));
        EventBatch batch = new EventBatch(
                List.of(Samples.stream("k", "s")),
                List.of(Samples.stream("l", "s").ended(EndReason.EOF)));
        BatchReceipt receipt = content(client.events(batch, fixture.caller));
        assertThat(receipt.started()).extracting(EventReceipt::applied).containsExactly(true);
        assertThat(receipt.ended().get(0).error()).contains("stream not found");
        assertThat(orchestrator.seen("POST /events/batch").get(0).body())
                .startsWith("{\"started\":[{\"container_id\":\"engine-of-k\"")
                .contains("\"ended\":[{\"container_id\":\"engine-of-l\"");
    }

    @Test
    void remembersThatBatchesAreNotOffered() {
        EventBatch batch = new EventBatch(List.of(Samples.stream("k", "s")), List.of());
        assertThat(await(client.events(batch, fixture.caller))).isInstanceOf(Reply.Unsupported.class);
        assertThat(await(client.events(batch, fixture.caller))).isInstanceOf(Reply.Unsupported.class);
        assertThat(orchestrator.seen("POST /events/batch")).hasSize(1);
    }

    @Test
    void takesAnEventThatIsHandledLaterForDelivered() {
        orchestrator.on("POST /events/stream_started", json(202, "{\"status\":\"accepted\",\"stream_id\":\"k|s\"}"));
        assertThat(content(client.streamStarted(Samples.stream("k", "s"), fixture.caller))
                        .applied())
                .isTrue();
    }

    @Test
    void doesNotAskForAnEngineWhileTheHeadersSayThatTheCircuitIsOpen() {
        orchestrator.on(
                "GET /engines",
                json(200, "[]")
                        .newBuilder()
                        .addHeader("X-Circuit-State", "open")
                        .addHeader("Retry-After", "300")
                        .build(),
                json(200, "[]"));
        orchestrator.on("POST /provision/acestream", json(200, "{\"container_id\":\"c\"}"));
        content(client.engines(Freshness.CONFIRMED, fixture.caller));
        Refusal refusal = await(client.provision(ProvisionRequest.any(), fixture.caller))
                .refusalIfAny()
                .orElseThrow();
        assertThat(refusal.isTemporary()).isTrue();
        assertThat(refusal.comeBackIn().orElseThrow()).isGreaterThan(Duration.ofSeconds(200));
        assertThat(orchestrator.seen("POST /provision/acestream")).isEmpty();

        content(client.engines(Freshness.CONFIRMED, fixture.caller));
        assertThat(content(client.provision(ProvisionRequest.any(), fixture.caller))
                        .containerId())
                .contains("c");
    }

    @Test
    void doesNotAskForAnEngineWhileTheRateLimitIsSpent() {
        orchestrator.on(
                "GET /engines",
                json(200, "[]")
                        .newBuilder()
                        .addHeader("X-RateLimit-Provisioning-Limit", 5)
                        .addHeader("X-RateLimit-Provisioning-Remaining", 0)
                        .addHeader("Retry-After", "60")
                        .build());
        Reply<?> list = await(client.engines(Freshness.CONFIRMED, fixture.caller));
        assertThat(((Reply.Success<?>) list).advice().provisioningLimit()).hasValue(5);
        Refusal refusal = await(client.provision(ProvisionRequest.any(), fixture.caller))
                .refusalIfAny()
                .orElseThrow();
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(orchestrator.seen("POST /provision/acestream")).isEmpty();
    }
}
