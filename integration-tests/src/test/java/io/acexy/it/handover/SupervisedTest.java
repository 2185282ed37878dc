package io.acexy.it.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.DependsOnJvm;
import io.acexy.testkit.Patience;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service manager hears, which has asked to by the environment. */
@DependsOnJvm
class SupervisedTest {

    @TempDir
    Path folder;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private Path socket;

    @BeforeEach
    void listen() {
        socket = folder.resolve("notify");
        new Bootstrap()
                .group(loop)
                .channel(EpollDomainDatagramChannel.class)
                .handler(new SimpleChannelInboundHandler<DomainDatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext ctx, DomainDatagramPacket message) {
                        heard.add(message.content().toString(StandardCharsets.UTF_8));
                    }
                })
                .bind(new DomainSocketAddress(socket.toFile()))
                .syncUninterruptibly();
    }

    @AfterEach
    void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private String next() throws InterruptedException {
        String message = heard.poll(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(message).as("something was heard").isNotNull();
        return message;
    }

    private String nextBut(String other) throws InterruptedException {
        String message = next();
        while (message.equals(other)) {
            message = next();
        }
        return message;
    }

    @Test
    void itHearsWhenTheServiceServesThatItTurnsAndThatItEnds() throws Exception {
        Map<String, String> environment = Map.of("NOTIFY_SOCKET", socket.toString(), "WATCHDOG_USEC", "100000");
        try (AcexyProcess acexy = AcexyProcess.startIn(environment, "--listen-addr=127.0.0.1:0")) {
            assertThat(next()).startsWith("READY=1\nSTATUS=serving at 127.0.0.1:");
            assertThat(next()).isEqualTo("WATCHDOG=1");
            assertThat(next()).isEqualTo("WATCHDOG=1");
            acexy.terminate();
            assertThat(nextBut("WATCHDOG=1")).startsWith("STOPPING=1\n");
            assertThat(acexy.exitCode()).isEqualTo(AcexyProcess.TERMINATED);
        }
    }

    @Test
    void itHearsOfTheProcessThatTakesOverAndOfTheOldOneNoMore() throws Exception {
        Map<String, String> environment = Map.of("NOTIFY_SOCKET", socket.toString());
        String[] args = {"--listen-addr=127.0.0.1:0", "--handover=" + folder.resolve("handover")};
        try (AcexyProcess older = AcexyProcess.startIn(environment, args)) {
            assertThat(next()).startsWith("READY=1");
            try (AcexyProcess newer = AcexyProcess.startIn(environment, args)) {
                assertThat(next()).isEqualTo("MAINPID=" + newer.pid());
                assertThat(next()).startsWith("READY=1");
                older.kill();
                newer.terminate();
                assertThat(next()).startsWith("STOPPING=1");
            }
        }
    }

    @Test
    void whereThereIsNoEpollOneLineSaysThatNobodyIsTold() throws Exception {
        Map<String, String> environment = Map.of("NOTIFY_SOCKET", socket.toString());
        try (AcexyProcess acexy = AcexyProcess.startIn(environment, "--listen-addr=127.0.0.1:0", "--transport=nio")) {
            assertThat(acexy.await("cannot be told")).contains("Type=exec");
            acexy.awaitAddress();
        }
    }
}
