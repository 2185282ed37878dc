package io.acexy.it.support;

import io.acexy.testkit.Patience;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Makes players, and hangs up for all of them at the end. */
public final class Players implements AutoCloseable {

    private static final int SLOW_READ = 5_000;
    private static final int SLOW_BUFFER = 16 * 1024;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<TestPlayer> players = new CopyOnWriteArrayList<>();
    private final Optional<SslContext> tls;

    public Players() {
        this(Optional.empty());
    }

    private Players(Optional<SslContext> tls) {
        this.tls = tls;
    }

    /** Players who speak TLS. */
    public static Players speaking(SslContext tls) {
        return new Players(Optional.of(tls));
    }

    /** Asks for something with GET. */
    public TestPlayer get(InetSocketAddress proxy, String target) {
        return request(proxy, HttpVersion.HTTP_1_1, HttpMethod.GET, target, Map.of());
    }

    /** As {@link #get(InetSocketAddress, String)}, with somebody to whom the media goes as it comes. */
    TestPlayer get(InetSocketAddress proxy, String target, Witness witness) {
        return request(new TestPlayer(witness::accept), proxy, HttpVersion.HTTP_1_1, HttpMethod.GET, target, Map.of());
    }

    /** As {@link #get(InetSocketAddress, String)}, but of media nothing is kept. */
    public TestPlayer watch(InetSocketAddress proxy, String target) {
        return request(new TestPlayer(media -> {}), proxy, HttpVersion.HTTP_1_1, HttpMethod.GET, target, Map.of());
    }

    /** As {@link #get(InetSocketAddress, String)}, but who has enough reads no more, and stays: however slow the machine is. */
    public TestPlayer get(InetSocketAddress proxy, String target, int enough) {
        return request(new TestPlayer(null, enough), proxy, HttpVersion.HTTP_1_1, HttpMethod.GET, target, Map.of());
    }

    /** Asks for something in any way. */
    public TestPlayer request(
            InetSocketAddress proxy,
            HttpVersion version,
            HttpMethod method,
            String target,
            Map<String, String> headers) {
        return request(new TestPlayer(), proxy, version, method, target, headers);
    }

    private TestPlayer request(
            TestPlayer player,
            InetSocketAddress proxy,
            HttpVersion version,
            HttpMethod method,
            String target,
            Map<String, String> headers) {
        players.add(player);
        Channel channel = bootstrap(player).connect(proxy).syncUninterruptibly().channel();
        send(channel, player, version, method, target, headers);
        return player;
    }

    private static void send(
            Channel channel,
            TestPlayer player,
            HttpVersion version,
            HttpMethod method,
            String target,
            Map<String, String> headers) {
        player.connected(channel);
        FullHttpRequest request = new DefaultFullHttpRequest(version, method, target);
        request.headers().set(HttpHeaderNames.HOST, "acexy.test");
        headers.forEach((name, value) -> request.headers().set(name, value));
        channel.writeAndFlush(request);
    }

    /** A player who reads so many bytes a second and no more. */
    public TestPlayer slow(InetSocketAddress proxy, String target, int bytesPerSecond) {
        TestPlayer player = new TestPlayer();
        players.add(player);
        Channel channel = bootstrap(player)
                .option(ChannelOption.SO_RCVBUF, SLOW_BUFFER)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(SLOW_READ).maxMessagesPerRead(1))
                .connect(proxy)
                .syncUninterruptibly()
                .channel();
        send(channel, player, HttpVersion.HTTP_1_1, HttpMethod.GET, target, Map.of());
        long period = TimeUnit.SECONDS.toNanos(1) * SLOW_READ / bytesPerSecond;
        channel.eventLoop().scheduleAtFixedRate(channel::read, 0, period, TimeUnit.NANOSECONDS);
        return player;
    }

    private Bootstrap bootstrap(TestPlayer player) {
        return new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Patience.LIMIT.toMillis())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        tls.ifPresent(context -> {
                            SslHandler handler = context.newHandler(channel.alloc());
                            handler.setHandshakeTimeoutMillis(Patience.LIMIT.toMillis());
                            channel.pipeline().addLast(handler);
                        });
                        channel.pipeline().addLast(new HttpClientCodec()).addLast(player);
                    }
                });
    }

    /** Everybody hangs up; others may come. */
    public void hangUp() {
        players.forEach(TestPlayer::close);
        players.clear();
    }

    @Override
    public void close() {
        hangUp();
        loops.shutdownGracefully(0, Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)
                .syncUninterruptibly();
    }
}
