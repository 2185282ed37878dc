package io.acexy.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.Patience;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NettyHttpTransportTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(500);

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop home = group.next();
    private final MockWebServer server = new MockWebServer();
    private NettyHttpTransport transport;

    @BeforeEach
    void start() throws IOException {
        server.start(NetUtil.LOCALHOST4, 0);
        transport = transport("127.0.0.1", server.getPort(), 2, 4);
    }

    @AfterEach
    void stop() throws Exception {
        home.submit(() -> transport.close()).get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        group.shutdownGracefully(0, Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)
                .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        server.close();
    }

    private NettyHttpTransport transport(String host, int port, int connections, int waiting) {
        HttpPeer peer = new HttpPeer(
                host,
                port,
                false,
                Optional.of("Bearer secret"),
                new HttpLimits(connections, waiting, 100_000, Duration.ofSeconds(30)));
        return new NettyHttpTransport(
                home,
                NioSocketChannel::new,
                DefaultAddressResolverGroup.INSTANCE,
                Optional.empty(),
                peer,
                Ticker.systemTicker());
    }

    private Promise<HttpOutcome> begin(HttpCall call) {
        Promise<HttpOutcome> promise = home.newPromise();
        home.execute(() -> transport.execute(call, promise::setSuccess));
        return promise;
    }

    private HttpOutcome outcome(HttpCall call) throws Exception {
        return begin(call).get(90, TimeUnit.SECONDS);
    }

    private String body(HttpCall call) throws Exception {
        HttpOutcome outcome = outcome(call);
        assertThat(outcome).isInstanceOf(HttpOutcome.Answered.class);
        return ((HttpOutcome.Answered) outcome).body();
    }

    private HttpOutcome.Broken broken(HttpCall call) throws Exception {
        HttpOutcome outcome = outcome(call);
        assertThat(outcome).isInstanceOf(HttpOutcome.Broken.class);
        return (HttpOutcome.Broken) outcome;
    }

    private static HttpCall get(Duration timeout) {
        return HttpCall.get("/page", timeout);
    }

    private static HttpCall post() {
        return new HttpCall("/page", Optional.of("{}".getBytes(StandardCharsets.UTF_8)), Optional.empty(), false, LONG);
    }

    private static MockResponse.Builder answer(String body) {
        return new MockResponse.Builder().body(body);
    }

    @Test
    void usesAConnectionAgain() throws Exception {
        server.enqueue(answer("one").build());
        server.enqueue(answer("two").build());
        assertThat(body(get(LONG))).isEqualTo("one");
        assertThat(body(get(LONG))).isEqualTo("two");
        assertThat(server.takeRequest().getConnectionIndex())
                .isEqualTo(server.takeRequest().getConnectionIndex());
    }

    @Test
    void sendsAGetOnceMoreWhenThePeerHadClosedThePooledConnection() throws Exception {
        server.enqueue(answer("one").build());
        server.enqueue(
                answer("").onResponseStart(new SocketEffect.CloseSocket()).build());
        server.enqueue(answer("three").build());
        assertThat(body(get(LONG))).isEqualTo("one");
        assertThat(body(get(LONG))).isEqualTo("three");
        assertThat(server.getRequestCount()).isEqualTo(3);
    }

    @Test
    void sendsAGetOnlyOnceMore() throws Exception {
        server.enqueue(answer("one").build());
        server.enqueue(
                answer("").onResponseStart(new SocketEffect.CloseSocket()).build());
        server.enqueue(
                answer("").onResponseStart(new SocketEffect.CloseSocket()).build());
        assertThat(body(get(LONG))).isEqualTo("one");
        assertThat(broken(get(LONG)).fault()).isEqualTo(HttpFault.RESET);
        assertThat(server.getRequestCount()).isEqualTo(3);
    }

    @Test
    void neverSendsAPostTwice() throws Exception {
        server.enqueue(answer("one").build());
        server.enqueue(
                answer("").onResponseStart(new SocketEffect.CloseSocket()).build());
        assertThat(body(get(LONG))).isEqualTo("one");
        HttpOutcome.Broken broken = broken(post());
        assertThat(broken.fault()).isEqualTo(HttpFault.RESET);
        assertThat(broken.sent()).isTrue();
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void opensANewConnectionWhenThePeerDoesNotKeepIt() throws Exception {
        server.enqueue(answer("one").addHeader("Connection", "close").build());
        server.enqueue(answer("two").build());
        assertThat(body(get(LONG))).isEqualTo("one");
        assertThat(body(get(LONG))).isEqualTo("two");
        assertThat(server.takeRequest().getConnectionIndex())
                .isNotEqualTo(server.takeRequest().getConnectionIndex());
    }

    @Test
    void tellsARefusedConnectionFromASentRequest() throws Exception {
        int port = server.getPort();
        server.close();
        HttpOutcome.Broken broken = broken(post());
        assertThat(port).isPositive();
        assertThat(broken.fault()).isEqualTo(HttpFault.CONNECT);
        assertThat(broken.sent()).isFalse();
    }

    @Test
    void endsACallWhosePeerSaysNothing() throws Exception {
        server.enqueue(answer("").onResponseStart(SocketEffect.Stall.INSTANCE).build());
        HttpOutcome.Broken broken = broken(get(SHORT));
        assertThat(broken.fault()).isEqualTo(HttpFault.TIMEOUT);
        assertThat(broken.sent()).isTrue();
    }

    @Test
    void endsACallWhosePeerDripsItsAnswer() throws Exception {
        server.enqueue(
                answer("x".repeat(1000)).throttleBody(1, 1, TimeUnit.SECONDS).build());
        assertThat(broken(get(SHORT)).fault()).isEqualTo(HttpFault.TIMEOUT);
    }

    @Test
    void tellsATruncatedAnswerFromAWholeOne() throws Exception {
        server.enqueue(answer("x".repeat(50_000))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        assertThat(broken(get(LONG)).fault()).isEqualTo(HttpFault.TRUNCATED);
    }

    @Test
    void doesNotHoldAnAnswerThatIsTooLarge() throws Exception {
        server.enqueue(answer("x".repeat(200_000)).build());
        assertThat(broken(get(LONG)).fault()).isEqualTo(HttpFault.TOO_LARGE);
    }

    @Test
    void readsAnAnswerInChunks() throws Exception {
        server.enqueue(
                new MockResponse.Builder().chunkedBody("x".repeat(10_000), 7).build());
        assertThat(body(get(LONG))).hasSize(10_000);
    }

    @Test
    void skipsAnInterimAnswer() throws Exception {
        server.enqueue(answer("real").add100Continue().build());
        assertThat(body(get(LONG))).isEqualTo("real");
    }

    @Test
    void queuesCallsBeyondItsConnectionsAndRefusesThoseBeyondItsQueue() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                release.await();
                return answer("late").build();
            }
        });
        List<Promise<HttpOutcome>> calls = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            calls.add(begin(get(LONG)));
        }
        int highest = highestConnection(2); // both connections are there, and busy
        for (int i = 0; i < 4; i++) {
            calls.add(begin(get(LONG))); // the four that may wait
        }
        assertThat(broken(get(LONG)).fault()).isEqualTo(HttpFault.OVERLOADED);
        release.countDown();
        for (Promise<HttpOutcome> call : calls) {
            assertThat(call.get(90, TimeUnit.SECONDS)).isInstanceOf(HttpOutcome.Answered.class);
        }
        assertThat(Math.max(highest, highestConnection(4))).isLessThan(2);
    }

    private int highestConnection(int requests) throws InterruptedException {
        int highest = 0;
        for (int i = 0; i < requests; i++) {
            highest = Math.max(highest, server.takeRequest().getConnectionIndex());
        }
        return highest;
    }

    @Test
    void endsEveryCallWhenItIsClosed() throws Exception {
        server.enqueue(answer("").onResponseStart(SocketEffect.Stall.INSTANCE).build());
        Promise<HttpOutcome> call = begin(get(LONG));
        server.takeRequest();
        home.submit(() -> transport.close()).get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(((HttpOutcome.Broken) call.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).fault())
                .isEqualTo(HttpFault.CLOSED);
        assertThat(broken(get(LONG)).fault()).isEqualTo(HttpFault.CLOSED);
    }

    @Test
    void doesNotTakeGarbageForAnAnswer() throws Exception {
        try (ServerSocket garbage = new ServerSocket(0, 1, NetUtil.LOCALHOST4)) {
            transport = transport("localhost", garbage.getLocalPort(), 1, 1);
            Promise<HttpOutcome> call = begin(get(LONG));
            try (Socket peer = garbage.accept()) {
                peer.getInputStream().read();
                peer.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(((HttpOutcome.Broken) call.get(90, TimeUnit.SECONDS)).fault())
                        .isEqualTo(HttpFault.GARBLED);
            }
        }
    }

    @Test
    void saysWhoAsksAndForWhat() throws Exception {
        server.enqueue(answer("{}").build());
        outcome(post());
        RecordedRequest request = server.takeRequest();
        assertThat(request.getHeaders().get("Host")).isEqualTo("127.0.0.1:" + server.getPort());
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer secret");
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeaders().get("Accept")).isEqualTo("application/json");
    }

    @Test
    void neverShowsTheSecret() {
        HttpPeer peer = new HttpPeer(
                "::1", 80, false, Optional.of("Bearer secret"), new HttpLimits(1, 1, 1024, Duration.ofSeconds(1)));
        assertThat(peer.toString()).isEqualTo("http://[::1]");
    }
}
