package io.acexy.server.play;

import io.acexy.core.engine.FilmHead;
import io.acexy.core.stream.ViewingStatus;
import io.acexy.core.vod.FilmFailure;
import io.acexy.core.vod.FilmOrder;
import io.acexy.core.vod.FilmPlayer;
import io.acexy.core.vod.Films;
import io.acexy.core.vod.Reading;
import io.acexy.server.http.Answer;
import io.acexy.server.http.BodySink;
import io.acexy.server.http.Connection;
import io.acexy.server.http.ConnectionEnd.Cause;
import io.acexy.server.http.Request;
import io.acexy.server.limits.Evictor;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One answer with a film, or a part of it, at the end of its connection, which moves to the loop of its viewer's session. An
 * answer like any other: when it is over, the connection serves the next request. Confined to the connection's loop.
 */
final class FilmChannel implements FilmPlayer {

    /** What a player has not taken, and the piece that comes on top: all the memory that a film takes for him. */
    private static final WriteBufferWaterMark HELD = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private final Connection connection;
    private final Channel channel;
    private final Request.Form form;
    private final Promise<Answer> answer;
    private final StalledWriteGuard guard;
    private final WriteBufferWaterMark usual;
    private final GenericFutureListener<Future<Void>> hungUp = closed -> gone();

    /** What is left to do when it is over: once, even if the connection ends on its way to another loop. */
    private final AtomicReference<Runnable> left = new AtomicReference<>(() -> {});

    private Reading reading;
    private BodySink body;
    private final long asked;

    /** From the order to the head; null before. Read by anybody, as is what he was given. */
    private volatile Duration waited;

    private volatile long given;
    private boolean begun;

    /**
     * Nothing is ordered yet.
     *
     * @param pause how long the player may accept no byte
     * @param answer is given the head of the film, or a refusal, on the channel's loop
     */
    FilmChannel(Request request, Duration pause, Promise<Answer> answer) {
        this.connection = request.connection();
        this.channel = connection.channel();
        this.form = request.form();
        this.answer = answer;
        this.asked = channel.eventLoop().ticker().nanoTime();
        this.usual = channel.config().getWriteBufferWaterMark();
        this.guard = new StalledWriteGuard(
                connection,
                pause,
                () -> connection.close(Cause.STALLED, "no byte accepted within " + pause.toMillis() + " ms"));
    }

    /** @param over called once, when there is nothing more to do for him */
    void order(Films films, FilmOrder order, Runnable over) {
        left.set(over);
        reading = films.read(order, this);
        channel.closeFuture().addListener(hungUp);
    }

    /** How he fares. Any thread. */
    private ViewingStatus status() {
        Duration so = waited;
        return new ViewingStatus(null, so != null, so == null ? age() : so, given, 0, 0, null);
    }

    PlayerBook.Watched watched() {
        return new PlayerBook.Watched(this::status, () -> given, this::kick);
    }

    private Duration age() {
        return Duration.ofNanos(channel.eventLoop().ticker().nanoTime() - asked);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the connection's loop
    private void isGiven(int bytes) {
        given += bytes;
    }

    /** Somebody in charge wants him gone. Any thread. */
    void kick() {
        connection.close(Cause.SENT_AWAY, "sent away by whoever runs this proxy");
    }

    /** Another has his place. Any thread. */
    Future<Void> evict(Evictor.Cause why) {
        connection.close(Cause.SENT_AWAY, Evicted.words(why).reason());
        return null;
    }

    /** The connection has ended. */
    private void gone() {
        reading.leave();
        over();
    }

    /** The answer is over, or nobody is there to have it. */
    private void over() {
        guard.stop();
        channel.closeFuture().removeListener(hungUp);
        channel.config().setWriteBufferWaterMark(usual);
        left.getAndSet(() -> {}).run();
    }

    @Override
    public EventLoop loop() {
        return channel.eventLoop();
    }

    /** One that ends on the way tells its close future, and is served nothing where it arrives. */
    @Override
    public void moveTo(EventLoop home, Runnable arrived) {
        Relocation.of(connection, home, () -> {}, lives -> arrived.run());
    }

    @Override
    public void begin(FilmHead head) {
        begun = true;
        waited = age();
        channel.config().setWriteBufferWaterMark(HELD);
        guard.start();
        answer.setSuccess(new Answer.Streamed(
                HttpResponseStatus.valueOf(head.status()),
                new Explanation(null, null, waited, null).addTo(FilmAnswers.headers(head)),
                this::flowInto));
    }

    /** HTTP has written the head. */
    private void flowInto(BodySink sink) {
        body = sink;
        sink.onWritable(reading::writable);
    }

    @Override
    public boolean isWritable() {
        return body != null && body.isWritable();
    }

    @Override
    public void bytes(ByteBuf data) {
        if (body == null) {
            data.release(); // he has gone, and it has not been noticed yet
        } else {
            isGiven(data.readableBytes());
            body.write(data);
        }
    }

    @Override
    public void complete() {
        over();
        if (body != null) {
            body.end();
        }
    }

    @Override
    public void ended(FilmFailure why) {
        over();
        if (!begun) {
            answer.setSuccess(FilmAnswers.failure(why).answer(form));
        } else {
            // Fewer bytes than promised: only the end of the connection says so.
            connection.close(FilmAnswers.cause(why), why.reason());
        }
    }
}
