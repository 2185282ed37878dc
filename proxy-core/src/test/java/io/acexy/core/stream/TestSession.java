package io.acexy.core.stream;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineStat;
import io.acexy.core.engine.MediaSession;
import io.acexy.core.engine.MediaSink;
import io.acexy.core.engine.SessionLinks;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A session on a {@link TestEngine}. */
final class TestSession implements MediaSession {

    private static final long REOPEN_MILLIS = 200;
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final TestSwarm swarm;
    private final String infohash;
    private final TestEngine engine;
    private final EventLoop home;
    private final Listener listener;

    private MediaSink sink;
    private SessionLinks links;
    private Future<?> next;
    private boolean over;
    private boolean stopped;
    private boolean reading = true;
    private long openedAt;
    private long position; // the next packet
    private boolean cut;
    private long lastSent;

    TestSession(TestSwarm swarm, String infohash, TestEngine engine, EventLoop home, Listener listener) {
        this.swarm = swarm;
        this.infohash = infohash;
        this.engine = engine;
        this.home = home;
        this.listener = listener;
    }

    boolean isStopped() {
        return stopped;
    }

    @Override
    public void feed(MediaSink to) {
        sink = to;
    }

    @Override
    public void start() {
        engine.starts.add(swarm.millis());
        engine.sessions.add(this);
        if (engine.startTakes != null) {
            later(engine.startTakes.toMillis(), this::answered);
        }
    }

    private void later(long millis, Runnable task) {
        next = home.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    private void answered() {
        if (engine.startFault != null) {
            fail(engine.startFault);
            return;
        }
        links = new SessionLinks("/ace/r/x", "/ace/stat/x", "/ace/cmd/x", infohash, "s", 1, false);
        listener.started(links);
        if (!over && engine.cold != null) {
            later(engine.cold.toMillis(), this::open);
        }
    }

    private void open() {
        openedAt = swarm.nanos();
        long edge = openedAt - engine.behind.toNanos();
        long wanted = engine.repeats ? 0 : edge - engine.reachBack.toNanos();
        position = engine.beginning.applyAsLong(swarm.media.packetAtNanos(wanted));
        cut = engine.cutBytes > 0;
        pump();
    }

    private void openAnew() {
        if (engine.startFault != null) {
            fail(engine.startFault);
        } else if (!engine.knowsSession) {
            fail(new EngineFault(EngineFault.Kind.DEAD_SESSION, "unknown playback session id"));
        } else {
            open();
        }
    }

    /** Sends what has come on air, in pieces, and goes on until something ends it. */
    private void pump() {
        long since = swarm.nanos() - openedAt;
        if (reading && !isSilent(since)) {
            send(reach(since));
        }
        if (!over && engine.endsAfter != null && since >= engine.endsAfter.toNanos()) {
            fail(engine.end);
        } else if (!over) {
            later(swarm.stepMillis, this::pump);
        }
    }

    private boolean isSilent(long since) {
        long second = TimeUnit.SECONDS.toNanos(1);
        boolean stalled = engine.stallsFor != null && since >= second && since < second + engine.stallsFor.toNanos();
        return stalled || (engine.silentAfter != null && since >= engine.silentAfter.toNanos());
    }

    private long reach(long since) {
        if (engine.repeats) {
            return swarm.media.packetAtNanos(since + engine.reachBack.toNanos());
        }
        long edge = openedAt + (long) (since * engine.speed) - engine.behind.toNanos();
        return swarm.media.packetAtNanos(edge);
    }

    /** In whole pieces; what is less waits for a tenth of a second. */
    private void send(long reach) {
        long available = Math.max(0, reach - position);
        boolean patient = swarm.nanos() - lastSent < GATHER_NANOS;
        long to = position + (patient ? available - available % TestSwarm.PIECE : available);
        while (!over && position < to) {
            lastSent = swarm.nanos();
            int packets = (int) Math.min(TestSwarm.PIECE, to - position);
            long from = position;
            position += packets;
            int cutBytes = cut ? engine.cutBytes : 0;
            cut = false;
            sink.media(swarm.piece(engine, from, packets).skipBytes(cutBytes));
        }
    }

    /** Fails now, as an engine that dies or whose connection breaks. */
    void fail(EngineFault fault) {
        if (!over) {
            close();
            listener.failed(fault);
        }
    }

    private void close() {
        over = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    @Override
    public SessionLinks links() {
        return links;
    }

    @Override
    public void reopen() {
        close();
        over = false;
        later(REOPEN_MILLIS, this::openAnew);
    }

    @Override
    public boolean hasStat() {
        return links != null;
    }

    @Override
    public Future<EngineStat> stat(Duration timeout) {
        Promise<EngineStat> answer = home.newPromise();
        EngineStat stat = engine.answersStat ? swarm.stat(engine.knowsSession) : null;
        home.schedule(() -> answer.setSuccess(stat), 10, TimeUnit.MILLISECONDS);
        return answer;
    }

    @Override
    public void reading(boolean on) {
        reading = on;
    }

    @Override
    public void wakeAt(int bytes) {}

    @Override
    public Future<Void> stop() {
        close();
        stopped = true;
        Promise<Void> done = home.newPromise();
        home.schedule(() -> done.setSuccess(null), 5, TimeUnit.MILLISECONDS);
        return done;
    }

    @Override
    public void abandon() {
        close();
        stopped = true;
    }
}
