package io.acexy.server.handover;

import io.acexy.core.Bugs;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The older process's side of one hand-over, whose words are in {@link Words}. Confined to the connection's loop. Whatever goes wrong
 * before the newer process serves ends the connection, and this process goes on.
 */
final class Giving extends SimpleChannelInboundHandler<String> {

    private static final Logger LOG = LoggerFactory.getLogger(Giving.class);

    /**
     * On which it is done.
     *
     * @param to processes of whom
     * @param patience how long all of it may take
     */
    record Terms(Estate estate, Owner to, Duration patience) {}

    private enum State {
        CONNECTED,
        TOLD,
        GIVEN,
        RELEASED,
        OVER
    }

    private final Terms terms;
    private final AtomicReference<Giving> taker;
    private final Bugs bugs;
    private final Map<Listener, Integer> descriptors = new EnumMap<>(Listener.class);
    private volatile State state = State.CONNECTED;
    private ScheduledFuture<?> limit;
    private int pid;

    /** @param taker who is taking over: nobody else then does */
    Giving(Terms terms, AtomicReference<Giving> taker, Bugs bugs) {
        this.terms = terms;
        this.taker = taker;
        this.bugs = bugs;
    }

    /** Whether the sockets are the newer process's. Any thread. */
    boolean hasReleased() {
        return state == State.RELEASED;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        try {
            pid = terms.to().check((EpollDomainSocketChannel) channel);
        } catch (IOException e) {
            refuse(channel, e.getMessage());
            return;
        }
        if (!taker.compareAndSet(null, this)) {
            refuse(channel, "another process is taking over");
            return;
        }
        limit = channel.eventLoop()
                .schedule(
                        bugs.guard("a hand-over", () -> refuse(channel, "it has taken too long")),
                        terms.patience().toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, String line) {
        Channel channel = ctx.channel();
        if (state == State.CONNECTED && line.equals(Words.HELLO)) {
            descriptors.putAll(terms.estate().descriptors());
            state = State.TOLD;
            terms.estate().ways().forEach(way -> say(channel, Words.way(way)));
            say(channel, Words.listeners(descriptors.keySet()));
        } else if (state == State.TOLD && line.equals(Words.GIVE)) {
            state = State.GIVEN;
            descriptors.values().forEach(one -> channel.write(new FileDescriptor(one)));
            channel.flush();
        } else if (state == State.GIVEN && Words.ready(line).isPresent()) {
            release(channel, Words.ready(line).get());
        } else if (state != State.OVER) {
            refuse(channel, "not understood: this one speaks " + Words.HELLO);
        }
    }

    /** On a thread of its own: to stop to accept takes a turn of the loops. */
    private void release(Channel channel, Way heir) {
        limit.cancel(false);
        state = State.RELEASED;
        Thread thread = new Thread(
                bugs.guard("a hand-over", () -> {
                    terms.estate().release(pid, heir);
                    LOG.atInfo().addKeyValue("pid", pid).log("handed over: whoever plays here may go on");
                    say(channel, Words.YOURS);
                }),
                "acexy-handover");
        thread.start();
    }

    private static void say(Channel channel, String line) {
        channel.writeAndFlush(Unpooled.copiedBuffer(line + "\n", StandardCharsets.US_ASCII));
    }

    private void refuse(Channel channel, String reason) {
        if (state == State.RELEASED || state == State.OVER) {
            return;
        }
        over(reason);
        channel.writeAndFlush(Unpooled.copiedBuffer(Words.no(reason) + "\n", StandardCharsets.US_ASCII))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void over(String reason) {
        state = State.OVER;
        if (limit != null) {
            limit.cancel(false);
        }
        taker.compareAndSet(this, null);
        LOG.atWarn().addKeyValue("pid", pid).addKeyValue("reason", reason).log("nothing is handed over");
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (state != State.RELEASED && state != State.OVER) {
            over("the other process has hung up");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Bugs.isOurs(cause)) {
            bugs.report("a hand-over", cause);
        }
        refuse(ctx.channel(), String.valueOf(cause.getMessage()));
    }
}
