package io.acexy.server.api;

import io.acexy.server.admin.Event;
import io.acexy.server.admin.History;
import io.acexy.server.http.BodySink;
import io.acexy.server.http.Connection;
import io.acexy.server.http.ConnectionEnd.Cause;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One who listens to events (WHATWG HTML, 9.2). What he is to get he is given while his connection takes it, by the same rule as
 * players: until then it stays in the history, and of overviews only the latest is kept. One who takes nothing for a while is
 * closed, and comes back by himself. Confined to the connection's loop, but for {@link #wake} and {@link #overview}.
 */
final class EventReader {

    /** How long he may take nothing. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Proxies on the way close what is silent, mostly after 30 s or 60 s. */
    static final Duration COMMENT = Duration.ofSeconds(15);

    /** So many events at a time are looked up, with nobody else waiting longer for the history's lock. */
    private static final int BATCH = 64;

    private static final ByteBuf COMMENT_FRAME = constant(":\n\n");
    private static final ByteBuf GREETING = constant("retry: 2000\n\n");

    private final Connection connection;
    private final EventLoop loop;
    private final History history;
    private final EventHub hub;
    private final OptionalLong lastSeen;
    private final AtomicBoolean woken = new AtomicBoolean();

    private BodySink sink;
    private long sent;
    private byte[] overview;
    private Future<?> comment;
    private Future<?> patience;
    private boolean over;
    private boolean draining;

    /** @param lastSeen the last event that he has; nothing where he is new */
    EventReader(Connection connection, OptionalLong lastSeen, History history, EventHub hub) {
        this.connection = connection;
        this.loop = connection.channel().eventLoop();
        this.lastSeen = lastSeen;
        this.history = history;
        this.hub = hub;
    }

    private static ByteBuf constant(String text) {
        return Unpooled.unreleasableBuffer(
                Unpooled.wrappedBuffer(EventHub.text(text)).asReadOnly());
    }

    /** His answer's head has been written. */
    void begin(BodySink body) {
        if (over) {
            return;
        }
        sink = body;
        sink.onEnd(this::ended);
        sink.onWritable(this::drain);
        sink.write(GREETING.duplicate());
        sent = lastSeen.orElse(history.last());
        hub.begun(this);
        commentLater();
        drain();
    }

    /** His connection has ended, or his answer. Once more is harmless. */
    void ended() {
        if (!over) {
            over = true;
            stop(comment);
            stop(patience);
            hub.ended(this);
        }
    }

    private static void stop(Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** There is news in the history. Any thread; once until it has been heard, however much happens. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            post(() -> {
                woken.set(false);
                drain();
            });
        }
    }

    private void post(Runnable task) {
        try {
            loop.execute(connection.guard(task));
        } catch (RejectedExecutionException ignored) {
            // The loop has ended with the process, and this connection with it.
        }
    }

    /** There will be no more events: this program ends. Any thread. */
    void end() {
        post(() -> {
            if (!over) {
                sink.end();
            }
        });
    }

    /** A new overview, in place of one that he has not been given yet. Any thread; the frame is shared, and only read. */
    void overview(byte[] frame) {
        post(() -> {
            overview = frame;
            drain();
        });
    }

    /** A write may make the connection writable again, which comes back here: then the loop that is under way goes on. */
    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            while (!over && sink.isWritable() && giveEvents()) {
                // one batch after the other
            }
            if (!over && overview != null && sink.isWritable()) {
                byte[] frame = overview;
                overview = null;
                sink.write(Unpooled.wrappedBuffer(frame));
            }
        } finally {
            draining = false;
        }
        watch();
    }

    /** False when there are no more. */
    private boolean giveEvents() {
        History.Excerpt news = history.after(sent, BATCH);
        List<Event> events = news.events();
        boolean missed = sent > news.last() || (sent < news.last() && isGap(events));
        if (missed) {
            sent = news.last();
            sink.write(Unpooled.wrappedBuffer(EventHub.text("id: " + sent + "\nevent: reset\ndata: {}\n\n")));
            return false;
        }
        for (Event event : events) {
            sent = event.id();
            sink.write(hub.frame(event));
        }
        return events.size() == BATCH;
    }

    private boolean isGap(List<Event> events) {
        return events.isEmpty() || events.get(0).id() != sent + 1;
    }

    /** Of one who has nothing to take nothing is expected. */
    private void watch() {
        boolean waits = !over && !sink.isWritable();
        if (!waits) {
            stop(patience);
            patience = null;
        } else if (patience == null) {
            patience = loop.schedule(connection.guard(this::giveUp), PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void giveUp() {
        connection.close(Cause.STALLED, "took no events for " + PATIENCE.toSeconds() + " s");
    }

    private void commentLater() {
        comment = loop.schedule(connection.guard(this::comment), COMMENT.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void comment() {
        if (!over) {
            if (sink.isWritable()) {
                sink.write(COMMENT_FRAME.duplicate());
            }
            commentLater();
        }
    }
}
