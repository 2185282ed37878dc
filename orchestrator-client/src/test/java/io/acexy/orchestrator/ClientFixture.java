package io.acexy.orchestrator;

import io.acexy.orchestrator.reply.Reply;
import io.acexy.orchestrator.time.Clockwork;
import io.acexy.testkit.Patience;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Clients on real loops, and the end of both. */
public final class ClientFixture implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final List<OrchestratorClient> clients = new ArrayList<>();

    public final EventLoop home = group.next();
    public final EventLoop caller = group.next();

    public OrchestratorClient client(URI base) {
        return client(base, builder -> builder);
    }

    public OrchestratorClient client(URI base, UnaryOperator<OrchestratorConfig.Builder> settings) {
        OrchestratorClient client =
                new NettyOrchestratorClient(config(base, settings), ClientTransport.nio(home), clockwork());
        clients.add(client);
        return client;
    }

    /** Patient by default: what is not about a timeout must not meet one on a busy machine. */
    public static OrchestratorConfig config(URI base, UnaryOperator<OrchestratorConfig.Builder> settings) {
        return settings.apply(OrchestratorConfig.builder(base).timeout(Duration.ofSeconds(30)))
                .build();
    }

    public Clockwork clockwork() {
        return Clockwork.system(home);
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("the future did not end well", failed);
        }
    }

    public static <T> T content(Future<Reply<T>> call) {
        Reply<T> reply = await(call);
        return reply.contentIfAny().orElseThrow(() -> new AssertionError(reply.describe()));
    }

    @Override
    public void close() {
        clients.forEach(client -> await(client.close(caller)));
        await(group.shutdownGracefully(0, Patience.LIMIT.toSeconds(), TimeUnit.SECONDS));
    }
}
