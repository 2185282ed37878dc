package io.acexy.server.api;

import io.acexy.core.Bugs;
import io.acexy.server.http.Connections;
import io.acexy.server.http.DoorInitializer;
import io.acexy.server.http.DoorWatch;
import io.acexy.server.http.Gate;
import io.acexy.server.http.Route;
import io.acexy.server.http.RouteTable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One client without a network, before routes, on a loop whose time is the test's; it reads, or it does not. */
final class ListeningClient implements AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(60);

    final EmbeddedChannel channel = new EmbeddedChannel();

    ListeningClient(List<Route> routes, Bugs bugs) {
        channel.freezeTime();
        channel.pipeline()
                .addLast(new DoorInitializer(
                        new RouteTable(Gate.OPEN, routes), new Connections(10, bugs), IDLE, DoorWatch.NONE));
    }

    /** Asks, and says what has come by now. */
    String get(String target, String... headers) {
        String head = "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + String.join("\r\n", headers)
                + (headers.length == 0 ? "" : "\r\n") + "\r\n";
        channel.writeInbound(Unpooled.copiedBuffer(head, StandardCharsets.US_ASCII));
        return read();
    }

    /** All that has been sent since the last call. */
    String read() {
        channel.runPendingTasks();
        StringBuilder text = new StringBuilder();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            text.append(piece.toString(StandardCharsets.UTF_8));
            piece.release();
        }
        return text.toString();
    }

    /** Takes nothing more, or goes on. */
    void reading(boolean on) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, on);
        channel.runPendingTasks();
    }

    /** What has been posted to it. An embedded channel does that within each write, too, which no other does: so do it before. */
    void hear() {
        channel.runPendingTasks();
    }

    void pass(Duration time) {
        hear();
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
