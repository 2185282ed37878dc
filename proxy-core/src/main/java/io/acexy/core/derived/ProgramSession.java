package io.acexy.core.derived;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineStat;
import io.acexy.core.engine.MediaSession;
import io.acexy.core.engine.MediaSink;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.stream.LeaveReason;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.Viewing;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a program, as the session of the stream that it makes: reads the original as a player of it, and what comes out is
 * the session's media. Confined to the loop of the stream that is made; the original and the program's threads are elsewhere.
 * When it is stopped, the program is ended.
 */
final class ProgramSession implements MediaSession {

    private static final Logger LOG = LoggerFactory.getLogger(ProgramSession.class);

    private static final Duration LOOK_PERIOD = Duration.ofSeconds(1);

    /** A program that is killed is gone at once; this is for one that the kernel does not let go. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final GuardedLoop home;
    private final ContentId content;
    private final Map<String, String> options;
    private final Listener listener;
    private final DerivedStreams house;
    private final Profile profile;
    private final Program program;
    private final Feed feed;
    private final Promise<Void> exited;
    private final Deque<ByteBuf> held = new ArrayDeque<>();

    private MediaSink sink;
    private SessionLinks links;
    private Viewing viewing;
    private Future<?> look;
    private Future<Void> stopped;
    private boolean reading = true;
    private boolean begun;
    private boolean over;
    private long lastOutput;

    /** Not started yet. */
    ProgramSession(
            EventLoop loop, ContentId content, Map<String, String> options, Listener listener, DerivedStreams house) {
        this.home = new GuardedLoop(loop, house.bugs(), "a program's session", this::mistaken);
        this.content = content;
        this.options = options;
        this.listener = listener;
        this.house = house;
        this.profile = house.profile(content);
        this.exited = loop.newPromise();
        this.program = new Program(profile, house.config().backlog(), house.allocator(), new OfProgram());
        this.feed = new Feed("program " + profile.name(), loop, program.intake(), new OfOriginal());
    }

    // ---- what the stream that is made asks ----

    @Override
    public void feed(MediaSink to) {
        sink = to;
    }

    /** The program first: where it cannot be run, no engine is started for it. */
    @Override
    public void start() {
        assert home.isHere() && !begun && sink != null;
        Duration wait = house.restarts().take(content, home.now());
        if (wait.isZero()) {
            begun = true;
            program.start();
        } else {
            house.streams().end(content, ProgramFailures.tooOften(profile, wait));
        }
    }

    @Override
    public SessionLinks links() {
        return links;
    }

    /** None of its faults is a connection that broke. */
    @Override
    public void reopen() {
        throw new IllegalStateException("a program is started anew by another session");
    }

    @Override
    public boolean hasStat() {
        return false;
    }

    @Override
    public Future<EngineStat> stat(Duration timeout) {
        return home.loop().newSucceededFuture(null);
    }

    @Override
    public void reading(boolean on) {
        assert home.isHere();
        reading = on;
        lastOutput = home.now();
        home.post(this::handOver); // not from here: it is the one who is given media that asks
    }

    @Override
    public void wakeAt(int bytes) {
        // A program writes when it likes, and its pipe wakes a thread of its own.
    }

    @Override
    public Future<Void> stop() {
        assert home.isHere();
        if (stopped == null) {
            shut();
            stopped = begun ? ending() : home.loop().newSucceededFuture(null);
        }
        return stopped;
    }

    /** Completed when the program has ended and its seat is free, so that whoever made room can take it; or in bounded time. */
    private Future<Void> ending() {
        Promise<Void> done = home.loop().newPromise();
        PromiseCombiner both = new PromiseCombiner(home.loop());
        both.add((Future<Void>) exited);
        if (viewing != null) {
            both.add(viewing.dismiss(LeaveReason.CLIENT_LEFT, ProgramFailures.notNeeded(), home.loop()));
        }
        Promise<Void> gone = home.loop().newPromise();
        both.finish(gone);
        Future<?> limit = home.after(STOP_TIMEOUT, () -> done.trySuccess(null));
        gone.addListener(ended -> {
            limit.cancel(false);
            done.trySuccess(null);
        });
        return done;
    }

    /** Another session has a program of its own. */
    @Override
    public void abandon() {
        assert home.isHere();
        stop();
    }

    /** Takes and gives nothing more. */
    private void shut() {
        over = true;
        if (begun) {
            program.end();
        }
        if (look != null) {
            look.cancel(false);
        }
        for (ByteBuf piece = held.poll(); piece != null; piece = held.poll()) {
            piece.release();
        }
    }

    private void fail(EngineFault fault) {
        if (!over) {
            shut();
            listener.failed(fault);
        }
    }

    private void mistaken() {
        fail(EngineFault.internal());
    }

    // ---- what the program tells ----

    private final class OfProgram implements Program.Owner {

        @Override
        public void launched(long pid) {
            home.post(() -> ProgramSession.this.launched(pid));
        }

        @Override
        public void notLaunched(IOException why) {
            home.post(() -> ProgramSession.this.notLaunched(why));
        }

        @Override
        public void output(ByteBuf data) {
            try {
                home.loop().execute(home.guarded(() -> came(data)));
            } catch (RejectedExecutionException ended) {
                data.release(); // with the process
            }
        }

        @Override
        public void hungry() {
            home.post(() -> {
                if (viewing != null) {
                    viewing.writable();
                }
            });
        }

        @Override
        public void ended(int exitCode, LastWords words) {
            home.post(() -> ProgramSession.this.ended(exitCode, words));
        }
    }

    private void launched(long pid) {
        if (over) {
            return;
        }
        LOG.atInfo()
                .addKeyValue("stream", content)
                .addKeyValue("pid", pid)
                .addKeyValue("program", profile.program())
                .log("program runs");
        house.runs(this, new ProgramStatus(content, pid, Instant.now()));
        viewing = house.streams().join(content.original(), options, feed);
        lookLater();
    }

    private void notLaunched(IOException why) {
        exited.trySuccess(null);
        LOG.atWarn()
                .addKeyValue("stream", content)
                .addKeyValue("program", profile.program())
                .addKeyValue("reason", why.getMessage())
                .log("program cannot be run");
        if (!over) {
            house.streams().end(content, ProgramFailures.missing(profile));
        }
    }

    private void came(ByteBuf data) {
        if (over) {
            data.release();
        } else {
            held.add(data);
            handOver();
        }
    }

    private void handOver() {
        while (reading && !over && !held.isEmpty()) {
            lastOutput = home.now();
            sink.media(held.poll());
            program.taken();
        }
    }

    private void ended(int exitCode, LastWords words) {
        house.isOver(this);
        exited.trySuccess(null);
        if (!over) {
            LOG.atWarn()
                    .addKeyValue("stream", content)
                    .addKeyValue("exit_code", exitCode)
                    .addKeyValue("words", words)
                    .log("program ended");
            fail(ProgramFailures.ended(profile, exitCode));
        }
    }

    // ---- whether it works ----

    private void lookLater() {
        look = home.after(LOOK_PERIOD, this::look);
    }

    /** Silence is its own only where it was given something: a stream may be silent, too. */
    private void look() {
        long lastFed = feed.lastFed();
        lastOutput = lastOutput == 0 ? lastFed : lastOutput;
        long timeout = house.config().timeout().toNanos();
        boolean takesInVain = lastFed - lastOutput > timeout;
        boolean takesNothing = !program.intake().isEmpty() && home.now() - lastOutput > timeout;
        if (reading && lastFed != 0 && (takesInVain || takesNothing)) {
            LOG.atWarn().addKeyValue("stream", content).log("program hangs");
            fail(ProgramFailures.hangs(profile, house.config().timeout()));
        } else {
            lookLater();
        }
    }

    // ---- what the original tells, on its own loop ----

    private final class OfOriginal implements Feed.Owner {

        @Override
        public void accepted(SessionLinks said) {
            home.post(() -> ProgramSession.this.accepted(said));
        }

        @Override
        public void clockBroken() {
            home.post(() -> fail(ProgramFailures.anotherClock(profile)));
        }

        @Override
        public void failed(Throwable cause) {
            house.bugs().report("what a program is given", cause);
            home.post(ProgramSession.this::mistaken);
        }

        @Override
        public void ended(StreamFailure why) {
            home.post(() -> originalEnded(why));
        }
    }

    private void accepted(SessionLinks said) {
        if (!over && links == null) {
            links = new SessionLinks(
                    said.playback(), null, null, said.infohash(), said.sessionId(), said.live(), said.encrypted());
            listener.started(links);
        }
    }

    private void originalEnded(StreamFailure why) {
        if (over) {
            return;
        }
        if (why.kind() == StreamFailure.Kind.TOO_SLOW) {
            fail(ProgramFailures.tooSlow(profile));
        } else { // its players are told what they would be told without the program
            house.streams().end(content, why);
        }
    }
}
