package io.acexy.server;

import io.acexy.server.config.ProxyConfig;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** The running proxy: it listens, and answers every request with 404. */
public final class ProxyServer implements AutoCloseable {

    private static final int MAX_REQUEST = 64 * 1024;

    private final ProxyConfig config;
    private final EventLoopGroup loops;
    private final Channel listener;

    private ProxyServer(ProxyConfig config, EventLoopGroup loops, Channel listener) {
        this.config = config;
        this.loops = loops;
        this.listener = listener;
    }

    /** Binds and starts to serve; throws what binding throws. Blocks: not for event loops. */
    public static ProxyServer start(ProxyConfig config) {
        EventLoopGroup loops =
                new MultiThreadIoEventLoopGroup(config.runtime().eventLoops(), NioIoHandler.newFactory());
        try {
            Channel listener = new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline()
                                    .addLast(new HttpServerCodec())
                                    .addLast(new HttpObjectAggregator(MAX_REQUEST))
                                    .addLast(new NotFound());
                        }
                    })
                    .bind(config.listen().address().toSocketAddress())
                    .sync()
                    .channel();
            LoggerFactory.getLogger(ProxyServer.class)
                    .atInfo()
                    .addKeyValue("address", listener.localAddress())
                    .log("listening");
            return new ProxyServer(config, loops, listener);
        } catch (InterruptedException e) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while binding", e);
        } catch (Throwable e) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw e;
        }
    }

    /** Where it listens; the port is real even when the configuration says 0. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Stops in order, within the configured shutdown timeout. Blocks: not for event loops. */
    @Override
    public void close() {
        long millis = config.listen().shutdownTimeout().toMillis();
        listener.close().awaitUninterruptibly(millis);
        loops.shutdownGracefully(0, millis, TimeUnit.MILLISECONDS).awaitUninterruptibly(millis);
    }

    private static final class NotFound extends SimpleChannelInboundHandler<HttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, HttpRequest request) {
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND, Unpooled.EMPTY_BUFFER);
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, "close");
            ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
