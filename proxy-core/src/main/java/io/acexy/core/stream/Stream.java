package io.acexy.core.stream;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.SessionLinks;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One content, one engine session, any number of players. Confined to {@link #home}: methods named {@code doX} are its
 * messages and run there; all fields are plain, and anybody may read the status. A stream that is left and wanted again
 * while it stops starts anew, so that leaving and returning can never race.
 */
final class Stream implements StreamRun.Owner {

    private final StreamContext context;
    private final EventLoop home;
    private final StreamRegistry registry;
    private final StreamNames names;
    private final StreamBooks books;
    private final Promise<Void> closed;
    private final GuardedLoop tasks;
    private final Linger linger;

    // accessed on the home loop only
    private StreamState state = StreamState.NEW;
    private ContentId plays; // its own name, or the channel of which that is one content
    private Audience audience; // null while there is none
    private StreamRun run; // null while there is none
    private Future<Void> runStopped; // done while no run ends
    private StreamEnd.Cause cause; // of the last stop; null before the first

    /** Opens nothing yet: the first player does. */
    Stream(StreamContext context, StreamRegistry registry) {
        this.context = context;
        this.home = context.home();
        this.registry = registry;
        this.plays = context.content();
        this.names = new StreamNames(this, context.content(), registry);
        this.books = new StreamBooks(context.content(), home.ticker());
        this.closed = home.newPromise();
        this.tasks = context.tasks(() -> failed(StreamFailure.internal()));
        this.linger = new Linger(tasks, context.config().linger(), () -> stop(StreamEnd.Cause.UNWATCHED, null));
        this.runStopped = home.newSucceededFuture(null);
    }

    /** This moment, or a little before it. Any thread; never waits. */
    StreamStatus status() {
        return books.status();
    }

    /** Whether it is what an engine sends. Any thread. */
    boolean isOriginal() {
        return context.content().isOriginal();
    }

    // ---- messages ----

    /** Any thread. */
    void post(Runnable message) {
        tasks.post(message);
    }

    /** Brings a player here, and seats him. Any thread. */
    void admit(Viewing viewing) {
        viewing.stream = this;
        GuardedLoop joining = context.tasks(() -> notJoined(viewing));
        viewing.player.moveTo(home, joining.guarded(() -> doJoin(viewing)));
    }

    /** A mistake has been made with him. */
    private void notJoined(Viewing viewing) {
        failed(StreamFailure.internal());
        if (viewing.seat == null) {
            viewing.ends(LeaveReason.INTERNAL);
            viewing.player.ended(StreamFailure.internal());
        }
    }

    private void doJoin(Viewing viewing) {
        assert home.inEventLoop();
        if (state == StreamState.CLOSED) {
            registry.forget(viewing.content, this);
            registry.seat(viewing);
            return;
        }
        if (viewing.end() != null) {
            viewing.left();
            if (state == StreamState.NEW) {
                close(); // made for him, who left before it could begin
            }
            return;
        }
        if (viewing.content.isChannel()) {
            follow(viewing.content);
        }
        if (audience == null) {
            audience = new Audience(context);
        }
        books.seated();
        audience.seat(viewing, state == StreamState.LIVE ? Join.Kind.JOINED : Join.Kind.STARTED);
        if (run == null) {
            begin();
        } else if (isRunning() && run.engines().links() != null) {
            viewing.player.accepted(run.engines().links());
        }
        audienceChanged();
    }

    /** Whoever asks for a channel whose content plays already gets this stream, and what comes after that content. */
    private void follow(ContentId channel) {
        if (!plays.isChannel()) {
            plays = channel;
            if (isRunning()) {
                run.follow(channel);
            }
        }
    }

    void doLeave(Viewing viewing) {
        assert home.inEventLoop();
        if (viewing.stream != this) {
            viewing.stream.post(() -> viewing.stream.doLeave(viewing));
        } else if (audience != null && audience.leave(viewing)) {
            audienceChanged();
            viewing.left(); // who waits for his place finds it free
        }
    }

    void doDrain(Viewing viewing) {
        assert home.inEventLoop();
        if (audience != null && audience.drain(viewing) && isRunning()) {
            run.pace();
        }
    }

    /** Tells it something, if it runs. Any thread. */
    void whileRunning(Consumer<StreamRun> wish) {
        post(() -> {
            if (isRunning()) {
                wish.accept(run);
            }
        });
    }

    // ---- the run ----

    private void begin() {
        if (registry.isClosing()) {
            cause = StreamEnd.Cause.SHUTDOWN;
            dismissal(StreamFailure.shuttingDown()).run();
            close();
            return;
        }
        state = StreamState.STARTING;
        context.news().tell((content, listener) -> listener.starting(content));
        run = new StreamRun(context, registry.sources(), plays, audience.broadcast(), this);
        run.begin();
        names.asPlayed();
        audienceChanged();
    }

    private boolean isRunning() {
        return state == StreamState.STARTING || state == StreamState.LIVE;
    }

    /** Somebody has come, or gone. Arms the linger when the last has left, disarms it when somebody is back. */
    private void audienceChanged() {
        if (players() > 0 || !isRunning()) {
            linger.cancel();
        } else {
            linger.begin();
        }
        if (isRunning()) {
            run.pace();
        }
        changed();
        if (players() > 0) {
            leaveToHeirs();
        }
    }

    @Override
    public int players() {
        return audience == null ? 0 : audience.size();
    }

    @Override
    public void live(Duration took) {
        state = StreamState.LIVE;
        context.news().tell((content, listener) -> listener.live(content, took));
        changed();
    }

    @Override
    public void changed() {
        books.write(state, new Attendance(players(), linger.since()), run);
    }

    @Override
    public Future<Void> reclaim() {
        Future<Void> idle = registry.reclaim(this, home);
        Future<Void> room = idle == null ? registry.roomElsewhere(context.content(), home) : idle;
        return room == null && audience != null ? audience.makeRoom(home) : room;
    }

    @Override
    public void named(SessionLinks links) {
        names.settle(run, links);
    }

    /** Another has been accepted by an engine under a name of this one, which asks none yet: it gets this one's players. */
    void letPlay(Stream other) {
        if (state == StreamState.NEW) {
            registry.redirect(this, other);
            over();
        } else if (state == StreamState.STARTING && run.engines().engine() == null) {
            mergeInto(other);
        }
    }

    void accepted(SessionLinks links) {
        audience.accepted(links);
    }

    @Override
    public Engine playedElsewhere(SessionLinks links) {
        return names.playedElsewhere(run, links);
    }

    @Override
    public void turned() {
        names.turned();
    }

    /** Which of a channel's contents plays; null where none does, or what is made of it. */
    ContentId onTurn() {
        return isRunning() && plays.isChannel() && plays.isOriginal()
                ? run.engines().content()
                : null;
    }

    boolean runs(StreamRun one) {
        return isRunning() && run == one;
    }

    /** This stream turns out to be another one: its players move there, and it is gone. */
    void mergeInto(Stream owner) {
        run.yieldTo(owner.status().engine());
        linger.cancel();
        registry.redirect(this, owner);
        cause = StreamEnd.Cause.MERGED;
        run.finish();
        Audience moving = audience;
        audience = null;
        runOver();
        over();
        moving.close().forEach(owner::admit);
    }

    // ---- the end ----

    /**
     * Ends a stream that lingers, so that another can have its place or its engine. Completed on {@code executor} when the
     * engine is free, or at once when somebody has come back to the stream. Any thread.
     */
    Future<Void> stopIdle(EventExecutor executor) {
        return after(executor, () -> {
            if (linger.since() != 0) {
                stop(StreamEnd.Cause.MADE_ROOM, null);
            }
            return runStopped;
        });
    }

    /** Somebody in charge wants its end, whoever watches it. Any thread. */
    void stopByWish() {
        post(() -> stop(StreamEnd.Cause.STOPPED, StreamFailure.stopped()));
    }

    /** As {@link StreamRegistry#playsOn}. */
    Future<Boolean> playsOn(EventExecutor executor) {
        Promise<Boolean> answer = executor.newPromise();
        post(() -> {
            leaveToHeirs();
            boolean plays = isRunning() && run.isOurs();
            Future<Void> certain = plays ? home.newSucceededFuture(null) : runStopped;
            certain.addListener(done -> answer.setSuccess(plays));
        });
        return answer;
    }

    /** What nobody else watches, wherever it is from: a newer process that comes too late for it finds an end, not a new start. */
    private void leaveToHeirs() {
        if (isRunning() && !audience.isAnyOurs()) {
            stop(StreamEnd.Cause.HANDED_ON, StreamFailure.handedOn());
        }
    }

    /** Ends the stream whoever watches it. Completed on {@code executor} when its engine session is stopped. Any thread. */
    Future<Void> shutDown(EventExecutor executor) {
        return after(executor, () -> {
            stop(StreamEnd.Cause.SHUTDOWN, StreamFailure.shuttingDown());
            return closed;
        });
    }

    private Future<Void> after(EventExecutor executor, Supplier<Future<Void>> message) {
        Promise<Void> done = executor.newPromise();
        post(() -> message.get().addListener(ended -> done.trySuccess(null)));
        return done;
    }

    @Override
    public void failed(StreamFailure why) {
        boolean mayJoin = state == StreamState.STARTING && why.kind() == StreamFailure.Kind.NO_ENGINE;
        Stream other = mayJoin ? registry.playsOneOf(plays, this) : this;
        if (other != this) {
            mergeInto(other);
        } else if (isRunning()) {
            context.news().tell((content, listener) -> listener.failed(content, why));
            stop(StreamEnd.Cause.FAILED, why);
        } else if (state == StreamState.NEW) {
            close();
        }
    }

    /** @param failure told to those who still watch or wait; null when nobody does */
    private void stop(StreamEnd.Cause why, StreamFailure failure) {
        if (!isRunning()) {
            return;
        }
        state = StreamState.STOPPING;
        cause = why;
        linger.cancel();
        run.finish();
        // Who is told of a film, and a newer process, ask an engine then: a stop that is under way would end that
        // session too.
        boolean late = audience.isAnyHeir() || (failure != null && failure.kind() == StreamFailure.Kind.ON_DEMAND);
        Runnable telling = dismissal(failure);
        if (!late) {
            telling.run();
        }
        runStopped = run.stop();
        changed();
        Runnable stopped = tasks.guarded(() -> {
            if (late) {
                telling.run();
            }
            stopped();
        });
        runStopped.addListener(done -> stopped.run());
    }

    /** From now on they are none of this stream's; they hear of it when this runs. */
    private Runnable dismissal(StreamFailure failure) {
        Audience leaving = audience;
        audience = null;
        return () -> leaving.end(failure);
    }

    /** Somebody may have come while the engine was being told: then there is no end, but a new start. */
    private void stopped() {
        runOver();
        if (players() == 0) {
            close();
        } else {
            begin();
        }
    }

    private void close() {
        registry.forget(this);
        over();
    }

    private void runOver() {
        books.ended(run);
        run = null;
    }

    private void over() {
        state = StreamState.CLOSED;
        changed();
        registry.over(this);
        if (cause != null) {
            StreamEnd end = books.end(cause);
            context.news().tell((content, listener) -> listener.ended(content, end));
        }
        closed.trySuccess(null);
    }
}
