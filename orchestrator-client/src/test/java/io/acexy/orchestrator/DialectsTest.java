package io.acexy.orchestrator;

import static io.acexy.orchestrator.ClientFixture.await;
import static io.acexy.orchestrator.ClientFixture.content;
import static io.acexy.orchestrator.FakeOrchestrator.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.OrchestratorClient.Freshness;
import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.orchestrator.message.EndReason;
import io.acexy.orchestrator.message.EngineHealth;
import io.acexy.orchestrator.message.EngineList;
import io.acexy.orchestrator.message.EngineState;
import io.acexy.orchestrator.message.OrchestratorStatus;
import io.acexy.orchestrator.message.ProvisionRequest;
import io.acexy.orchestrator.message.StreamState;
import io.acexy.orchestrator.message.VpnStatus;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import io.acexy.testkit.AlikeOnEveryJvm;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@AlikeOnEveryJvm
class DialectsTest {

    private final ClientFixture fixture = new ClientFixture();
    private FakeOrchestrator orchestrator;

    private OrchestratorClient talkTo(Dialect dialect) {
        orchestrator = FakeOrchestrator.speaking(dialect);
        return fixture.client(orchestrator.uri());
    }

    @AfterEach
    void stop() {
        fixture.close();
        orchestrator.close();
    }

    @ParameterizedTest
    @EnumSource
    void findsTheDialectOutOnceAndRemembersIt(Dialect dialect) {
        OrchestratorClient client = talkTo(dialect);
        content(client.status(fixture.caller));
        content(client.status(fixture.caller));
        assertThat(client.dialect()).contains(dialect);
        assertThat(orchestrator.seen("GET /api/v1/version")).hasSize(1);
    }

    @Test
    void speaksToTheLastOfThePythonsWhichHasAVersionPageToo() {
        OrchestratorClient client = talkTo(Dialect.A_LAST);
        orchestrator.on(
                "GET /engines",
                json(
                        200,
                        "[{\"container_id\":\"c\",\"host\":\"gluetun\",\"port\":19000,\"api_port\":62062,"
                                + "\"streams\":[\"k|s\"],\"stream_count\":1,\"health_status\":\"healthy\"}]"));
        EngineList list = content(client.engines(Freshness.CONFIRMED, fixture.caller));
        assertThat(client.dialect()).contains(Dialect.A_LAST);
        assertThat(list.engines().get(0).streamCount()).isEqualTo(1);
        assertThat(list.engines().get(0).address().apiPort()).hasValue(62062);
        assertThat(orchestrator.seen("GET /api/v1/engines")).isEmpty();
    }

    @Test
    void readsTheEnginesOfTheFirstGenerationInOctober() {
        OrchestratorClient client = talkTo(Dialect.A_OCT);
        orchestrator.on("GET /engines", json(200, Samples.ENGINES_A_OCT));
        EngineState engine = content(client.engines(Freshness.CONFIRMED, fixture.caller))
                .engines()
                .get(0);
        assertThat(engine.containerId()).isEqualTo("aaa");
        assertThat(engine.host()).isEqualTo("gluetun");
        assertThat(engine.port()).isEqualTo(19000);
        assertThat(engine.streamCount()).isEqualTo(2);
        assertThat(engine.health()).isEqualTo(EngineHealth.HEALTHY);
        assertThat(engine.vpn().forwarded()).isFalse();
        assertThat(engine.load().lastUsage()).contains(Instant.parse("2025-10-13T09:00:00.123456Z"));
        assertThat(engine.about().labels()).containsEntry("host.http_port", "19000");
    }

    @Test
    void readsTheEnginesOfTheFirstGenerationInDecember() {
        OrchestratorClient client = talkTo(Dialect.A_DEC);
        orchestrator.on("GET /engines", json(200, Samples.ENGINES_A_DEC));
        EngineState engine = content(client.engines(Freshness.CONFIRMED, fixture.caller))
                .engines()
                .get(0);
        assertThat(engine.vpn().forwarded()).isTrue();
        assertThat(engine.vpn().container()).contains("gluetun2");
        assertThat(engine.health()).isEqualTo(EngineHealth.UNKNOWN);
        assertThat(engine.load().lastUsage()).isEmpty();
        assertThat(engine.about().version()).contains("3.2.3");
    }

    @Test
    void readsTheEnginesOfTheRewriteWhoseLoadIsInTheCounter() {
        OrchestratorClient client = talkTo(Dialect.B);
        orchestrator.on("GET /api/v1/engines", json(200, Samples.ENGINES_B));
        EngineState engine = content(client.engines(Freshness.CONFIRMED, fixture.caller))
                .engines()
                .get(0);
        assertThat(engine.streamCount()).isEqualTo(2);
        assertThat(engine.draining()).isTrue();
        assertThat(engine.drain().reason()).contains("vpn_draining");
        assertThat(engine.address().apiPort()).hasValue(62062);
    }

    @Test
    void readsAWrappedEngineListAndLeavesOutWhatCannotBeReached() {
        OrchestratorClient client = talkTo(Dialect.B);
        String wrapped = "{\"engines\":[{\"container_id\":\"x\",\"host\":\"h\",\"port\":\"6878\"},"
                + "{\"container_id\":\"y\",\"host\":\"h\",\"port\":0},{\"container_id\":\"z\"},7],\"total\":4}";
        orchestrator.on("GET /api/v1/engines", json(200, wrapped));
        var list = content(client.engines(Freshness.CONFIRMED, fixture.caller));
        assertThat(list.engines()).extracting(EngineState::containerId).containsExactly("x");
        assertThat(list.unreadable()).isEqualTo(3);
    }

    @Test
    void readsTheStatusOfTheFirstGenerationInOctober() {
        OrchestratorStatus status = content(talkTo(Dialect.A_OCT).status(fixture.caller));
        assertThat(status.state()).isEqualTo("healthy");
        assertThat(status.provisioning().canProvision()).isTrue();
        assertThat(status.provisioning().blocked()).isEmpty();
        assertThat(status.capacity().available()).isZero();
        assertThat(status.vpn().forwardedPort()).hasValue(54321);
        assertThat(status.timestamp()).contains(Instant.parse("2025-10-13T16:39:00.123456Z"));
    }

    @Test
    void readsTheStatusOfTheFirstGenerationInDecember() {
        OrchestratorStatus status = content(talkTo(Dialect.A_DEC).status(fixture.caller));
        BlockedReason reason = status.provisioning().blocked().orElseThrow();
        assertThat(reason.code()).isEqualTo(BlockedReason.VPN_DISCONNECTED);
        assertThat(reason.recoveryEta()).contains(Duration.ofSeconds(60));
        assertThat(reason.shouldWait()).isTrue();
        assertThat(status.vpn().isDown()).isTrue();
    }

    @Test
    void readsTheStatusOfTheRewriteWhoseReasonIsAnObject() {
        OrchestratorStatus status = content(talkTo(Dialect.B).status(fixture.caller));
        BlockedReason reason = status.provisioning().blocked().orElseThrow();
        assertThat(reason.code()).isEqualTo(BlockedReason.CIRCUIT_BREAKER);
        assertThat(reason.message()).isEqualTo("Circuit breaker is open");
        assertThat(reason.shouldWait()).isTrue();
        assertThat(status.vpn().connected()).isTrue();
        assertThat(status.vpn().nodesTotal()).hasValue(2);
    }

    @Test
    void readsTheVpnOfBothGenerations() {
        OrchestratorClient client = talkTo(Dialect.A_DEC);
        orchestrator.on(
                "GET /vpn/status",
                json(200, "{\"enabled\":false,\"status\":\"disabled\",\"connected\":false,\"mode\":\"disabled\"}"));
        assertThat(content(client.vpn(fixture.caller)).isDown()).isFalse();

        orchestrator.become(Dialect.B);
        orchestrator.on(
                "GET /api/v1/vpn/status",
                json(200, "{\"vpn_enabled\":true,\"nodes_total\":2,\"nodes_healthy\":0,\"vpn_nodes\":[]}"));
        VpnStatus vpn = content(client.vpn(fixture.caller));
        assertThat(vpn.isDown()).isTrue();
        assertThat(vpn.nodesHealthy()).hasValue(0);
    }

    @Test
    void filtersStreamsItselfBecauseTheRewriteIgnoresTheFilter() {
        OrchestratorClient client = talkTo(Dialect.B);
        orchestrator.on(
                "GET /api/v1/streams",
                json(
                        200,
                        """
                        [{"id":"k1","key":"k1","container_id":"c1","status":"started","started_at":"2026-05-16T08:00:00Z"},
                         {"id":"k2","key":"k2","container_id":"c2","status":"started"},
                         {"id":"k3","key":"k3","container_id":"c1","status":"ended"}]"""));
        assertThat(content(client.streams(fixture.caller)))
                .extracting(StreamState::id)
                .containsExactly("k1", "k2");
        assertThat(orchestrator.seen("GET /api/v1/streams").get(0).target()).endsWith("?status=started");
    }

    @Test
    void learnsTheContainerFromTheFirstGenerationAndOnlyAPromiseFromTheRewrite() {
        OrchestratorClient client = talkTo(Dialect.A_DEC);
        orchestrator.on(
                "POST /provision/acestream",
                json(200, "{\"container_id\":\"new\",\"container_name\":\"acestream-9\",\"host_http_port\":19009}"));
        assertThat(content(client.provision(ProvisionRequest.any(), fixture.caller))
                        .containerId())
                .contains("new");
        assertThat(orchestrator.seen("POST /provision/acestream").get(0).body())
                .isEqualTo("{\"labels\":{},\"env\":{}}");

        orchestrator.become(Dialect.B);
        orchestrator.on("POST /api/v1/provision/acestream", json(200, "{\"status\":\"provisioning\"}"));
        assertThat(content(client.provision(ProvisionRequest.any(), fixture.caller))
                        .containerId())
                .isEmpty();
    }

    @Test
    void sendsEventsInOneBodyThatEveryDialectAccepts() {
        OrchestratorClient client = talkTo(Dialect.A_DEC);
        orchestrator.on("POST /events/stream_started", json(200, "{\"id\":\"k|s\",\"status\":\"started\"}"));
        orchestrator.on("POST /events/stream_ended", json(200, "{\"updated\":true,\"stream\":null}"));
        var stream = Samples.stream("k", "s");
        assertThat(content(client.streamStarted(stream, fixture.caller)).applied())
                .isTrue();
        assertThat(content(client.streamEnded(stream.ended(EndReason.EOF), fixture.caller))
                        .applied())
                .isTrue();
        assertThat(orchestrator.seen("POST /events/stream_started").get(0).body())
                .isEqualTo("{\"container_id\":\"engine-of-k\",\"content_id\":\"k\","
                        + "\"engine\":{\"host\":\"gluetun\",\"port\":19000},"
                        + "\"stream\":{\"key_type\":\"infohash\",\"key\":\"k\"},"
                        + "\"session\":{\"playback_session_id\":\"s\","
                        + "\"stat_url\":\"http://gluetun:19000/ace/stat/k/s\","
                        + "\"command_url\":\"http://gluetun:19000/ace/cmd/k/s\",\"is_live\":1},"
                        + "\"labels\":{\"stream_id\":\"k|s\"}}");
        assertThat(orchestrator.seen("POST /events/stream_ended").get(0).body())
                .isEqualTo("{\"container_id\":\"engine-of-k\",\"stream_id\":\"k|s\",\"content_id\":\"k\","
                        + "\"reason\":\"eof\"}");
    }

    @Test
    void reportsAnEventOfTheRewriteUnderItsPrefix() {
        OrchestratorClient client = talkTo(Dialect.B);
        orchestrator.on("POST /api/v1/events/stream_ended", json(200, "{\"status\":\"ended\"}"));
        var end = Samples.stream("k", "s").ended(EndReason.COMPLETED);
        assertThat(content(client.streamEnded(end, fixture.caller)).applied()).isTrue();
    }

    @Test
    void noticesThatAnotherDialectAnswersNowAndAsksThatOne() {
        OrchestratorClient client = talkTo(Dialect.A_DEC);
        orchestrator.on("GET /engines", json(200, Samples.ENGINES_A_DEC));
        content(client.engines(Freshness.CONFIRMED, fixture.caller));
        orchestrator.become(Dialect.B);
        orchestrator.on("GET /api/v1/engines", json(200, Samples.ENGINES_B));
        assertThat(content(client.engines(Freshness.CONFIRMED, fixture.caller)).engines())
                .extracting(EngineState::containerId)
                .containsExactly("ccc");
        assertThat(client.dialect()).contains(Dialect.B);
    }

    @Test
    void reservesOnTheSecondListenerOfTheRewriteIfToldWhereItIs() {
        orchestrator = FakeOrchestrator.speaking(Dialect.B);
        orchestrator.on(
                "GET /internal/proxy/select-engine",
                json(200, "{\"container_id\":\"c\",\"host\":\"10.0.0.1\",\"port\":6878,\"max_streams_per_engine\":2}"),
                json(503, "{\"error\":\"no eligible engine (total=2)\"}"));
        OrchestratorClient client = fixture.client(orchestrator.uri(), b -> b.reservationBase(orchestrator.uri()));
        assertThat(content(client.reserve(fixture.caller)).maxStreamsPerEngine())
                .hasValue(2);
        Refusal refusal = await(client.reserve(fixture.caller)).refusalIfAny().orElseThrow();
        assertThat(refusal.reason().message()).isEqualTo("no eligible engine (total=2)");
        assertThat(refusal.isTemporary()).isTrue();
    }

    @Test
    void reservesNothingWhereTheSecondListenerIsNotKnown() {
        assertThat(await(talkTo(Dialect.A_DEC).reserve(fixture.caller))).isInstanceOf(Reply.Unsupported.class);
    }

    @Test
    void keepsThePathThatTheAddressBringsAlong() {
        orchestrator = FakeOrchestrator.speaking(Dialect.A_DEC);
        orchestrator.on("GET /orch/orchestrator/status", json(200, Samples.STATUS_A_DEC));
        OrchestratorClient client = fixture.client(orchestrator.uri().resolve("/orch/"));
        assertThat(content(client.status(fixture.caller)).state()).isEqualTo("degraded");
    }
}
