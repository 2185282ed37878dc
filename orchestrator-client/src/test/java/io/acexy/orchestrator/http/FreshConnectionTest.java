package io.acexy.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.BusyLoop;
import io.acexy.testkit.Patience;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must not be sent twice goes out on no connection that its server may be closing. */
class FreshConnectionTest {

    private static final int LIMIT_MILLIS = (int) Patience.LIMIT.toMillis();

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop home = group.next();
    private final MockTicker ticker = Ticker.newMockTicker();

    private ServerSocket server;
    private NettyHttpTransport transport;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, NetUtil.LOCALHOST4);
        server.setSoTimeout(LIMIT_MILLIS);
        HttpPeer peer = new HttpPeer(
                "127.0.0.1",
                server.getLocalPort(),
                false,
                Optional.empty(),
                new HttpLimits(1, 4, 100_000, Duration.ofMinutes(5)));
        transport = new NettyHttpTransport(
                home, NioSocketChannel::new, DefaultAddressResolverGroup.INSTANCE, Optional.empty(), peer, ticker);
    }

    @AfterEach
    void stop() throws Exception {
        home.submit(transport::close).sync();
        server.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    private static HttpCall get() {
        return HttpCall.get("/first", Patience.LIMIT);
    }

    private static HttpCall post() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        return new HttpCall("/second", Optional.of(body), Optional.empty(), false, Patience.LIMIT);
    }

    private Promise<HttpOutcome> begin(HttpCall call) {
        Promise<HttpOutcome> promise = home.newPromise();
        home.execute(() -> transport.execute(call, promise::setSuccess));
        return promise;
    }

    /** The next connection, on which a request has come. */
    private Asked accept() throws IOException {
        Asked asked = new Asked(server.accept());
        asked.await();
        return asked;
    }

    /** The loop finds the answer and the end of the connection at once, so late that any server would have left. */
    private void answerAndLeaveMeanwhile(Asked connection) throws Exception {
        BusyLoop.during(home, () -> {
            connection.answer("one");
            ticker.advance(5, TimeUnit.SECONDS);
            connection.close();
        });
    }

    private void assertThatItComesOnANewConnection(Promise<HttpOutcome> call) throws Exception {
        try (Asked connection = accept()) {
            connection.answer("two");
            assertThat(body(call)).isEqualTo("two");
        }
    }

    private static String body(Promise<HttpOutcome> call) throws Exception {
        HttpOutcome outcome = call.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        assertThat(outcome).isInstanceOf(HttpOutcome.Answered.class);
        return ((HttpOutcome.Answered) outcome).body();
    }

    /** The server's end of a connection. */
    private static final class Asked implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader reader;

        Asked(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(LIMIT_MILLIS);
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        /** Reads a request's head; the body, if any, of two bytes too. */
        void await() throws IOException {
            boolean hasBody = false;
            for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
                hasBody |= line.startsWith("POST ");
            }
            if (hasBody) {
                assertThat((char) reader.read()).isEqualTo('{');
                assertThat((char) reader.read()).isEqualTo('}');
            }
        }

        void answer(String text) throws IOException {
            String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text;
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void aPostTakesTheConnectionOnWhichSomethingWasAskedJustNow() throws Exception {
        Promise<HttpOutcome> first = begin(get());
        try (Asked connection = accept()) {
            connection.answer("one");
            assertThat(body(first)).isEqualTo("one");
            ticker.advance(999, TimeUnit.MILLISECONDS);
            Promise<HttpOutcome> second = begin(post());
            connection.await();
            connection.answer("two");
            assertThat(body(second)).isEqualTo("two");
        }
    }

    @Test
    void aPostTakesNoConnectionOnWhichNothingWasAskedForASecond() throws Exception {
        Promise<HttpOutcome> first = begin(get());
        try (Asked before = accept()) {
            before.answer("one");
            assertThat(body(first)).isEqualTo("one");
            ticker.advance(1, TimeUnit.SECONDS);
            Promise<HttpOutcome> second = begin(post());
            assertThatItComesOnANewConnection(second);
        }
    }

    @Test
    void aPostTakesNoConnectionWhoseAnswerABusyLoopReadWhenTheServerHadLeft() throws Exception {
        Promise<HttpOutcome> second = home.newPromise();
        home.execute(() -> transport.execute(get(), answered -> transport.execute(post(), second::setSuccess)));
        Asked before = accept();
        answerAndLeaveMeanwhile(before);
        assertThatItComesOnANewConnection(second);
    }

    @Test
    void aPostThatWaitedForAConnectionTakesNoneWhoseAnswerCameLate() throws Exception {
        Promise<HttpOutcome> first = begin(get());
        Asked before = accept();
        Promise<HttpOutcome> second = begin(post());
        answerAndLeaveMeanwhile(before);
        assertThat(body(first)).isEqualTo("one");
        assertThatItComesOnANewConnection(second);
    }

    @Test
    void aGetThatWaitedTakesTheConnectionAndGoesOutAgainIfTheServerHadLeft() throws Exception {
        Promise<HttpOutcome> first = begin(get());
        Asked before = accept();
        Promise<HttpOutcome> second = begin(get());
        answerAndLeaveMeanwhile(before);
        assertThat(body(first)).isEqualTo("one");
        assertThatItComesOnANewConnection(second);
    }
}
