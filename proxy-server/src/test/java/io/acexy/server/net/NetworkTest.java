package io.acexy.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.testkit.Patience;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkTest {

    @Test
    void whatIsOnTheHeapTakesOneChunkWhateverTheNumberOfLoops() {
        Network network = Network.open(new NetworkConfig(4, TransportChoice.NIO, 0, 4, 1 << 20), "test-loop");
        assertThat(network.allocator().metric().numHeapArenas()).isOne();
        assertThat(network.allocator().metric().numDirectArenas()).isEqualTo(4);
        network.close(Patience.LIMIT.toMillis());
    }

    /** What Netty forgets: it looks whether it shall end before its tasks, and this one is told while it runs. */
    @ParameterizedTest
    @EnumSource(
            value = TransportChoice.class,
            names = {"EPOLL", "NIO"})
    void noConnectionOutlivesTheLoopsWheneverTheyAreToldToEnd(TransportChoice transport) throws Exception {
        Network network = Network.open(new NetworkConfig(1, transport, 0, 1, 1 << 20), "test-loop");
        try (ServerSocket engine = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            engine.setSoTimeout((int) Patience.LIMIT.toMillis());
            Channel call = new Bootstrap()
                    .group(network.loops())
                    .channel(network.transport().client())
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(engine.getLocalSocketAddress())
                    .sync()
                    .channel();
            try (Socket answering = engine.accept()) {
                answering.setSoTimeout((int) Patience.LIMIT.toMillis());
                busyUntilToldToEnd(network);

                network.close(Patience.LIMIT.toMillis());

                assertThat(answering.getInputStream().read()).isEqualTo(-1);
                assertThat(call.isOpen()).isFalse();
            }
        }
    }

    private static void busyUntilToldToEnd(Network network) throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        network.loops().execute(() -> {
            busy.countDown();
            while (!network.loops().isShuttingDown()) {
                LockSupport.parkNanos(1_000_000);
            }
        });
        busy.await();
    }
}
