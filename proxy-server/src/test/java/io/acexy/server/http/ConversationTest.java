package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.http.ConnectionEnd.Cause;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationTest {

    private final Promise<Answer> later = ImmediateEventExecutor.INSTANCE.newPromise();
    private final AtomicReference<BodySink> stream = new AtomicReference<>();
    private final AtomicInteger bodyEnds = new AtomicInteger();

    private final DoorFixture door = new DoorFixture(
            new Route(HttpMethod.GET, "/later", Area.OPEN, request -> later),
            new Route(HttpMethod.GET, "/stream", Area.OPEN, Handler.now(request -> streamed())),
            new Route(HttpMethod.GET, "/bug", Area.OPEN, Handler.now(request -> {
                throw new IllegalStateException("a deliberate mistake");
            })),
            new Route(HttpMethod.GET, "/file", Area.OPEN, jarFile()));

    private Answer streamed() {
        return new Answer.Streamed(HttpResponseStatus.OK, new DefaultHttpHeaders(), sink -> {
            stream.set(sink);
            sink.onEnd(bodyEnds::incrementAndGet);
        });
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private static Answer text(String text) {
        return Answer.text(HttpResponseStatus.OK, text.getBytes(StandardCharsets.US_ASCII));
    }

    @AfterEach
    void close() {
        door.close();
    }

    // ---- one after the other ----

    @Test
    void anAnswerThatComesLaterIsWrittenBeforeTheNextRequestIsLookedAt() {
        door.receive("GET /later HTTP/1.1\r\n\r\nGET /echo?text=two HTTP/1.1\r\n\r\n");
        assertThat(door.sent()).isEmpty();
        assertThat(door.requests).isEmpty();
        later.setSuccess(text("one"));
        assertThat(door.sent()).containsSubsequence("one", "two");
    }

    @Test
    void anAnswerDoesNotWaitForTheOneBehindIt() {
        assertThat(door.ask("GET /echo?text=one HTTP/1.1\r\n\r\nGET /later HTTP/1.1\r\n\r\n"))
                .endsWith("one");
    }

    @Test
    void anAnswerForAClientThatHasGoneIsReleased() {
        door.get("/later");
        door.channel.close();
        Answer.Whole answer = new Answer.Whole(
                HttpResponseStatus.OK,
                new DefaultHttpHeaders(),
                Unpooled.buffer().writeZero(9));
        later.setSuccess(answer);
        assertThat(answer.body().refCnt()).isZero();
        assertThat(door.connections.ended(Cause.CLIENT_LEFT)).isEqualTo(1);
    }

    @Test
    void requestsWaitUntilTheAnswersBeforeThemAreRead() {
        Promise<Answer> never = ImmediateEventExecutor.INSTANCE.newPromise();
        try (DoorFixture waiting = new DoorFixture(new Route(HttpMethod.GET, "/never", Area.OPEN, request -> never))) {
            waiting.receive("GET /never HTTP/1.1\r\n\r\n");
            assertThat(waiting.channel.config().isAutoRead())
                    .as("a client who hangs up is noticed")
                    .isTrue();
            waiting.receive("GET /echo HTTP/1.1\r\n\r\n".repeat(100));
            assertThat(waiting.channel.config().isAutoRead()).isFalse();
            never.setSuccess(text("x"));
            assertThat(waiting.requests).hasSize(100);
            assertThat(waiting.channel.config().isAutoRead()).isTrue();
        }
    }

    @Test
    void whoDoesNotReadIsNotAnswered() {
        door.channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1_500, 3_000));
        ByteBuf requests = bytes("GET /echo?text=" + "x".repeat(1_000) + " HTTP/1.1\r\n\r\n");
        door.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        door.channel.pipeline().fireChannelRead(requests);
        door.channel.pipeline().fireChannelReadComplete();
        assertThat(door.requests).isEmpty();
        assertThat(door.channel.config().isAutoRead()).isFalse();
        door.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        door.channel.runPendingTasks();
        assertThat(door.requests).hasSize(1);
        assertThat(door.channel.config().isAutoRead()).isTrue();
    }

    // ---- the end of a connection ----

    @Test
    void nothingIsReadBehindTheLastRequest() {
        String answers = door.ask("GET /echo?text=one HTTP/1.1\r\nConnection: close\r\n\r\nGET /echo HTTP/1.1\r\n\r\n");
        assertThat(answers).contains("connection: close").endsWith("one");
        assertThat(door.requests).hasSize(1);
        assertThat(door.connections.ended(Cause.ANSWERED)).isEqualTo(1);
    }

    @Test
    void aRequestThatDripsIsClosedInTheEnd() {
        door.receive("GET /echo HTTP/1.1\r\n");
        for (int i = 0; i < 59; i++) {
            door.pass(Duration.ofSeconds(1));
            door.receive("x");
        }
        assertThat(door.channel.isOpen()).isTrue();
        door.pass(Duration.ofSeconds(1));
        assertThat(door.channel.isOpen()).isFalse();
        assertThat(door.connections.ended(Cause.IDLE)).isEqualTo(1);
    }

    @Test
    void eachCompleteRequestGivesNewTime() {
        for (int i = 0; i < 3; i++) {
            door.pass(DoorFixture.TIMEOUT.minusSeconds(1));
            assertThat(door.get("/echo")).isNotEmpty();
        }
        door.pass(DoorFixture.TIMEOUT);
        assertThat(door.channel.isOpen()).isFalse();
    }

    @Test
    void whoWaitsForAnAnswerIsNotClosedAndHasTheWholeTimeBehindIt() {
        door.get("/later");
        door.pass(DoorFixture.TIMEOUT.multipliedBy(2));
        assertThat(door.channel.isOpen()).isTrue();
        later.setSuccess(text("one"));
        door.pass(DoorFixture.TIMEOUT.minusSeconds(1));
        assertThat(door.channel.isOpen()).isTrue();
        door.pass(Duration.ofSeconds(1));
        assertThat(door.channel.isOpen()).isFalse();
    }

    @Test
    void atTheEndOfTheProgramWhoWaitsIsAnsweredForTheLastTimeAndWhoDoesNotIsClosed() {
        try (DoorFixture idle = new DoorFixture()) {
            assertThat(idle.get("/echo?text=one")).endsWith("one");
            idle.connections.closeIdle();
            idle.channel.runPendingTasks();
            assertThat(idle.channel.isOpen()).isFalse();
            assertThat(idle.connections.ended(Cause.SHUTDOWN)).isEqualTo(1);
        }
        door.get("/later");
        door.connections.closeIdle();
        door.channel.runPendingTasks();
        assertThat(door.channel.isOpen()).isTrue();
        later.setSuccess(text("one"));
        assertThat(door.sent()).contains("connection: close").endsWith("one");
    }

    @Test
    void atTheEndOfTheProgramWhoHasJustConnectedIsAnsweredIfHeAsksWithinASecond() {
        try (DoorFixture late = new DoorFixture()) {
            late.connections.closeIdle();
            late.pass(Duration.ofMillis(900));
            assertThat(late.channel.isOpen()).isTrue();
            late.pass(Duration.ofMillis(100));
            assertThat(late.channel.isOpen()).isFalse();
        }
        door.connections.closeIdle();
        door.pass(Duration.ofMillis(900));
        assertThat(door.get("/echo?text=one")).contains("connection: close").endsWith("one");
    }

    // ---- whose fault it is ----

    @Test
    void aMistakeInAHandlerIs500AndCountedAndCostsNotTheConnection() {
        assertThat(door.get("/bug")).startsWith("HTTP/1.1 500 ").doesNotContain("deliberate");
        assertThat(door.bugs.count()).isEqualTo(1);
        assertThat(door.get("/echo?text=on")).endsWith("on");
    }

    @Test
    void anAnswerThatFailsLaterIsAMistakeToo() {
        door.get("/later");
        later.setFailure(new IllegalStateException("a deliberate mistake"));
        assertThat(door.sent()).startsWith("HTTP/1.1 500 ");
        assertThat(door.bugs.count()).isEqualTo(1);
    }

    @Test
    void theNetworksFaultIsNoMistakeAndAMistakeIsNotTheNetworks() {
        door.channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        assertThat(door.connections.ended(Cause.BROKEN)).isEqualTo(1);
        assertThat(door.bugs.count()).isZero();
        try (DoorFixture other = new DoorFixture()) {
            other.channel.pipeline().fireExceptionCaught(new IllegalStateException("a deliberate mistake"));
            assertThat(other.connections.ended(Cause.INTERNAL)).isEqualTo(1);
            assertThat(other.bugs.count()).isEqualTo(1);
        }
    }

    @Test
    void theFirstCauseOfAnEndIsItsReason() {
        Connection connection = new Connection(door.channel, door.bugs);
        connection.ending(Cause.STALLED, "first");
        connection.broken(new IOException("second"));
        assertThat(connection.end()).isEqualTo(new ConnectionEnd(Cause.STALLED, "first"));
    }

    @Test
    void aRequestsBodyIsReleased() {
        ByteBuf body = bytes("body");
        door.channel.pipeline().context(RequestReader.class).fireExceptionCaught(new IOException("unused"));
        try (DoorFixture other = new DoorFixture()) {
            other.channel.pipeline().remove(HandlerNames.HTTP);
            other.channel
                    .pipeline()
                    .fireChannelRead(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/none", body));
        }
        assertThat(body.refCnt()).isZero();
    }

    // ---- other kinds of answers ----

    @Test
    void aBodyMayComeByAndByAndTheConnectionServesTheNextRequestBehindIt() {
        assertThat(door.get("/stream")).contains("transfer-encoding: chunked");
        door.receive("GET /echo?text=two HTTP/1.1\r\n\r\n");
        stream.get().write(bytes("data: 1\n\n"));
        assertThat(door.sent()).isEqualTo("9\r\ndata: 1\n\n\r\n");
        stream.get().end();
        assertThat(door.sent()).startsWith("0\r\n\r\nHTTP/1.1 200 OK").endsWith("two");
        assertThat(bodyEnds).hasValue(1);
    }

    @Test
    void aBodyWithoutAnEndIsToldThatItsClientHasGoneAndReleasesWhatItStillWrites() {
        door.get("/stream");
        door.pass(DoorFixture.TIMEOUT);
        assertThat(door.channel.isOpen()).isTrue();
        door.channel.close();
        assertThat(bodyEnds).hasValue(1);
        ByteBuf late = bytes("late");
        stream.get().write(late);
        assertThat(late.refCnt()).isZero();
        assertThat(stream.get().isWritable()).isFalse();
    }

    @Test
    void aClientOfHttp10GetsSuchABodyUntilTheConnectionCloses() {
        assertThat(door.ask("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"))
                .contains("connection: close")
                .doesNotContain("transfer-encoding");
        stream.get().write(bytes("data"));
        stream.get().end();
        assertThat(door.sent()).isEqualTo("data");
        assertThat(door.channel.isOpen()).isFalse();
    }

    @Test
    void headOfSuchABodyHasNone() {
        assertThat(door.ask("HEAD /stream HTTP/1.1\r\n\r\n"))
                .contains("transfer-encoding: chunked")
                .endsWith("\r\n\r\n")
                .doesNotContain("\r\n0\r\n");
        assertThat(door.get("/echo?text=on")).endsWith("on");
    }

    @Test
    void aFileOfTheJarIsServedAndMayBeKept() {
        String answer = door.get("/file");
        assertThat(answer).contains("content-type: text/plain").endsWith("a file of the jar\n");
        String tag = answer.lines()
                .filter(line -> line.startsWith("etag: "))
                .findFirst()
                .orElseThrow();
        assertThat(door.get("/file", "If-None-Match: " + tag.substring(6) + "\r\n"))
                .startsWith("HTTP/1.1 304 ")
                .doesNotContain("content-length");
    }

    @Test
    void aFileOfTheJarComesPackedToWhomThatSuits() throws Exception {
        String answer = door.get("/file", "Accept-Encoding: br;q=1.0, gzip;q=0.8\r\n");
        assertThat(answer).contains("content-encoding: gzip", "vary: accept-encoding");
        byte[] body = answer.substring(answer.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(body)))
                .hasContent("a file of the jar\n");
        String packed = header(answer, "etag");
        String plain = header(door.get("/file", "Accept-Encoding: gzip;q=0, identity\r\n"), "etag");
        assertThat(packed).as("two codings are two representations").isNotEqualTo(plain);
    }

    private JarFile jarFile() {
        return new JarFile(
                getClass(), "file.txt", "text/plain", EmptyHttpHeaders.INSTANCE, ImmediateEventExecutor.INSTANCE);
    }

    private static String header(String answer, String name) {
        return answer.lines()
                .filter(line -> line.startsWith(name + ": "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoTakesTheConnectionOverIsItsOnlyHandler() {
        AtomicInteger read = new AtomicInteger();
        ChannelInboundHandlerAdapter taker = new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                read.incrementAndGet();
                io.netty.util.ReferenceCountUtil.release(message);
            }
        };
        door.get("/later");
        later.setSuccess(new Answer.Takeover(HttpResponseStatus.OK, new DefaultHttpHeaders(), taker));
        door.channel.flush();
        assertThat(door.sent())
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("transfer-encoding: chunked", "connection: close", "access-control-allow-origin: *")
                .endsWith("\r\n\r\n");
        assertThat(door.channel.pipeline().toMap().values()).containsExactly(taker);
        door.receive("anything");
        door.pass(DoorFixture.TIMEOUT);
        assertThat(read).hasValue(1);
        assertThat(door.channel.isOpen()).isTrue();
    }
}
