package io.acexy.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.BusyLoop;
import io.acexy.testkit.Patience;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineConnectorTest {

    private static final Duration TIMEOUT = Patience.LIMIT;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final EngineConnector connector = new EngineConnector(
            EpollSocketChannel.class, DefaultAddressResolverGroup.INSTANCE, ByteBufAllocator.DEFAULT);

    private ServerSocket server;
    private Engine engine;

    /** Does something with the first that comes, and notes what goes wrong. */
    private final class Reader extends ChannelInboundHandlerAdapter {

        private Consumer<Channel> onFirst;

        private Reader(Consumer<Channel> onFirst) {
            this.onFirst = onFirst;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
            Consumer<Channel> what = onFirst;
            onFirst = channel -> {};
            what.accept(ctx.channel());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            failures.add(cause);
        }
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        engine = Engine.at("127.0.0.1", server.getLocalPort());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    /** As when a stream leaves an engine that still sends, and tells it to stop its session. */
    @Test
    void aConnectionIsNotReadForOneThatWasClosedInTheSameTurnOfTheLoop() throws Exception {
        BlockingQueue<ChannelFuture> connecting = new LinkedBlockingQueue<>();
        Channel left = connect(new Reader(channel -> {}));
        Socket toLeft = server.accept();
        Channel first = connect(new Reader(channel -> {
            left.close();
            connecting.add(connector.connect(loop, engine, TIMEOUT, new Reader(any -> {})));
        }));
        Socket toFirst = server.accept();

        // Both have something to read when the loop looks again, and this first.
        BusyLoop.during(loop, () -> {
            toFirst.getOutputStream().write(1);
            toLeft.getOutputStream().write(1);
        });

        Channel next = connecting
                .poll(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .sync()
                .channel();
        assertThat(failures).isEmpty();
        assertThat(next.isActive()).isTrue();
        first.close().sync();
        next.close().sync();
        toLeft.close();
        toFirst.close();
    }

    private Channel connect(Reader reader) throws InterruptedException {
        return connector.connect(loop, engine, TIMEOUT, reader).sync().channel();
    }
}
