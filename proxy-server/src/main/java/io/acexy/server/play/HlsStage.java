package io.acexy.server.play;

import io.acexy.core.broadcast.Chunk;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.hls.HlsMuxer;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.stream.Join;
import io.acexy.core.stream.LeaveReason;
import io.acexy.core.stream.Player;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.Viewing;
import io.acexy.server.http.Answer;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Request;
import io.acexy.server.limits.Evictor;
import io.acexy.server.limits.Who;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One content for all its HLS players: a single seat in its stream, a muxer, and the players' sessions. Confined to the loop of
 * the stream, which may change before the first media; what others ask is posted. It ends when nobody has asked for anything
 * for a while, or with its stream.
 */
final class HlsStage implements Player {

    private static final long SWEEP_MILLIS = 500;

    private final ContentId content;
    private final String id;
    private final HlsParts parts;
    private final HlsMuxer muxer;
    private final HlsCrowd crowd;

    private volatile EventLoop loop;
    private volatile Viewing viewing;
    private volatile Who opener;
    private volatile long held;
    private Future<?> sweep;
    private Future<?> patience;
    private boolean listed;
    private boolean over;

    /** @param loop of the first who wants it */
    HlsStage(ContentId content, String id, EventLoop loop, HlsParts parts) {
        this.content = content;
        this.id = id;
        this.loop = loop;
        this.parts = parts;
        this.crowd = new HlsCrowd(content, parts, loop.ticker(), () -> viewing);
        this.muxer = parts.muxer(loop.ticker(), new Listening());
    }

    /** The part of its addresses that is its own. */
    String id() {
        return id;
    }

    ContentId content() {
        return content;
    }

    HlsAudience audience() {
        return new HlsAudience(content, crowd.size(), held, crowd.sessions());
    }

    /**
     * Takes its seat. Once, at first.
     *
     * @param who for whom
     */
    void open(Who who, Function<Player, Viewing> join) {
        opener = who;
        viewing = join.apply(this);
        post(() -> {
            if (over) {
                viewing.leave(LeaveReason.CLIENT_LEFT);
            } else {
                sweepLater();
            }
        });
    }

    /**
     * Gives a player a session, as soon as there is a list, and answers with its address.
     *
     * @param closed called instead when this stage is over
     */
    void admit(HlsVisit visit, Runnable closed) {
        post(() -> {
            if (over) {
                closed.run();
                return;
            }
            crowd.enter(visit, () -> post(() -> dismiss(visit, LeaveReason.KICKED, StreamFailure.kicked())));
            visit.session().evictedBy((why, executor) -> evict(visit, why, executor));
            if (listed) {
                visit.answer().setSuccess(begin(visit, Join.Kind.JOINED));
            } else {
                await(visit);
            }
        });
    }

    boolean knows(String token) {
        return crowd.knows(token);
    }

    /** Players are told that this is all. */
    void endList() {
        post(muxer::end);
    }

    /** A session is over by its player's own wish. */
    void end(String token) {
        post(() -> end(token, LeaveReason.CLIENT_LEFT));
    }

    /** The list of a session. */
    void list(String token, Request request, Promise<Answer> answer) {
        answer(token, request, answer, session -> muxer.list("?session=" + token)
                .map(text -> HlsAnswers.list(text, request.headers()))
                .orElseGet(() -> HlsAnswers.unknownPresentation().answer(request.form())));
    }

    /** A segment, for a session. */
    void segment(long number, String token, Request request, Promise<Answer> answer) {
        answer(token, request, answer, session -> {
            muxer.behind(number).ifPresent(session::isBehind);
            Optional<ByteBuf> segment = muxer.segment(number);
            segment.ifPresent(bytes -> session.isGiven(bytes.readableBytes()));
            return HlsAnswers.segment(segment, request.form());
        });
    }

    private void answer(String token, Request request, Promise<Answer> answer, Function<HlsSession, Answer> answered) {
        request.trail().note("stream", content);
        request.trail().note("format", "hls");
        post(() -> {
            HlsSession session = crowd.session(token);
            if (session == null) {
                answer.setSuccess(HlsAnswers.unknownSession().answer(request.form()));
            } else {
                session.asks(loop.ticker().nanoTime());
                request.trail().note("session", session.request());
                answer.setSuccess(answered.apply(session));
            }
        });
    }

    /** On the loop, wherever it is by then. */
    private void post(Runnable message) {
        EventLoop current = loop;
        try {
            current.execute(parts.bugs().guard("a message to HLS", () -> {
                if (loop == current) {
                    message.run();
                } else {
                    post(message);
                }
            }));
        } catch (RejectedExecutionException ignored) {
            // The loop has ended with the process, and everything on it has been closed.
        }
    }

    // ---- players come and go ----

    private void await(HlsVisit one) {
        crowd.await(one);
        one.request().connection().channel().closeFuture().addListener(closed -> post(() -> forget(one)));
    }

    private void forget(HlsVisit one) {
        if (crowd.isWaiting(one)) {
            crowd.forget(one, LeaveReason.CLIENT_LEFT);
            leaveIfEmpty();
        }
    }

    /** Somebody in charge wants him gone: his next request finds nothing. */
    private void dismiss(HlsVisit one, LeaveReason why, StreamFailure words) {
        if (crowd.isWaiting(one)) {
            one.answer().setSuccess(PlayFailures.of(words).answer(one.request().form()));
            crowd.forget(one, why);
            leaveIfEmpty();
        } else {
            end(one.session().token(), why);
        }
    }

    /** Another has his place. The stream hears of it on the same loop, before this is done. Any thread. */
    private Future<Void> evict(HlsVisit one, Evictor.Cause why, EventExecutor executor) {
        Promise<Void> gone = executor == null ? loop.newPromise() : executor.newPromise();
        post(() -> {
            dismiss(one, Evicted.reason(why), Evicted.words(why));
            loop.execute(() -> gone.trySuccess(null));
        });
        return gone;
    }

    private void end(String token, LeaveReason why) {
        if (crowd.knows(token)) {
            crowd.end(token, why);
            leaveIfEmpty();
        }
    }

    private Answer begin(HlsVisit visit, Join.Kind how) {
        Request request = visit.request();
        HlsSession session = visit.session();
        crowd.begin(session, how);
        String index = HlsAnswers.index(visit.base(), id, session.token(), muxer.bitsPerSecond());
        Engine engine = viewing == null ? null : viewing.engine();
        return HlsAnswers.list(index, request.headers(), new Explanation(how, engine, session.waited(), null));
    }

    private void sweepLater() {
        sweep = loop.schedule(
                parts.bugs().guard("a look for HLS players who have gone", this::sweep),
                SWEEP_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        if (over) {
            return;
        }
        crowd.sweep();
        sweepLater();
        leaveIfEmpty();
    }

    private void leaveIfEmpty() {
        if (!over && crowd.isEmpty()) {
            fail(LeaveReason.CLIENT_LEFT, HlsAnswers.unknownPresentation());
        }
    }

    // ---- what the muxer tells ----

    private final class Listening implements HlsMuxer.Listener {

        @Override
        public void listed() {
            listed = true;
            stop(patience);
            Join.Kind how =
                    viewing == null ? Join.Kind.STARTED : viewing.status().kind();
            crowd.waiting().forEach(one -> one.answer().setSuccess(begin(one, how)));
        }

        @Override
        public void refused(long neededBytes) {
            fail(
                    LeaveReason.REFUSED,
                    Failure.of(
                            FailureKind.LIMIT_REACHED,
                            "there is no memory for HLS of this stream: it would take " + (neededBytes >> 20) + " MiB",
                            Duration.ofSeconds(30)));
        }

        @Override
        public void failed(Throwable cause) {
            parts.bugs().report("HLS of a stream", cause);
            fail(
                    LeaveReason.INTERNAL,
                    Failure.of(FailureKind.INTERNAL, "an internal error of this proxy: its log has the details"));
        }
    }

    private void fail(LeaveReason reason, Failure why) {
        close(why, reason);
        if (viewing != null) { // else it is about to be there, and leaves at once
            viewing.leave(reason);
        }
    }

    /** Nobody is left behind; the seat is not its business. */
    private void close(Failure why, LeaveReason reason) {
        over = true;
        stop(sweep);
        stop(patience);
        parts.closed(this, muxer.nextNumber());
        muxer.close();
        held = 0;
        crowd.close(why, reason);
    }

    private static void stop(Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    // ---- what the stream tells ----

    @Override
    public String name() {
        return "hls " + id;
    }

    @Override
    public boolean isForOthers() {
        return true;
    }

    @Override
    public Future<Void> giveUpOtherPlace(EventExecutor executor) {
        return parts.seats().outrank(opener, executor);
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    /** Its timers stay where they began, and come home by themselves. */
    @Override
    public void moveTo(EventLoop home, Runnable arrived) {
        post(() -> {
            stop(sweep);
            loop = home;
            home.execute(() -> {
                if (!over) {
                    sweepLater();
                }
                arrived.run();
            });
        });
    }

    @Override
    public boolean isWritable() {
        return muxer.isWritable();
    }

    @Override
    public long history() {
        return muxer.history();
    }

    @Override
    public boolean takesAllAtOnce() {
        return muxer.takesAllAtOnce();
    }

    @Override
    public void begin(JoinPoint point, boolean resumed) {
        if (!over && patience == null) {
            Runnable late = parts.bugs().guard("a start of HLS", this::notListed);
            patience = loop.schedule(late, parts.limits().startTimeout().toMillis(), TimeUnit.MILLISECONDS);
        }
        muxer.begin(point, resumed);
    }

    private void notListed() {
        if (!over && !listed) {
            long seconds = parts.limits().startTimeout().toSeconds();
            String why = "not enough media for a list within " + seconds + " s";
            Failure failure = Failure.of(FailureKind.NO_MEDIA_IN_TIME, why, Duration.ofSeconds(10));
            fail(LeaveReason.STREAM_FAILED, failure);
        }
    }

    @Override
    public void deliver(Chunk chunk, int from) {
        muxer.deliver(chunk, from);
    }

    @Override
    public void flush() {
        muxer.flush();
        held = muxer.held();
    }

    @Override
    public void failed(Throwable cause) {
        muxer.failed(cause);
    }

    @Override
    public void ended(StreamFailure why) {
        if (!over) {
            close(PlayFailures.of(why), LeaveReason.of(why));
        }
    }
}
