package io.acexy.server.handover;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketReadMode;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The newer process's side of one hand-over, whose words are in {@link Words}. Confined to the connection's loop, but for its futures.
 * What was received and given to nobody is closed.
 */
final class Taking extends ChannelInboundHandlerAdapter {

    private final Owner from;
    private final Promise<Map<Listener, FileDescriptor>> given;
    private final Promise<Void> released;
    private final Map<Listener, FileDescriptor> received = new EnumMap<>(Listener.class);
    private final List<Way> ways = new CopyOnWriteArrayList<>();
    private List<Listener> announced = List.of();

    /**
     * @param from a process of whom
     * @param executor completes the futures
     */
    Taking(Owner from, EventExecutor executor) {
        this.from = from;
        this.given = executor.newPromise();
        this.released = executor.newPromise();
    }

    /** The sockets, which belong to whoever asks. */
    Future<Map<Listener, FileDescriptor>> given() {
        return given;
    }

    /** Where older processes are asked for media; all are known when the sockets are. Any thread. */
    List<Way> ways() {
        return List.copyOf(ways);
    }

    /** The older process does not accept any more, or is no more. */
    Future<Void> released() {
        return released;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws IOException {
        from.check((EpollDomainSocketChannel) ctx.channel());
        say(ctx.channel(), Words.HELLO);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
        if (message instanceof FileDescriptor one) {
            take((EpollDomainSocketChannel) ctx.channel(), one);
        } else if (announced.isEmpty() && Words.way((String) message).isPresent()) {
            learn(Words.way((String) message).get());
        } else if (announced.isEmpty()) {
            announced = Words.listeners((String) message);
            mode(ctx.channel(), DomainSocketReadMode.FILE_DESCRIPTORS);
            say(ctx.channel(), Words.GIVE);
        } else {
            Words.yours((String) message);
            released.trySuccess(null);
        }
    }

    private void learn(Way way) throws IOException {
        if (ways.size() == Estate.MOST_WAYS) {
            throw new IOException("the running process knows more processes than there may be");
        }
        ways.add(way);
    }

    private void take(EpollDomainSocketChannel channel, FileDescriptor one) throws IOException {
        if (received.size() == announced.size()) {
            one.close();
            throw new IOException("the running process gives more sockets than it has said");
        }
        received.put(announced.get(received.size()), one);
        if (received.size() == announced.size()) {
            mode(channel, DomainSocketReadMode.BYTES);
            if (!given.trySuccess(new EnumMap<>(received))) {
                closeAll();
            }
        }
    }

    private static void mode(Channel channel, DomainSocketReadMode mode) {
        ((EpollDomainSocketChannel) channel).config().setReadMode(mode);
    }

    private static void say(Channel channel, String line) {
        channel.writeAndFlush(Unpooled.copiedBuffer(line + "\n", StandardCharsets.US_ASCII));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws IOException {
        if (given.tryFailure(new IOException("the running process has hung up"))) {
            closeAll();
        }
        released.trySuccess(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws IOException {
        if (given.tryFailure(cause)) {
            closeAll();
        }
        released.tryFailure(cause);
        ctx.close();
    }

    private void closeAll() throws IOException {
        for (FileDescriptor one : received.values()) {
            one.close();
        }
        received.clear();
    }
}
