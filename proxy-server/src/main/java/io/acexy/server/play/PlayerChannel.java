package io.acexy.server.play;

import io.acexy.core.broadcast.Chunk;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsDiscontinuity;
import io.acexy.core.stream.Join;
import io.acexy.core.stream.LeaveReason;
import io.acexy.core.stream.Player;
import io.acexy.core.stream.PlayerName;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.Viewing;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Connection;
import io.acexy.server.http.ConnectionEnd.Cause;
import io.acexy.server.http.Request;
import io.acexy.server.http.Trail;
import io.acexy.server.limits.Evictor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One player at the end of its connection, which moves to the loop of the stream. While he waits, the handlers of HTTP stand
 * before it; with the first byte they go, and from then on what the stream sends goes from the ring to the socket on one
 * thread, without a task, a promise or a buffer of its own. Confined to the connection's loop.
 */
final class PlayerChannel extends ChannelInboundHandlerAdapter implements Player {

    private static final ByteBuf LAST_CHUNK =
            Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
                    .asReadOnly());

    /** For what a stream that is over has left for him: a paused player may need it, and nobody may keep its memory for ever. */
    private static final long LAST_WORDS_SECONDS = 60;

    private final Connection connection;
    private final String name;
    private final Channel channel;
    private final Request.Form form;
    /** Null once it is given: he stays for hours, and its headers need not. */
    private Promise<Answer> answer;

    private final Trail trail;
    private final DirectSocket socket;
    private final StalledWriteGuard guard;

    private boolean headSent;
    private boolean unflushed;
    /** Null until he sits; set once on the loop, read by whoever wants to send him away. */
    private volatile Viewing viewing;

    private Runnable gone = () -> {};

    /** The other place of the same device, if it has one. Any thread. */
    private Supplier<Optional<PlayerChannel>> other = Optional::empty;

    /** Somebody who has to give way to him. Any thread. */
    private Function<EventExecutor, Future<Void>> lesser = executor -> null;

    /**
     * @param trail is told how he fared
     * @param answer is given the head of the media, or a refusal, on the channel's loop
     */
    PlayerChannel(
            Connection connection, Request.Form form, Trail trail, Duration writeTimeout, Promise<Answer> answer) {
        this.connection = connection;
        this.name = new PlayerName(Connection.text(connection.peer()), trail.id()).toString();
        this.trail = trail;
        this.channel = connection.channel();
        this.form = form;
        this.answer = answer;
        this.socket = new DirectSocket(channel);
        this.guard = new StalledWriteGuard(
                connection,
                writeTimeout,
                () -> connection.close(Cause.STALLED, "no byte accepted within " + writeTimeout.toMillis() + " ms"));
    }

    /**
     * Who gives a stream up for him; asked on any thread.
     *
     * @param own the one other player of the same device, if there is one
     * @param outranked completed when somebody else has, or null
     */
    void findOther(Supplier<Optional<PlayerChannel>> own, Function<EventExecutor, Future<Void>> outranked) {
        other = own;
        lesser = outranked;
    }

    // ---- what the connection tells ----

    /**
     * Takes a seat. HTTP stays on the connection until the first byte of media, and comes back into its own if there is none.
     *
     * @param left called once, when he has left his seat
     * @param ask asks for one, which makes him {@link #known}
     */
    void sit(Runnable left, Runnable ask) {
        gone = left;
        channel.pipeline().addLast(this);
        ask.run();
        trail.lastly(this::tellHow);
        trail.counts(viewing::delivered);
        if (!channel.isActive()) {
            leave();
        }
    }

    private void tellHow() {
        Join join = viewing.join();
        if (join != null) {
            trail.note("join", join.kind().name().toLowerCase(Locale.ROOT));
            trail.note("waited_ms", join.waited().toMillis());
        }
    }

    /** The connection has ended, for whatever reason is known. */
    private void leave() {
        if (viewing != null) {
            viewing.leave(reason(connection.end().cause()));
        }
        leaveSeat();
    }

    private static LeaveReason reason(Cause cause) {
        return switch (cause) {
            case CLIENT_LEFT, ANSWERED, IDLE -> LeaveReason.CLIENT_LEFT;
            case REFUSED, FLOODING -> LeaveReason.REFUSED;
            case STALLED -> LeaveReason.STALLED;
            case STREAM_ENDED -> LeaveReason.STREAM_ENDED;
            case BROKEN -> LeaveReason.BROKEN;
            case INTERNAL -> LeaveReason.INTERNAL;
            case SENT_AWAY -> LeaveReason.KICKED;
            case SHUTDOWN -> LeaveReason.SHUTDOWN;
        };
    }

    /**
     * The device at the other end wants another stream instead. Completed on {@code executor} when his place is free; null
     * when he has none. Any thread.
     */
    Future<Void> sendAway(EventExecutor executor) {
        return sendAway(LeaveReason.REPLACED, StreamFailure.replaced(), executor);
    }

    /** As {@link #sendAway(EventExecutor)}, for another reason. */
    Future<Void> sendAway(LeaveReason why, StreamFailure words, EventExecutor executor) {
        return viewing == null ? null : viewing.dismiss(why, words, executor);
    }

    /** He is to have no more than what comes within that time. On the channel's loop. */
    void completeAfter(Duration time) {
        StreamFailure words = new StreamFailure(StreamFailure.Kind.ENDED, "that was all", Duration.ZERO);
        Runnable end = () -> sendAway(LeaveReason.CLIENT_LEFT, words, channel.eventLoop());
        Future<?> timer = channel.eventLoop().schedule(connection.guard(end), time.toNanos(), TimeUnit.NANOSECONDS);
        channel.closeFuture().addListener(closed -> timer.cancel(false));
    }

    /** Somebody in charge wants him gone. Any thread. */
    void kick() {
        sendAway(LeaveReason.KICKED, StreamFailure.kicked(), channel.eventLoop());
    }

    /** Another has his place. Any thread. */
    Future<Void> evict(Evictor.Cause why, EventExecutor executor) {
        return sendAway(Evicted.reason(why), Evicted.words(why), executor == null ? channel.eventLoop() : executor);
    }

    /** Whether he watches or waits. Any thread. */
    boolean plays() {
        return viewing != null && viewing.end() == null;
    }

    /** How he fares. */
    PlayerBook.Watched watched() {
        return new PlayerBook.Watched(() -> Viewing.statusOf(viewing), () -> Viewing.deliveredTo(viewing), this::kick);
    }

    /** Whether he is the only one in his stream. Any thread. */
    boolean isAlone() {
        return viewing != null && viewing.isAlone();
    }

    @Override
    public Future<Void> giveUpOtherPlace(EventExecutor executor) {
        return other.get()
                .filter(PlayerChannel::isAlone)
                .map(one -> one.sendAway(executor))
                .orElseGet(() -> lesser.apply(executor));
    }

    private void leaveSeat() {
        Runnable left = gone;
        gone = () -> {};
        left.run();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (viewing != null && channel.isWritable()) {
            viewing.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        guard.stop();
        leave();
    }

    /** A write that failed comes here too: without a promise for each, it is the only way it is told. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        connection.broken(cause);
    }

    // ---- what the stream tells ----

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isHeir() {
        return connection.kin() == Connection.Kin.HEIR;
    }

    @Override
    public EventLoop loop() {
        return channel.eventLoop();
    }

    @Override
    public void known(Viewing mine) {
        viewing = mine;
    }

    @Override
    public void moveTo(EventLoop home, Runnable arrived) {
        Relocation.of(connection, home, guard::stop, lives -> {
            if (!lives) {
                leave(); // closed on the way, where no handler heard of it
            }
            settle(arrived);
        });
    }

    private void settle(Runnable arrived) {
        guard.stop();
        guard.start();
        arrived.run();
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void begin(JoinPoint point, boolean resumed) {
        if (!headSent) {
            headSent = true;
            unflushed = true;
            give(new Answer.Takeover(HttpResponseStatus.OK, head(point), this));
        }
        ByteBuf preamble = Unpooled.wrappedBuffer(point.tables(), point.lead());
        if (resumed) { // after a loss the counters jump, and decoders want to be told (ISO/IEC 13818-1, 2.4.3.5)
            preamble = Unpooled.wrappedBuffer(point.tables(), TsDiscontinuity.before(point), point.lead());
        }
        if (!preamble.isReadable()) {
            return;
        }
        if (form.chunked()) {
            writeFrameHead(preamble.readableBytes());
            write(preamble);
            write(Unpooled.wrappedBuffer(new byte[] {'\r', '\n'}));
        } else {
            write(preamble);
        }
    }

    private void give(Answer what) {
        Promise<Answer> asked = answer;
        answer = null;
        asked.setSuccess(what);
    }

    private HttpHeaders head(JoinPoint point) {
        Viewing mine = viewing;
        HttpHeaders headers = PlayerDoor.mediaHeaders();
        return mine == null
                ? headers
                : new Explanation(mine.kind(), mine.engine(), mine.age(), mine.behind(point.mediaTime()))
                        .addTo(headers);
    }

    @Override
    public void deliver(Chunk chunk, int from) {
        int start = chunk.payloadStart() + from;
        int end = chunk.payloadEnd();
        if (form.chunked()) {
            end = chunk.framed().writerIndex();
            if (from == 0) {
                start = 0;
            } else {
                writeFrameHead(chunk.length() - from);
            }
        }
        int sent = socket.send(chunk.framed(), start, end);
        if (start + sent < end) {
            write(chunk.slice(start + sent, end));
        }
    }

    private void writeFrameHead(int length) {
        write(ByteBufUtil.writeAscii(channel.alloc(), Integer.toHexString(length) + "\r\n"));
    }

    private void write(ByteBuf data) {
        channel.write(data, channel.voidPromise());
        unflushed = true;
    }

    @Override
    public void flush() {
        if (unflushed) {
            unflushed = false;
            channel.flush();
        }
    }

    /** What was begun cannot be ended well: half a frame may have been written. */
    @Override
    public void failed(Throwable cause) {
        connection.broken(cause);
    }

    @Override
    public void ended(StreamFailure why) {
        flush();
        if (!headSent) {
            refuse(why);
        } else {
            connection.ending(cause(why), why.reason());
            leaveSeat();
            Future<?> deadline = channel.eventLoop()
                    .schedule(connection.guard(channel::close), LAST_WORDS_SECONDS, TimeUnit.SECONDS);
            channel.closeFuture().addListener(closed -> deadline.cancel(false));
            channel.writeAndFlush(form.chunked() ? LAST_CHUNK.duplicate() : Unpooled.EMPTY_BUFFER)
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static Cause cause(StreamFailure why) {
        return switch (why.kind()) {
            case SHUTTING_DOWN -> Cause.SHUTDOWN;
            case TOO_SLOW -> Cause.STALLED;
            case SENT_AWAY -> Cause.SENT_AWAY;
            case INTERNAL -> Cause.INTERNAL;
            default -> Cause.STREAM_ENDED;
        };
    }

    /** Nothing has been sent yet: an answer like any other, and the connection may serve the next request. */
    private void refuse(StreamFailure why) {
        guard.stop();
        leaveSeat();
        if (channel.isActive()) {
            channel.pipeline().remove(this);
        }
        give(PlayerDoor.refusal(why, form));
    }
}
