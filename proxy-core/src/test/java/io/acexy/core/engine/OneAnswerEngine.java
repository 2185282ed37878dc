package io.acexy.core.engine;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine that knows a few paths: each redirects somewhere, or answers a text. For what a real one would never say. */
final class OneAnswerEngine implements AutoCloseable {

    private static final String REDIRECT = "-> ";

    private final Map<String, String> answers;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Channel listener;

    /** @param answers what a path, without its query, is answered; a text that begins with an arrow is a redirect */
    OneAnswerEngine(EventLoopGroup loops, Map<String, String> answers) {
        this.answers = answers;
        this.listener = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), new Answers());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    Engine engine() {
        return Engine.at("127.0.0.1", ((InetSocketAddress) listener.localAddress()).getPort());
    }

    /** The paths that were asked for, in order. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
    }

    private final class Answers extends SimpleChannelInboundHandler<HttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, HttpRequest request) {
            String path = request.uri().replaceFirst("\\?.*", "");
            asked.add(path);
            String answer = answers.getOrDefault(path, "");
            ctx.writeAndFlush(
                            answer.startsWith(REDIRECT) ? redirect(answer.substring(REDIRECT.length())) : text(answer))
                    .addListener(ChannelFutureListener.CLOSE);
        }

        private FullHttpResponse redirect(String location) {
            FullHttpResponse response =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.FOUND, Unpooled.EMPTY_BUFFER);
            response.headers().set(HttpHeaderNames.LOCATION, location).set(HttpHeaderNames.CONTENT_LENGTH, 0);
            return response;
        }

        private FullHttpResponse text(String body) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(bytes));
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
            return response;
        }
    }
}
