package io.acexy.server.handover;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An older process that says and gives what it is told to, and lets go at once. */
final class FakeOlder {

    private FakeOlder() {}

    /** Is there until the loops end. */
    static void at(Path path, EventLoopGroup loops, String said, int descriptors, FileDescriptor one) {
        new ServerBootstrap()
                .group(loops)
                .channel(EpollServerDomainSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new LineBasedFrameDecoder(Words.LONGEST))
                                .addLast(new StringDecoder(StandardCharsets.US_ASCII))
                                .addLast(new Scripted(said, descriptors, one));
                    }
                })
                .bind(new DomainSocketAddress(path.toFile()))
                .syncUninterruptibly();
    }

    private static final class Scripted extends SimpleChannelInboundHandler<String> {

        private final String said;
        private final int descriptors;
        private final FileDescriptor one;

        Scripted(String said, int descriptors, FileDescriptor one) {
            this.said = said;
            this.descriptors = descriptors;
            this.one = one;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, String line) {
            if (line.equals(Words.HELLO) && !said.isEmpty()) {
                ctx.writeAndFlush(Unpooled.copiedBuffer(said + "\n", StandardCharsets.US_ASCII));
            } else if (line.equals(Words.GIVE)) {
                for (int i = 0; i < descriptors; i++) {
                    ctx.write(new FileDescriptor(one.intValue()));
                }
                ctx.flush();
            } else if (Words.ready(line).isPresent()) {
                ctx.writeAndFlush(Unpooled.copiedBuffer(Words.YOURS + "\n", StandardCharsets.US_ASCII));
            }
        }
    }
}
