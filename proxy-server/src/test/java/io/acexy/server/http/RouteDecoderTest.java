package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteDecoderTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private EmbeddedChannel channel;

    @BeforeEach
    void open() {
        channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline().addLast(new HttpRequestDecoder(), new RouteDecoder(TIMEOUT));
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void receive(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    private Route route(String request) {
        receive(request);
        return channel.readInbound();
    }

    private Route get(String target, String... headers) {
        return route("GET " + target + " HTTP/1.1\r\n" + String.join("", headers) + "\r\n");
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void aPlaybackRequestSaysWhatAndHow() {
        Route.Form form = new Route.Form(true, true, true, false);
        assertThat(get("/ace/getstream?id=" + HASH + "&quality=1", "Accept: application/json\r\n"))
                .isEqualTo(new Route.Playback(
                        new ContentId(ContentId.Kind.CONTENT_ID, HASH), Map.of("quality", "1"), form));
    }

    @Test
    void theFormFollowsVersionMethodAndConnection() {
        assertThat(get("/", "Connection: close\r\n").form()).isEqualTo(new Route.Form(true, true, false, true));
    }

    @Test
    void aClientOfHttp10ClosesUnlessItSaysOtherwise() {
        assertThat(route("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").form())
                .isEqualTo(new Route.Form(true, false, false, false));
        assertThat(route("HEAD / HTTP/1.0\r\n\r\n").form()).isEqualTo(new Route.Form(false, false, false, true));
    }

    @Test
    void pathsAndMethodsLeadToTheirRoutes() {
        assertThat(route("HEAD /ace/getstream?id=" + HASH + " HTTP/1.1\r\n\r\n"))
                .isInstanceOf(Route.Probe.class);
        assertThat(get("/ace/status")).isInstanceOf(Route.Status.class);
        assertThat(get("/ace/other")).isInstanceOf(Route.Unknown.class);
        assertThat(route("OPTIONS * HTTP/1.1\r\n\r\n")).isInstanceOf(Route.Methods.class);
        assertThat(route("OPTIONS / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"))
                .isInstanceOf(Route.Methods.class);
        assertThat(route("PUT /ace/status HTTP/1.1\r\n\r\n")).isInstanceOf(Route.WrongMethod.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a", "HTTPS://a:8080", "http://[::1]:80", "http://user@a"})
    void anAbsoluteTargetIsItsPathAndQuery(String authority) {
        assertThat(get(authority + "/ace/status")).isInstanceOf(Route.Status.class);
        assertThat(get(authority)).isInstanceOf(Route.Unknown.class);
        assertThat(get(authority + "?id=" + HASH)).isInstanceOf(Route.Unknown.class);
    }

    @Test
    void aWrongParameterCostsNotTheConnectionButNonsenseDoes() {
        assertThat(((Route.Malformed) get("/ace/getstream?id=1")).status()).isEqualTo(400);
        assertThat(get("/ace/getstream?id=1").form().last()).isFalse();
        Route nonsense = route("nonsense\r\n\r\n");
        assertThat(nonsense).isInstanceOf(Route.Malformed.class);
        assertThat(nonsense.form().last()).isTrue();
    }

    @Test
    void nothingIsReadBehindTheLastRequest() {
        receive("GET /a HTTP/1.1\r\nConnection: close\r\n\r\nGET /b HTTP/1.1\r\n\r\n");
        assertThat(channel.inboundMessages().poll()).isInstanceOf(Route.Unknown.class);
        assertThat(channel.inboundMessages().poll()).isNull();
    }

    @Test
    void aClientThatWaitsForTheWordToSendItsBodyIsAnsweredForTheLastTime() {
        assertThat(get("/ace/status", "Content-Length: 9\r\n", "Expect: 100-continue\r\n")
                        .form()
                        .last())
                .isTrue();
    }

    @Test
    void aBodyIsReleased() {
        ByteBuf body = Unpooled.copiedBuffer("body", StandardCharsets.US_ASCII);
        channel.pipeline().removeFirst();
        channel.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/ace/status", body));
        assertThat(body.refCnt()).isZero();
    }

    @Test
    void aRequestThatDripsIsClosedInTheEnd() {
        receive("GET /ace/status HTTP/1.1\r\n");
        for (int i = 0; i < 59; i++) {
            pass(Duration.ofSeconds(1));
            receive("x");
        }
        assertThat(channel.isOpen()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void eachCompleteRequestGivesNewTime() {
        for (int i = 0; i < 3; i++) {
            pass(TIMEOUT.minusSeconds(1));
            assertThat(get("/ace/status")).isNotNull();
        }
        pass(TIMEOUT);
        assertThat(channel.isOpen()).isFalse();
    }

    /** Answers each route with a fixed number of bytes, and flushes as the small answers do. */
    private static final class Echo extends ChannelInboundHandlerAdapter {

        private final List<Object> answered = new ArrayList<>();

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object route) {
            answered.add(route);
            ctx.write(Unpooled.wrappedBuffer(new byte[1000]));
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }
    }

    @Test
    void requestsWaitUntilTheAnswersBeforeThemHaveLeft() {
        Echo echo = new Echo();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1_500, 3_000));
        channel.pipeline().addLast(echo);
        String requests = "GET /ace/status HTTP/1.1\r\n\r\n".repeat(100);
        ByteBuf bytes = Unpooled.copiedBuffer(requests, StandardCharsets.US_ASCII);
        // Without the end of the read nothing is flushed yet.
        channel.pipeline().fireChannelRead(bytes);
        assertThat(echo.answered).hasSizeLessThan(5);
        assertThat(channel.config().isAutoRead()).isFalse();
        channel.pipeline().fireChannelReadComplete();
        assertThat(echo.answered).hasSize(100);
        assertThat(channel.config().isAutoRead()).isTrue();
    }
}
