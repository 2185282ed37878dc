package io.acexy.server.fetch;

import io.acexy.server.net.Network;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * From a name to a connection. A name is looked up once, and what is connected to is one of the addresses that were looked at, so
 * that no other answer can come between. Blocks: for threads of the {@link Fetcher}.
 */
final class Way {

    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LONGEST_HEADERS = 32 * 1024;
    private static final int PIECE = 16 * 1024;
    private static final int ADDRESSES_TRIED = 3;

    private final Network network;
    private final AddressResolverGroup<InetSocketAddress> names;
    private SslContext tls;

    Way(Network network, AddressResolverGroup<InetSocketAddress> names) {
        this.network = network;
        this.names = names;
    }

    /** Made when it is first needed: to read all certificates takes its time. */
    private synchronized SslContext tls() throws IOException {
        if (tls == null) {
            tls = SslContextBuilder.forClient().build();
        }
        return tls;
    }

    /** Every address of a host. */
    List<InetAddress> lookUp(HttpAddress address, Deadline deadline) throws IOException {
        EventLoop loop = network.loops().next();
        AddressResolver<InetSocketAddress> resolver = names.getResolver(loop);
        Future<List<InetSocketAddress>> found =
                resolver.resolveAll(InetSocketAddress.createUnresolved(address.host(), address.port()));
        await(found, deadline);
        return found.getNow().stream().map(InetSocketAddress::getAddress).toList();
    }

    /** A connection to one of these, the first that stands. */
    Channel connect(HttpAddress to, List<InetAddress> addresses, Inbox inbox, Deadline deadline) throws IOException {
        IOException failure = new UnfitException("its name has no address");
        for (InetAddress address : addresses.subList(0, Math.min(ADDRESSES_TRIED, addresses.size()))) {
            ChannelFuture connecting = bootstrap(to, inbox)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, deadline.nextMillis())
                    .connect(new InetSocketAddress(address, to.port()));
            try {
                await(connecting, deadline);
                return connecting.channel();
            } catch (IOException e) {
                connecting.channel().close();
                failure = e;
            }
        }
        throw failure;
    }

    private Bootstrap bootstrap(HttpAddress to, Inbox inbox) throws IOException {
        SslContext context = to.tls() ? tls() : null;
        return new Bootstrap()
                .group(network.loops())
                .channel(network.transport().client())
                .option(ChannelOption.ALLOCATOR, network.allocator())
                .option(ChannelOption.AUTO_READ, false)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        ChannelPipeline pipeline = channel.pipeline();
                        if (context != null) {
                            pipeline.addLast("tls", context.newHandler(channel.alloc(), to.host(), to.port()));
                        }
                        pipeline.addLast("codec", new HttpClientCodec(LONGEST_LINE, LONGEST_HEADERS, PIECE));
                        pipeline.addLast("inbox", inbox);
                    }
                });
    }

    private static void await(Future<?> future, Deadline deadline) throws IOException {
        try {
            if (!future.await(deadline.nextMillis())) {
                future.cancel(false);
                throw deadline.missed();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnfitException("the proxy is being stopped");
        }
        if (!future.isSuccess()) {
            throw new UnfitException(Reasons.of(future.cause()));
        }
    }
}
