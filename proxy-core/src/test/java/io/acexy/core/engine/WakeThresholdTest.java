package io.acexy.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.Patience;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two connections on one event loop: what comes on the second one tells how far the loop has come with the first. */
class WakeThresholdTest {

    private record Arrival(String connection, int bytes) {}

    private static final Arrival SENTINEL = new Arrival("second", 1);

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    private Channel first;
    private Channel firstPeer;
    private Channel secondPeer;
    private WakeThreshold threshold;

    /** Tells of everything that is read, and of the end as of 0 bytes. */
    private final class Recorder extends SimpleChannelInboundHandler<ByteBuf> {

        private final String name;
        private WakeThreshold ofChannel;

        private Recorder(String name) {
            this.name = name;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            ofChannel = new WakeThreshold(ctx.channel());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf data) {
            arrivals.add(new Arrival(name, data.readableBytes()));
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ofChannel.readComplete();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            arrivals.add(new Arrival(name, 0));
        }
    }

    @BeforeEach
    void connectBoth() throws InterruptedException {
        Channel listener = new ServerBootstrap()
                .group(group)
                .channel(EpollServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.add(channel);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        Recorder recorder = new Recorder("first");
        first = connect(listener, recorder);
        firstPeer = accepted.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        connect(listener, new Recorder("second"));
        secondPeer = accepted.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        threshold = recorder.ofChannel;
    }

    private Channel connect(Channel listener, Recorder recorder) throws InterruptedException {
        return new Bootstrap()
                .group(group)
                .channel(EpollSocketChannel.class)
                .handler(recorder)
                .connect(listener.localAddress())
                .sync()
                .channel();
    }

    @AfterEach
    void stop() throws InterruptedException {
        group.shutdownGracefully(0, Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)
                .sync();
    }

    private void send(Channel from, int bytes) throws InterruptedException {
        from.writeAndFlush(Unpooled.wrappedBuffer(new byte[bytes])).sync();
    }

    private void want(int bytes) throws InterruptedException {
        first.eventLoop().submit(() -> threshold.want(bytes)).sync();
    }

    private Arrival arrival() throws InterruptedException {
        return arrivals.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** A threshold comes into force with the read before it. */
    private void wantFromNowOn(int bytes) throws InterruptedException {
        want(bytes);
        send(firstPeer, 7);
        assertThat(arrival()).isEqualTo(new Arrival("first", 7));
    }

    /**
     * Sends to the first, and sees that the loop leaves it there. A kernel that is short of memory for sockets wakes the loop
     * whatever the threshold is (tcp_rmem_pressure of Linux's tcp.h); that passes, and says nothing of the threshold.
     */
    private void letWaitOnTheFirst(int bytes) throws InterruptedException {
        Patience.until(
                () -> {
                    send(firstPeer, bytes);
                    send(secondPeer, 1);
                    Arrival next = arrival();
                    if (!SENTINEL.equals(next)) {
                        assertThat(next).isEqualTo(new Arrival("first", bytes));
                        assertThat(arrival()).isEqualTo(SENTINEL);
                    }
                    return next;
                },
                SENTINEL::equals);
    }

    @Test
    void theLoopIsWokenWhenSoManyBytesWait() throws InterruptedException {
        wantFromNowOn(1000);
        letWaitOnTheFirst(600);
        send(firstPeer, 400);
        assertThat(arrival()).isEqualTo(new Arrival("first", 1000));
    }

    @Test
    void whatWaitsIsReadAtOnceWhenOneByteWillDo() throws InterruptedException {
        wantFromNowOn(1000);
        letWaitOnTheFirst(600);
        want(1);
        assertThat(arrival()).isEqualTo(new Arrival("first", 600));
        send(firstPeer, 5);
        assertThat(arrival()).isEqualTo(new Arrival("first", 5));
    }

    @Test
    void theEndWakesTheLoopWhateverWaits() throws InterruptedException {
        wantFromNowOn(1000);
        letWaitOnTheFirst(600);
        firstPeer.close().sync();
        assertThat(arrival()).isEqualTo(new Arrival("first", 600));
        assertThat(arrival()).isEqualTo(new Arrival("first", 0));
    }

    @Test
    void aThresholdBeyondTheReceiveBufferKeepsNothingBack() throws InterruptedException {
        wantFromNowOn(Integer.MAX_VALUE);
        firstPeer.writeAndFlush(Unpooled.wrappedBuffer(new byte[1_000_000]));
        for (int read = 0; read < 900_000; ) {
            Arrival next = arrival();
            assertThat(next).as("after %d bytes", read).isNotNull();
            read += next.bytes();
        }
    }

    @Test
    void aClosedConnectionIsLeftAlone() throws InterruptedException {
        wantFromNowOn(1000);
        first.close().sync();
        assertThat(arrival()).isEqualTo(new Arrival("first", 0));
        want(1);
    }
}
