package io.acexy.server.http;

import io.acexy.core.Bugs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A connection without a network, in front of routes: bytes in, bytes out, and a clock that stands. */
final class DoorFixture implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofSeconds(60);

    final Bugs bugs = new Bugs();
    final Connections connections = new Connections(10, bugs);
    final List<Request> requests = new ArrayList<>();
    final EmbeddedChannel channel;

    DoorFixture(Route... further) {
        this(Gate.OPEN, further);
    }

    DoorFixture(Gate gate, Route... further) {
        this(DoorWatch.NONE, gate, further);
    }

    DoorFixture(DoorWatch watch, Gate gate, Route... further) {
        List<Route> routes = new ArrayList<>(Arrays.asList(further));
        routes.add(new Route(HttpMethod.GET, "/echo", Area.OPEN, Handler.now(this::echo)));
        channel = new EmbeddedChannel();
        channel.freezeTime();
        ChannelHandler door = new DoorInitializer(new RouteTable(gate, routes), connections, TIMEOUT, watch);
        channel.pipeline().addLast(door);
    }

    private Answer echo(Request request) {
        requests.add(request);
        String text = request.query().first("text").orElse("");
        return Answer.text(io.netty.handler.codec.http.HttpResponseStatus.OK, text.getBytes(StandardCharsets.UTF_8));
    }

    DoorFixture receive(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
        return this;
    }

    /** All that has been sent since the last call. */
    String sent() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            text.append(piece.toString(StandardCharsets.ISO_8859_1));
            piece.release();
        }
        return text.toString();
    }

    String ask(String request) {
        return receive(request).sent();
    }

    String get(String target, String... headers) {
        return ask("GET " + target + " HTTP/1.1\r\n" + String.join("", headers) + "\r\n");
    }

    Request last() {
        return requests.get(requests.size() - 1);
    }

    void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
