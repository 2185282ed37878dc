package io.acexy.server.play;

import io.acexy.bench.HotPathBenchmark;
import io.acexy.bench.LoadedRing;
import io.acexy.core.Bugs;
import io.acexy.core.broadcast.Cursor;
import io.acexy.server.http.Connection;
import io.acexy.server.http.Request;
import io.acexy.server.http.Trail;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One chunk for 1,000 players with real sockets on loopback, whose other ends are read in the same operation. The time is the
 * kernel's, twice; what matters here is the allocation: this is the whole way of a chunk to players who keep up.
 */
public class SocketFanOutBenchmark extends HotPathBenchmark {

    private static final int PLAYERS = 1_000;
    private static final int CHUNK = 64 * 1024;

    private final List<SocketChannel> readers = new ArrayList<>();
    private final List<Channel> players = new ArrayList<>();
    private final List<Cursor> cursors = new ArrayList<>();
    private final ByteBuffer read = ByteBuffer.allocateDirect(4 * CHUNK);
    private EventLoopGroup loops;
    private LoadedRing ring;

    /** Connects the players, and lets the ring go round once. */
    @Setup
    public void seat() throws Exception {
        loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        ring = new LoadedRing(CHUNK);
        try (ServerSocketChannel door = ServerSocketChannel.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            for (int i = 0; i < PLAYERS; i++) {
                connect((InetSocketAddress) door.getLocalAddress());
                SocketChannel reader = door.accept();
                reader.configureBlocking(false);
                readers.add(reader);
            }
        }
        for (Channel channel : players) {
            Request.Form form = new Request.Form(true, true, false, false);
            cursors.add(ring.broadcast()
                    .subscribe(new PlayerChannel(
                            new Connection(channel, new Bugs()),
                            form,
                            new Trail("r1", new Trail.Asked(null, "GET", "/", "HTTP/1.1", "", "")),
                            Duration.ofSeconds(30),
                            ImmediateEventExecutor.INSTANCE.newPromise())));
        }
        for (int i = 0; i < 100; i++) {
            publish();
        }
    }

    private void connect(InetSocketAddress address) throws InterruptedException {
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(EpollSocketChannel.class)
                .handler(new ChannelInboundHandlerAdapter());
        players.add(bootstrap.connect(address).sync().channel());
    }

    /** From the assembler through 1,000 sockets. */
    @Benchmark
    @OperationsPerInvocation(PLAYERS)
    public void publish() throws IOException {
        ring.publish();
        for (int i = 0; i < PLAYERS; i++) {
            drain(readers.get(i));
        }
    }

    private void drain(SocketChannel reader) throws IOException {
        int got;
        do {
            read.clear();
            got = reader.read(read);
        } while (got > 0);
        require(got == 0, "the connection lives");
    }

    /** Hangs up, and gives the memory back. */
    @TearDown
    public void release() throws Exception {
        long published = ring.broadcast().published();
        require(cursors.stream().allMatch(cursor -> cursor.delivered() == published), "each player got each chunk");
        for (SocketChannel reader : readers) {
            reader.close();
        }
        loops.shutdownGracefully().sync();
        ring.close();
    }
}
