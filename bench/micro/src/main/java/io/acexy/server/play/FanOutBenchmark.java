package io.acexy.server.play;

import io.acexy.bench.HotPathBenchmark;
import io.acexy.bench.LoadedRing;
import io.acexy.core.Bugs;
import io.acexy.core.broadcast.Cursor;
import io.acexy.core.stream.Player;
import io.acexy.server.http.Request;
import io.acexy.server.http.Trail;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One chunk for 1,000 players, each a real {@link PlayerChannel}. One operation is one player and chunk: the slice, the write,
 * the flush, and the slice's release when the connection has taken it. The connection takes all at once within the flush, and
 * copies nothing: this is what a player costs before the kernel is called.
 */
public class FanOutBenchmark extends HotPathBenchmark {

    private static final int PLAYERS = 1_000;

    /** {@code acexy.player.backlog} as it is by default. */
    private static final int BACKLOG = 128 * 1024;

    /** Bytes of a chunk, with its frame. */
    @Param("65536")
    public int chunkBytes;

    /** The version of HTTP: 1.1 sends the whole frame, 1.0 the payload alone. */
    @Param({"1.1", "1.0"})
    public String http;

    private final List<Connection> connections = new ArrayList<>();
    private final List<Cursor> cursors = new ArrayList<>();
    private LoadedRing ring;

    /** Seats the players, and fills the ring. */
    @Setup
    public void seat() {
        ring = new LoadedRing(chunkBytes);
        for (int i = 0; i < PLAYERS; i++) {
            Connection connection = new Connection();
            connections.add(connection);
            cursors.add(ring.broadcast().subscribe(player(connection)));
        }
        ring.publishUntilFull();
        requireAllDelivered();
    }

    /** The one place that knows how a player is made. */
    private Player player(Connection connection) {
        Request.Form form = new Request.Form(true, http.equals("1.1"), false, false);
        PlayerChannel player = new PlayerChannel(
                new io.acexy.server.http.Connection(connection, new Bugs()),
                form,
                new Trail("r1", new Trail.Asked(null, "GET", "/", "HTTP/1.1", "", "")),
                Duration.ofSeconds(30),
                ImmediateEventExecutor.INSTANCE.newPromise());
        connection.pipeline().addLast(player);
        return player;
    }

    /** Gives the memory back. */
    @TearDown
    public void release() {
        requireAllDelivered();
        ring.close();
        connections.forEach(EmbeddedChannel::close);
    }

    private void requireAllDelivered() {
        long published = ring.broadcast().published();
        require(cursors.stream().allMatch(cursor -> cursor.delivered() == published), "each player got each chunk");
        require(
                connections.stream().allMatch(connection -> connection.taken > published),
                "each connection took all of it, and what goes before it");
    }

    /** From the assembler to 1,000 connections. */
    @Benchmark
    @OperationsPerInvocation(PLAYERS)
    public void publish() {
        ring.publish();
    }

    /** A connection that takes whatever is flushed, as a socket with room does. */
    private static final class Connection extends EmbeddedChannel {

        private long taken;

        Connection() {
            super(new ChannelHandler[0]);
            config().setWriteBufferWaterMark(new WriteBufferWaterMark(BACKLOG / 2, BACKLOG));
        }

        /** Not into the queue for outbound messages, which would have to be drained. */
        @Override
        protected void doWrite(ChannelOutboundBuffer out) {
            taken += out.totalPendingWriteBytes();
            while (out.remove()) {
                // releases it
            }
        }
    }
}
