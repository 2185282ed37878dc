package io.acexy.simulator.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.simulator.engine.DelayRange;
import io.acexy.simulator.orchestrator.ApiClient.Exchange;
import io.acexy.simulator.support.JsonTree;
import io.acexy.testkit.Patience;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How requests and answers fail to travel. */
final class TransportScriptTest {

    private static final Duration SOON = Patience.LIMIT;

    private static final String GET_VPN = "GET /vpn/status HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String GET_NOWHERE = "GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final String POST_PROVISION =
            "POST /provision/acestream HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";

    private final OrchestratorSimulator orchestrator = OrchestratorSimulator.start();
    private final ApiClient client = ApiClient.of(orchestrator);

    @AfterEach
    void close() {
        orchestrator.close();
    }

    @Test
    void refusingClosesThePortAndResetsConnections() throws Exception {
        try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), orchestrator.port())) {
            orchestrator.awaitCounters(c -> c.connectionsNow() == 1, SOON);
            orchestrator.setScript(OrchestratorScript.REFUSING);
            assertThatThrownBy(() -> idle.getInputStream().read()).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(client::engines).isInstanceOf(ConnectException.class);
        assertThat(orchestrator.counters().listening()).isFalse();
        orchestrator.setScript(OrchestratorScript.NORMAL);
        assertThat(client.engines()).hasSize(2);
    }

    @Test
    void whatCameWhileFrozenIsCarriedOutOnceThawed() throws Exception {
        orchestrator.setScript(OrchestratorScript.FROZEN);
        CompletableFuture<Exchange> list = client.getLater("/engines");
        CompletableFuture<Exchange> status = client.getLater("/orchestrator/status");
        orchestrator.awaitCounters(c -> c.requests().size() == 2, SOON);
        assertThat(list).isNotDone();
        assertThat(status).isNotDone();
        orchestrator.setScript(OrchestratorScript.NORMAL);
        assertThat(list.get().status()).isEqualTo(200);
        assertThat(status.get().status()).isEqualTo(200);
    }

    @Test
    void whatAClientLeftBehindWhileFrozenIsCarriedOutToo() throws Exception {
        orchestrator.setScript(OrchestratorScript.FROZEN);
        try (Socket impatient = new Socket(InetAddress.getLoopbackAddress(), orchestrator.port())) {
            impatient.getOutputStream().write(POST_PROVISION.getBytes(StandardCharsets.US_ASCII));
            orchestrator.awaitCounters(c -> c.calls(OrchestratorEndpoint.PROVISION) == 1, SOON);
        }
        orchestrator.awaitCounters(c -> c.connectionsNow() == 0, SOON);
        orchestrator.setScript(OrchestratorScript.NORMAL);
        orchestrator.awaitCounters(c -> c.provisionsSucceeded() == 1, SOON);
    }

    @Test
    void oneEndpointMayBeFrozenAlone() throws Exception {
        orchestrator.setScript(OrchestratorEndpoint.PROVISION, OrchestratorScript.FROZEN);
        CompletableFuture<Exchange> provision = client.postLater("/provision/acestream", "{}");
        orchestrator.awaitCounters(c -> c.calls(OrchestratorEndpoint.PROVISION) == 1, SOON);
        assertThat(client.engines()).hasSize(2);
        assertThat(provision).isNotDone();
        orchestrator.setScript(OrchestratorEndpoint.PROVISION, OrchestratorScript.NORMAL);
        assertThat(provision.get().status()).isEqualTo(200);
    }

    @Test
    void onlyTransportConcernsSingleEndpoints() {
        assertThatThrownBy(() -> orchestrator.setScript(OrchestratorEndpoint.ENGINES, OrchestratorScript.VPN_DOWN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void standstillsComeToAnEnd() throws Exception {
        orchestrator.configure(s -> s.withFaults(f -> f.withFreeze(Duration.ofMillis(50), Duration.ofMillis(100))));
        orchestrator.setScript(OrchestratorScript.FREEZES_BY_TURNS);
        assertThat(client.engines()).hasSize(2);
        assertThat(client.engines()).hasSize(2);
    }

    @Test
    void aSlowDripArrivesWholeInTheEnd() throws Exception {
        orchestrator.configure(s -> s.withFaults(f -> f.withDrip(200, Duration.ofMillis(1))));
        orchestrator.setScript(OrchestratorScript.SLOW_DRIP);
        assertThat(client.engines()).hasSize(2);
    }

    @Test
    void truncatedJsonIsACompleteAnswer() throws Exception {
        orchestrator.setScript(OrchestratorScript.TRUNCATED_JSON);
        Exchange cut = client.get("/engines");
        assertThat(cut.status()).isEqualTo(200);
        assertThat(JsonTree.parse(cut.body()).errorAt()).isNotNegative();
    }

    @Test
    void bodiesMayBeCutOrReset() {
        orchestrator.setScript(OrchestratorScript.CUT_BODY);
        assertThatThrownBy(() -> client.get("/engines")).isInstanceOf(IOException.class);
        orchestrator.setScript(OrchestratorScript.RESET_BODY);
        assertThatThrownBy(() -> client.get("/engines")).isInstanceOf(IOException.class);
    }

    @Test
    void anEmptyReplyHasNoEffectAndALostAnswerHas() {
        orchestrator.setScript(OrchestratorScript.EMPTY_REPLY);
        assertThatThrownBy(client::provision).isInstanceOf(IOException.class);
        assertThat(orchestrator.counters().provisionsAsked()).isZero();
        orchestrator.setScript(OrchestratorScript.LOST_ANSWER);
        assertThatThrownBy(client::provision).isInstanceOf(IOException.class);
        assertThat(orchestrator.counters().provisionsSucceeded()).isEqualTo(1);
    }

    @Test
    void aStaleConnectionClosesUnderTheSecondRequest() throws Exception {
        orchestrator.setScript(OrchestratorScript.STALE_CONNECTIONS);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), orchestrator.port())) {
            String two = GET_VPN + POST_PROVISION;
            socket.getOutputStream().write(two.getBytes(StandardCharsets.US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers).containsOnlyOnce("HTTP/1.1");
        }
        assertThat(orchestrator.counters().provisionsAsked()).isZero();
        assertThat(orchestrator.counters().calls(OrchestratorEndpoint.PROVISION))
                .isEqualTo(1);
    }

    @Test
    void anUnusedConnectionIsClosed() throws Exception {
        orchestrator.configure(s -> s.withApi(a -> a.withKeepAlive(Duration.ofMillis(50))));
        assertThat(client.engines()).hasSize(2);
        orchestrator.awaitCounters(c -> c.connectionsNow() == 0, SOON);
        assertThat(client.engines()).hasSize(2);
    }

    @Test
    void requestsMayBePipelined() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), orchestrator.port())) {
            String two = GET_VPN + GET_NOWHERE;
            socket.getOutputStream().write(two.getBytes(StandardCharsets.US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers).startsWith("HTTP/1.1 200 OK\r\n").contains("HTTP/1.1 404 Not Found\r\n");
        }
    }

    @Test
    void htmlTextAndRefusalsReplaceTheAnswer() throws Exception {
        assertReplaced(OrchestratorScript.HTML_200, 200, "<html>");
        assertReplaced(OrchestratorScript.HTML_502, 502, "<html>");
        assertReplaced(OrchestratorScript.HTML_504, 504, "<html>");
        assertReplaced(OrchestratorScript.TEXT_500, 500, "Internal Server Error");
        assertThat(assertReplaced(OrchestratorScript.TOO_MANY_REQUESTS, 429, "{\"detail\":")
                        .header("retry-after"))
                .isEqualTo("2");
        assertThat(assertReplaced(OrchestratorScript.UNAVAILABLE, 503, "{\"detail\":")
                        .header("retry-after"))
                .isEqualTo("2");
        assertThat(orchestrator.counters().provisionsAsked()).isZero();
    }

    private Exchange assertReplaced(OrchestratorScript script, int status, String start) throws Exception {
        orchestrator.setScript(script);
        Exchange answer = client.provision();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).startsWith(start);
        return answer;
    }

    @Test
    void aHugeBodyIsHugeAndStillJson() throws Exception {
        orchestrator.configure(s -> s.withFaults(f -> f.withHuge(1 << 20, 500)));
        orchestrator.setScript(OrchestratorScript.HUGE_BODY);
        assertThat(client.get("/engines").body()).hasSizeGreaterThan(1 << 20);
        assertThat(client.engines()).hasSize(2);
        orchestrator.setScript(OrchestratorScript.NORMAL);
        orchestrator.setScript(OrchestratorScript.HUGE_LABELS);
        assertThat(client.engines().get(0).object("labels")).hasSizeGreaterThan(500);
    }

    @Test
    void eventsMayBeRefusedFailOrLoseTheirAnswer() throws Exception {
        orchestrator.setScript(OrchestratorScript.EVENTS_REFUSED);
        assertThat(client.started("c", "a", "1").status()).isEqualTo(503);
        orchestrator.setScript(OrchestratorScript.EVENTS_FAIL);
        assertThat(client.started("c", "a", "1").body()).isEqualTo("Internal Server Error");
        assertThat(orchestrator.counters().eventsRefused()).isEqualTo(2);
        assertThat(orchestrator.counters().eventsStarted()).isZero();
        orchestrator.setScript(OrchestratorScript.EVENTS_LOST_ANSWER);
        assertThatThrownBy(() -> client.started("c", "a", "1")).isInstanceOf(IOException.class);
        assertThat(orchestrator.counters().eventsStarted()).isEqualTo(1);
    }

    @Test
    void delaysAreSetForAllEndpointsOrForOne() throws Exception {
        DelayRange never = DelayRange.fixed(Duration.ofHours(1));
        orchestrator.configure(s -> s.withApi(a -> a.withDelay(OrchestratorEndpoint.STREAMS, never)));
        CompletableFuture<Exchange> slow = client.getLater("/streams");
        orchestrator.awaitCounters(c -> c.calls(OrchestratorEndpoint.STREAMS) == 1, SOON);
        assertThat(client.engines()).hasSize(2);
        assertThat(slow).isNotDone();
    }

    @Test
    void theLogHoldsBodiesAndTheKeyButNeverPrintsTheKey() throws Exception {
        ApiClient keyed = ApiClient.of(orchestrator, "Authorization", "Bearer " + ApiClient.KEY);
        keyed.post("/provision/acestream?key=" + ApiClient.KEY, "{\"labels\":{\"a\":\"b\"}}");
        ApiRequestRecord request =
                orchestrator.counters().requests(OrchestratorEndpoint.PROVISION).get(0);
        assertThat(request.headers()).containsEntry("authorization", "Bearer " + ApiClient.KEY);
        assertThat(request.body()).isEqualTo("{\"labels\":{\"a\":\"b\"}}");
        assertThat(orchestrator.counters().toString()).doesNotContain(ApiClient.KEY);
    }
}
