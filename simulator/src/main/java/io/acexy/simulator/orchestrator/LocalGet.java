package io.acexy.simulator.orchestrator;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Small GETs to this machine, on the orchestrator's loop; other machines are never asked. */
final class LocalGet {

    private static final int TIMEOUT_SECONDS = 5;
    private static final int MAX_BODY = 64 << 10;

    private final EventLoop loop;
    private final Set<Channel> open = new HashSet<>();
    private boolean closed;

    LocalGet(EventLoop loop) {
        this.loop = loop;
    }

    /** Gets a page's body; the answer is empty if there was none in time. */
    void get(String url, Consumer<Optional<String>> then) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            then.accept(Optional.empty());
            return;
        }
        boolean local = "127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost());
        if (!local || uri.getPort() < 1 || closed) {
            then.accept(Optional.empty());
            return;
        }
        Receiver receiver = new Receiver(uri, then);
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TIMEOUT_SECONDS * 1000)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        open.add(channel);
                        channel.closeFuture().addListener(done -> open.remove(channel));
                        channel.pipeline()
                                .addLast(new ReadTimeoutHandler(TIMEOUT_SECONDS))
                                .addLast(new HttpClientCodec())
                                .addLast(receiver);
                    }
                })
                .connect("127.0.0.1", uri.getPort())
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        receiver.finish(Optional.empty());
                    }
                });
    }

    /** Gives up what is under way; nothing is asked any more. */
    void close() {
        closed = true;
        new ArrayList<>(open).forEach(Channel::close);
    }

    /** Answers once, whatever happens first. */
    private static final class Receiver extends SimpleChannelInboundHandler<HttpObject> {

        private final URI uri;
        /** Text, and not buffers, which would be lost with a loop that ends in the middle of an answer. */
        private final StringBuilder body = new StringBuilder();

        private Consumer<Optional<String>> then;

        Receiver(URI uri, Consumer<Optional<String>> then) {
            this.uri = uri;
            this.then = then;
        }

        void finish(Optional<String> body) {
            Consumer<Optional<String>> told = then;
            then = ignored -> {};
            told.accept(body);
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            DefaultFullHttpRequest request =
                    new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, uri.getRawPath() + query);
            request.headers().set(HttpHeaderNames.HOST, uri.getAuthority());
            request.headers().set(HttpHeaderNames.CONNECTION, "close");
            ctx.writeAndFlush(request);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
            if (message instanceof HttpContent part) {
                body.append(part.content().toString(StandardCharsets.UTF_8));
            }
            if (message.decoderResult().isFailure() || body.length() > MAX_BODY) {
                ctx.close();
            } else if (message instanceof LastHttpContent) {
                finish(Optional.of(body.toString()));
                ctx.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            finish(Optional.empty());
        }

        /** A silent or broken engine is no answer. */
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            finish(Optional.empty());
            ctx.close();
        }
    }
}
