package io.acexy.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.BusyLoop;
import io.acexy.testkit.Patience;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that has the descriptor of one for which the loop still has an event. */
class ReusedDescriptorTest {

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop home = group.next();
    private final Promise<HttpOutcome> outcome = home.newPromise();

    private ServerSocket server;
    private NettyHttpTransport transport;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        HttpPeer peer = new HttpPeer(
                "127.0.0.1",
                server.getLocalPort(),
                false,
                Optional.empty(),
                new HttpLimits(1, 1, 100_000, Duration.ofSeconds(30)));
        transport = new NettyHttpTransport(
                home,
                EpollSocketChannel::new,
                DefaultAddressResolverGroup.INSTANCE,
                Optional.empty(),
                peer,
                Ticker.systemTicker());
    }

    @AfterEach
    void stop() throws Exception {
        home.submit(transport::close).sync();
        server.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    private Channel connect(Runnable onRead) throws InterruptedException {
        return new Bootstrap()
                .group(home)
                .channel(EpollSocketChannel.class)
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object message) {
                        ReferenceCountUtil.release(message);
                        onRead.run();
                    }
                })
                .connect(server.getLocalSocketAddress())
                .sync()
                .channel();
    }

    @Test
    void isNotGivenUpForWhatCameForTheOther() throws Exception {
        Channel left = connect(() -> {});
        Socket toLeft = server.accept();
        Channel first = connect(() -> {
            left.close();
            transport.execute(HttpCall.get("/page", Patience.LIMIT), outcome::setSuccess);
        });
        Socket toFirst = server.accept();

        // Both have something to read when the loop looks again, and this first.
        BusyLoop.during(home, () -> {
            toFirst.getOutputStream().write(1);
            toLeft.getOutputStream().write(1);
        });

        Thread answering = new Thread(this::answer);
        answering.start();
        assertThat(outcome.get(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                .isInstanceOfSatisfying(HttpOutcome.Answered.class, one -> assertThat(one.body())
                        .isEqualTo("one"));
        answering.join();
        first.close().sync();
        toLeft.close();
        toFirst.close();
    }

    /** Whoever comes next; nobody, when the server is closed first. */
    private void answer() {
        try (Socket asked = server.accept()) {
            asked.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            outcome.tryFailure(e);
        }
    }
}
