package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who hears of requests that are over, and what. */
class AccessTest {

    private final List<AccessLog.Served> served = new ArrayList<>();
    private final Promise<Answer> awaited = ImmediateEventExecutor.INSTANCE.newPromise();
    private final List<BodySink> bodies = new ArrayList<>();
    private long delivered;

    private final DoorFixture door = new DoorFixture(
            new DoorWatch(served::add, address -> true, address -> false),
            (request, area) ->
                    area == Area.ADMIN ? Optional.of(Failure.of(FailureKind.NO_ENGINE, "not today")) : Optional.empty(),
            route("/later", request -> awaited),
            route(
                    "/stream",
                    Handler.now(request ->
                            new Answer.Streamed(HttpResponseStatus.OK, new DefaultHttpHeaders(), bodies::add))),
            route("/take", Handler.now(this::takeover)),
            route("/r/{infohash}/{key}", Handler.now(request -> Answer.empty(HttpResponseStatus.NO_CONTENT))),
            new Route(HttpMethod.GET, "/admin", Area.ADMIN, request -> awaited));

    private static Route route(String path, Handler handler) {
        return new Route(HttpMethod.GET, path, Area.OPEN, handler);
    }

    private Answer takeover(Request request) {
        request.trail().note("format", "ts");
        request.trail().counts(() -> delivered);
        request.trail().lastly(() -> request.trail().note("join", "started"));
        return new Answer.Takeover(HttpResponseStatus.OK, new DefaultHttpHeaders(), new ChannelInboundHandlerAdapter());
    }

    @AfterEach
    void close() {
        door.close();
    }

    private AccessLog.Served only() {
        assertThat(served).hasSize(1);
        return served.remove(0);
    }

    private static String idIn(String answer) {
        return answer.replaceAll("(?s).*x-request-id: (\\S+).*", "$1");
    }

    @Test
    void anAnswerIsToldWithItsStatusItsBytesAndTheIdThatItHas() {
        String answer = door.get("/echo?text=hello&key=secret");
        AccessLog.Served told = only();
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.bytes()).isEqualTo(5);
        assertThat(told.end()).isEqualTo("complete");
        assertThat(told.trail().path()).isEqualTo("/echo");
        assertThat(told.trail().id()).isEqualTo(idIn(answer)).hasSize(8);
    }

    @Test
    void eachRequestOfAConnectionIsToldOnceWithAnIdOfItsOwn() {
        door.ask("GET /echo HTTP/1.1\r\n\r\nGET /none HTTP/1.1\r\n\r\nHEAD /echo?text=abc HTTP/1.1\r\n\r\n");
        assertThat(served).extracting(AccessLog.Served::status).containsExactly(200, 404, 200);
        assertThat(served).extracting(AccessLog.Served::bytes).last().isEqualTo(0L);
        assertThat(served).extracting(one -> one.trail().id()).doesNotHaveDuplicates();
    }

    @Test
    void refusalsOfTheGateOfTheTableAndOfTheReaderHaveAnIdToo() {
        assertThat(idIn(door.get("/admin"))).isEqualTo(only().trail().id());
        assertThat(idIn(door.ask("PUT /echo HTTP/1.1\r\n\r\n")))
                .isEqualTo(only().trail().id());
        assertThat(idIn(door.ask("nonsense\r\n\r\n"))).isEqualTo(only().trail().id());
    }

    @Test
    void whoLeavesBeforeHisAnswerIsTold499() {
        door.get("/later");
        assertThat(served).isEmpty();
        door.channel.close();
        AccessLog.Served told = only();
        assertThat(told.status()).isEqualTo(499);
        assertThat(told.end()).isEqualTo("client_left");
        awaited.setSuccess(Answer.empty(HttpResponseStatus.OK));
        assertThat(served).isEmpty();
    }

    @Test
    void aBodyThatComesByAndByIsToldAtItsEnd() {
        door.get("/stream");
        bodies.get(0).write(Unpooled.wrappedBuffer(new byte[1000]));
        bodies.get(0).write(Unpooled.wrappedBuffer(new byte[23]));
        assertThat(served).isEmpty();
        bodies.get(0).end();
        AccessLog.Served told = only();
        assertThat(told.bytes()).isEqualTo(1023);
        assertThat(told.end()).isEqualTo("complete");
    }

    @Test
    void whoLeavesInTheMiddleOfABodyIsToldWithWhatHeHad() {
        door.get("/stream");
        bodies.get(0).write(Unpooled.wrappedBuffer(new byte[1000]));
        door.channel.close();
        AccessLog.Served told = only();
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.bytes()).isEqualTo(1000);
        assertThat(told.end()).isEqualTo("client_left");
    }

    @Test
    void whoTakesTheConnectionOverIsToldAtItsEndWithWhatHeHasNoted() {
        door.get("/take");
        door.channel.advanceTimeBy(7, TimeUnit.SECONDS);
        delivered = 12_345;
        door.channel.flush();
        assertThat(served).isEmpty();
        door.channel.close();
        AccessLog.Served told = only();
        assertThat(told.bytes()).isEqualTo(12_345);
        assertThat(told.took()).isEqualTo(Duration.ofSeconds(7));
        assertThat(told.trail().notes())
                .containsExactly(new Trail.Note("format", "ts"), new Trail.Note("join", "started"));
    }

    @Test
    void aPathShowsTheContentAndNoKeyWhateverTheMethod() {
        door.get("/r/abc/s3cret");
        assertThat(only().trail().path()).isEqualTo("/r/abc/{key}");
        door.ask("PUT /r/abc/s3cret HTTP/1.1\r\n\r\n");
        assertThat(only().trail().path()).isEqualTo("/r/abc/{key}");
        door.get("/none/" + "x".repeat(500) + "?key=s3cret");
        assertThat(only().trail().path()).hasSizeLessThan(210).doesNotContain("s3cret");
    }
}
