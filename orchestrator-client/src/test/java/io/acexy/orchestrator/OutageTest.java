package io.acexy.orchestrator;

import static io.acexy.orchestrator.ClientFixture.await;
import static io.acexy.orchestrator.ClientFixture.content;
import static io.acexy.orchestrator.FakeOrchestrator.json;
import static io.acexy.orchestrator.FakeOrchestrator.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.OrchestratorClient.Freshness;
import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.message.EndReason;
import io.acexy.orchestrator.message.EngineList;
import io.acexy.orchestrator.message.OrchestratorStatus;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import io.acexy.orchestrator.time.Backoff;
import io.acexy.testkit.AlikeOnEveryJvm;
import io.acexy.testkit.Patience;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@AlikeOnEveryJvm
class OutageTest {

    private static final Backoff AT_ONCE = new Backoff(Duration.ofNanos(1), Duration.ofNanos(1), 0);
    private static final Backoff LONG = new Backoff(Duration.ofHours(1), Duration.ofHours(1), 0);

    private final ClientFixture fixture = new ClientFixture();
    private final FakeOrchestrator orchestrator = FakeOrchestrator.speaking(Dialect.A_DEC);

    @AfterEach
    void stop() {
        fixture.close();
        orchestrator.close();
    }

    private HttpFault fault(Future<? extends Reply<?>> call) {
        Reply<?> reply = await(call);
        assertThat(reply).isInstanceOf(Reply.Failed.class);
        return ((Reply.Failed<?>) reply).fault();
    }

    private OrchestratorClient client(UnaryOperator<OrchestratorConfig.Builder> settings) {
        return fixture.client(orchestrator.uri(), settings);
    }

    @Test
    void endsACallToAnOrchestratorThatIsNotThere() {
        OrchestratorClient client = client(b -> b);
        orchestrator.server.close();
        assertThat(fault(client.status(fixture.caller))).isEqualTo(HttpFault.CONNECT);
    }

    @Test
    void doesNotTakeAPageForAList() {
        OrchestratorClient client = client(b -> b);
        orchestrator.on("GET /engines", text(200, "text/html", "<html>Welcome to nginx!</html>"));
        assertThat(fault(client.engines(Freshness.CONFIRMED, fixture.caller))).isEqualTo(HttpFault.GARBLED);
    }

    @Test
    void doesNotTakeAnyServerForAnOrchestrator() {
        orchestrator.on("GET /orchestrator/status", text(200, "text/html", "<html>Welcome to nginx!</html>"));
        assertThat(fault(client(b -> b).status(fixture.caller))).isEqualTo(HttpFault.GARBLED);
    }

    @Test
    void speaksToTheVersionWhoseStatusPageIsBroken() {
        orchestrator.on("GET /orchestrator/status", text(500, "text/plain", "Internal Server Error"));
        orchestrator.on("GET /engines", json(200, Samples.ENGINES_A_OCT));
        OrchestratorClient client = client(b -> b);
        assertThat(content(client.engines(Freshness.CONFIRMED, fixture.caller)).engines())
                .hasSize(1);
    }

    @Test
    void endsACallThatDrips() {
        orchestrator.on(
                "GET /engines",
                json(200, "[" + " ".repeat(5_000) + "]")
                        .newBuilder()
                        .throttleBody(1, 1, TimeUnit.SECONDS)
                        .build());
        OrchestratorClient client = client(b -> b.timeout(Duration.ofSeconds(3)));
        assertThat(fault(client.engines(Freshness.CONFIRMED, fixture.caller))).isEqualTo(HttpFault.TIMEOUT);
    }

    /** Generation A asks every engine before it answers, and waits 5 s for one that hangs. */
    @Test
    void waitsLongerForTheListThanForOtherAnswers() throws InterruptedException {
        CountDownLatch otherTimeIsOver = new CountDownLatch(1);
        orchestrator.page("GET /engines", request -> {
            otherTimeIsOver.await();
            return json(200, Samples.ENGINES_A_DEC);
        });
        orchestrator.on(
                "GET /vpn/status",
                new MockResponse.Builder()
                        .onResponseStart(SocketEffect.Stall.INSTANCE)
                        .build());
        OrchestratorClient client = client(b -> b.timeout(Duration.ofSeconds(2)));
        Future<Reply<EngineList>> list = client.engines(Freshness.CONFIRMED, fixture.caller);
        assertThat(fault(client.vpn(fixture.caller))).isEqualTo(HttpFault.TIMEOUT);
        otherTimeIsOver.countDown();
        assertThat(content(list).engines()).hasSize(1);
    }

    @Test
    void tellsATruncatedListFromAShortOne() {
        orchestrator.on(
                "GET /engines",
                json(200, "[" + " ".repeat(50_000) + "]")
                        .newBuilder()
                        .onResponseBody(new SocketEffect.CloseSocket())
                        .build());
        assertThat(fault(client(b -> b).engines(Freshness.CONFIRMED, fixture.caller)))
                .isEqualTo(HttpFault.TRUNCATED);
    }

    @Test
    void stopsCallingAnOrchestratorThatDoesNotAnswer() {
        OrchestratorClient client = client(b -> b.breaker(3, LONG));
        orchestrator.server.close();
        for (int i = 0; i < 3; i++) {
            assertThat(fault(client.status(fixture.caller))).isEqualTo(HttpFault.CONNECT);
        }
        assertThat(await(client.status(fixture.caller))).isInstanceOf(Reply.CircuitOpen.class);
    }

    @Test
    void takesAGatewayWithoutAnOrchestratorForAnOutage() {
        OrchestratorClient client = client(b -> b.breaker(2, LONG));
        content(client.status(fixture.caller));
        orchestrator.on("GET /orchestrator/status", text(502, "text/html", "<html>Bad Gateway</html>"));
        assertThat(await(client.status(fixture.caller)).refusalIfAny().map(Refusal::status))
                .contains(502);
        await(client.status(fixture.caller));
        assertThat(await(client.status(fixture.caller))).isInstanceOf(Reply.CircuitOpen.class);
    }

    @Test
    void doesNotTakeARefusalForAnOutage() {
        OrchestratorClient client = client(b -> b.breaker(1, LONG));
        orchestrator.on("GET /vpn/status", json(503, "{\"detail\":\"VPN not configured\"}"));
        assertThat(await(client.vpn(fixture.caller)).refusalIfAny()).isPresent();
        content(client.status(fixture.caller));
    }

    @Test
    void findsTheWayBackByAProbeAndTheDialectAnew() {
        OrchestratorClient client = client(b -> b.breaker(1, AT_ONCE));
        content(client.status(fixture.caller));
        orchestrator.on(
                "GET /engines",
                new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build());
        await(client.engines(Freshness.CONFIRMED, fixture.caller));
        orchestrator.become(Dialect.B);
        assertThat(answered(client).state()).isEqualTo("degraded");
        assertThat(client.dialect()).contains(Dialect.B);
    }

    /** The breaker lets one through; who comes while it probes is told to come again. */
    private OrchestratorStatus answered(OrchestratorClient client) {
        Reply<OrchestratorStatus> reply = await(client.status(fixture.caller));
        while (reply.contentIfAny().isEmpty()) {
            reply = await(client.status(fixture.caller));
        }
        return reply.contentIfAny().get();
    }

    @Test
    void saysThatAnEventMayHaveArrivedWhenItsAnswerIsLost() {
        OrchestratorClient client = client(b -> b);
        orchestrator.on(
                "POST /events/stream_ended",
                new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build());
        var end = Samples.stream("k", "s").ended(EndReason.EOF);
        assertThat(await(client.streamEnded(end, fixture.caller))).isInstanceOf(Reply.Ambiguous.class);
        assertThat(orchestrator.seen("POST /events/stream_ended")).hasSize(1);
    }

    @Test
    void endsCallsThatComeAfterItWasClosed() {
        OrchestratorClient client = client(b -> b);
        await(client.close(fixture.caller));
        assertThat(fault(client.status(fixture.caller))).isEqualTo(HttpFault.CLOSED);
    }

    @Test
    void endsCallsThatComeAfterItsLoopHasEnded() {
        OrchestratorClient client = client(b -> b);
        await(fixture.home.shutdownGracefully(0, Patience.LIMIT.toSeconds(), TimeUnit.SECONDS));
        assertThat(fault(client.status(fixture.caller))).isEqualTo(HttpFault.CLOSED);
    }

    @Test
    void findsNamesByTheResolverItIsGiven() {
        ClientTransport nio = ClientTransport.nio(fixture.home);
        ClientTransport named =
                new ClientTransport(fixture.home, nio.channels(), new OneName("orchestrator.test"), Optional.empty());
        URI uri = URI.create("http://orchestrator.test:" + orchestrator.server.getPort());
        OrchestratorClient client = new NettyOrchestratorClient(ClientFixture.config(uri, b -> b), named);
        content(client.status(fixture.caller));
        await(client.close(fixture.caller));
    }

    @Test
    void endsACallToANameThatNobodyKnows() {
        ClientTransport nio = ClientTransport.nio(fixture.home);
        ClientTransport named =
                new ClientTransport(fixture.home, nio.channels(), new OneName("other.test"), Optional.empty());
        OrchestratorClient client = new NettyOrchestratorClient(
                ClientFixture.config(URI.create("http://orchestrator.test"), b -> b), named);
        assertThat(fault(client.status(fixture.caller))).isEqualTo(HttpFault.CONNECT);
        await(client.close(fixture.caller));
    }

    /** Knows one name, which is this machine's. */
    private static final class OneName extends AddressResolverGroup<InetSocketAddress> {

        private final String name;

        OneName(String name) {
            this.name = name;
        }

        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            return new InetNameResolver(executor) {
                @Override
                protected void doResolve(String host, Promise<InetAddress> promise) {
                    if (host.equals(name)) {
                        promise.setSuccess(NetUtil.LOCALHOST4);
                    } else {
                        promise.setFailure(new UnknownHostException(host));
                    }
                }

                @Override
                protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
                    promise.setSuccess(List.of(NetUtil.LOCALHOST4));
                }
            }.asAddressResolver();
        }
    }
}
