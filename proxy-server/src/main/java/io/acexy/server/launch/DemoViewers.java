package io.acexy.server.launch;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Viewers of the demo: connections that ask for a stream, and read it as fast as it comes. Any thread. */
final class DemoViewers implements AutoCloseable {

    private static final List<String> AGENTS =
            List.of("VLC/3.0.21 LibVLC/3.0.21", "mpv 0.40.0", "Kodi/21.1 (Linux)", "TiviMate/5.1.6", "Lavf/61.7.100");

    /** More would say nothing more. */
    private static final int MOST = 500;

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("acexy-demo", true), NioIoHandler.newFactory());
    private final ChannelGroup viewers = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /**
     * Some more.
     *
     * @param query what they ask for
     * @return how many they are
     */
    int add(SocketAddress proxy, String query, int number) {
        int wanted = Math.max(0, Math.min(number, MOST - viewers.size()));
        for (int i = 0; i < wanted; i++) {
            String agent = AGENTS.get(i % AGENTS.size());
            new Bootstrap()
                    .group(loop)
                    .channel(NioSocketChannel.class)
                    .handler(new Viewer(query, agent))
                    .connect(proxy);
        }
        return wanted;
    }

    void sendAway() {
        viewers.close();
    }

    @Override
    public void close() {
        sendAway();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private final class Viewer extends SimpleChannelInboundHandler<Object> {

        private final String request;

        Viewer(String query, String agent) {
            request = "GET /ace/getstream?" + query + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: " + agent
                    + "\r\nConnection: close\r\n\r\n";
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            Channel channel = ctx.channel();
            viewers.add(channel);
            ctx.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, Object media) {
            // Watched.
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close(); // the proxy has gone
        }
    }
}
