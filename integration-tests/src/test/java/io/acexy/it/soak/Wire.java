package io.acexy.it.soak;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The players' side of the network: one loop, on which everything of theirs happens, and a connection for each request. */
final class Wire implements AutoCloseable {

    /** Who asks. All calls are on the loop; none comes after he has hung up. */
    interface Reader {

        /** The head of the answer. */
        void head(HttpResponse head);

        /** Some of its body; only while this is called. */
        void bytes(ByteBuf bytes);

        /** The answer is over: as HTTP says it should be, or else cut, or there was none. */
        void end(boolean clean);
    }

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private final InetSocketAddress proxy;

    Wire(InetSocketAddress proxy) {
        this.proxy = proxy;
    }

    EventLoop loop() {
        return loop;
    }

    /** Asks for something on a connection of its own. */
    Line get(String target, Map<String, String> headers, Reader reader) {
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
        request.headers().set(HttpHeaderNames.HOST, proxy.getAddress().getHostAddress() + ":" + proxy.getPort());
        headers.forEach((name, value) -> request.headers().set(name, value));
        Line line = new Line(reader);
        ChannelFuture connected = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpClientCodec(), line);
                    }
                })
                .connect(proxy);
        line.channel = connected.channel();
        connected.addListener(future -> {
            if (future.isSuccess()) {
                line.channel.writeAndFlush(request);
            } else {
                request.release();
                line.end(false);
            }
        });
        return line;
    }

    /** One request and its answer. On the loop. */
    static final class Line extends SimpleChannelInboundHandler<HttpObject> {

        private final Reader reader;
        private Channel channel;
        private boolean over;

        private Line(Reader reader) {
            this.reader = reader;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (!over && part instanceof HttpResponse head) {
                reader.head(head);
            }
            if (!over
                    && part instanceof HttpContent content
                    && content.content().isReadable()) {
                reader.bytes(content.content());
            }
            if (part instanceof LastHttpContent) {
                end(part.decoderResult().isSuccess());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            end(false);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }

        private void end(boolean clean) {
            if (!over) {
                over = true;
                channel.close();
                reader.end(clean);
            }
        }

        /** Stops to read, or goes on. */
        void reading(boolean on) {
            channel.config().setAutoRead(on);
        }

        /** Hangs up; with a reset, as a killed player does, or not. */
        void hangUp(boolean reset) {
            over = true;
            if (reset && channel.isOpen()) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            }
            channel.close();
        }
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
