package io.acexy.orchestrator.event;

import io.acexy.orchestrator.message.EndReason;
import io.acexy.orchestrator.message.StreamStarted;
import io.acexy.orchestrator.time.Clockwork;
import io.acexy.orchestrator.time.LoopTask;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the orchestrator of every start and every end, once each, in order per content, however long it takes: a delivery
 * that fails is tried again with a growing wait. Bounded: in a full queue the oldest pair of a start and its end collapses
 * into nothing. An end is sent only for a stream whose start was sent, for an orchestrator of generation A that does not
 * know a stream ends another one instead. Methods may be called on any thread; all state lives on the client's home loop.
 */
public final class EventQueue {

    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    private final EventLoop home;
    private final Ticker ticker;
    private final EventConfig config;
    private final EventPump pump;
    private final DeliveryListener listener;
    private final EventBacklog backlog = new EventBacklog();

    /** Streams whose start was accepted here and whose end was not, by stream id. */
    private final Map<String, StreamStarted> running = new LinkedHashMap<>();

    private long sequence;
    private long delivered;
    private long refused;
    private long collapsed;
    private long lost;
    private Future<?> deadline;
    private Promise<Integer> closing;

    /** Written on the loop only. */
    private volatile EventQueueStats stats = new EventQueueStats(0, 0, 0, 0, 0, 0);

    /** Hears what the orchestrator has taken, once it has said so. Called on the client's home loop; must not block. */
    public interface DeliveryListener {

        /** Nobody. */
        DeliveryListener NONE = new DeliveryListener() {};

        /** The stream is in its books. */
        default void startTaken(StreamStarted stream) {}

        /** The stream is not in its books any more. */
        default void endTaken(StreamStarted stream) {}
    }

    /** An empty queue on the loop of its client. */
    public EventQueue(EventDesk desk, EventConfig config, Clockwork clockwork) {
        this(desk, config, clockwork, DeliveryListener.NONE);
    }

    /** The same, with somebody who wants to know what has arrived. */
    public EventQueue(EventDesk desk, EventConfig config, Clockwork clockwork, DeliveryListener listener) {
        this.listener = listener;
        this.config = config;
        this.home = clockwork.home();
        this.ticker = clockwork.ticker();
        this.pump = new EventPump(desk, config, clockwork, backlog, new Outcomes());
    }

    /** A session began. The same stream id again, while it runs, is ignored. */
    public void started(StreamStarted stream) {
        atHome(() -> {
            if (running.containsKey(stream.streamId())) {
                return;
            }
            if (closing != null || running.size() >= config.waiting()) {
                lose(stream, closing != null ? "the queue is closed" : "too many streams run");
                return;
            }
            running.put(stream.streamId(), stream);
            enqueue(stream, Optional.empty());
        });
    }

    /** The session of {@link StreamStarted#streamId()} is over. Ignored for a stream that is not known to run. */
    public void ended(String streamId, EndReason reason) {
        atHome(() -> {
            StreamStarted stream = running.remove(streamId);
            if (stream != null && closing == null) {
                enqueue(stream, Optional.of(reason));
            } else if (stream != null) {
                lose(stream, "the queue is closed");
            }
        });
    }

    /**
     * A stream that an earlier life of this reporter began, and whose end nobody has told: its end goes out before whatever
     * comes later of the same content. Ignored for a stream that is known to run.
     */
    public void endedEarlier(StreamStarted stream, EndReason reason) {
        atHome(() -> {
            if (closing == null && !running.containsKey(stream.streamId())) {
                enqueue(stream, Optional.of(reason));
            }
        });
    }

    /**
     * Reports running streams anew, after an orchestrator restart that has forgotten them.
     *
     * @param change gives for a running stream what to report now (its engine may have another container id), or nothing if
     *     its engine is not known any more; runs on the home loop
     */
    public void announceAgain(Function<StreamStarted, Optional<StreamStarted>> change) {
        atHome(() -> List.copyOf(running.values()).forEach(old -> {
            boolean waits = backlog.holdsStartOf(old.streamId(), old.key());
            Optional<StreamStarted> now = closing == null && !waits ? change.apply(old) : Optional.empty();
            now.ifPresent(stream -> {
                running.remove(old.streamId());
                running.put(stream.streamId(), stream);
                enqueue(stream, Optional.empty());
            });
        }));
    }

    /** The orchestrator is back: an event that waits for that need not wait for the rest of its pause. */
    public void resume() {
        atHome(pump::resume);
    }

    /** Counts for metrics and status pages. Never waits. */
    public EventQueueStats stats() {
        return stats;
    }

    /**
     * Takes no more events and delivers what waits, without the usual pauses, until the time is over.
     *
     * @return how many events could not be delivered; completed on {@code caller} within the time
     */
    public Future<Integer> close(Duration within, EventExecutor caller) {
        Promise<Integer> promise = caller.newPromise();
        try {
            home.execute(() -> beginClosing(within, promise));
        } catch (RejectedExecutionException loopEnded) {
            promise.trySuccess(stats.waiting());
        }
        return promise;
    }

    private void beginClosing(Duration within, Promise<Integer> promise) {
        if (closing != null) {
            closing.addListener(ended -> promise.trySuccess(closing.getNow()));
            return;
        }
        closing = promise;
        pump.hurry();
        deadline = home.schedule(
                new LoopTask("end of the wait for events", this::finishClosing),
                within.toNanos(),
                TimeUnit.NANOSECONDS);
        pump.run();
    }

    private void finishClosing() {
        pump.stop();
        deadline.cancel(false);
        if (backlog.size() > 0 && !closing.isDone()) {
            LOG.atWarn().addKeyValue("events", backlog.size()).log("events undelivered at shutdown");
        }
        closing.trySuccess(backlog.size());
    }

    private void atHome(Runnable task) {
        try {
            home.execute(() -> {
                task.run();
                pump.run();
            });
        } catch (RejectedExecutionException loopEnded) {
            LOG.atWarn().log("event came after the event loop had ended");
        }
    }

    private void enqueue(StreamStarted stream, Optional<EndReason> end) {
        PendingEvent event = new PendingEvent(stream, end, sequence++, ticker.nanoTime());
        backlog.add(event);
        while (backlog.size() > config.waiting() && makeRoom()) {
            // one pair or one event less each time
        }
    }

    private boolean makeRoom() {
        if (backlog.collapseOldestPair()) {
            collapsed++;
            return true;
        }
        Optional<PendingEvent> dropped = backlog.dropOldest();
        dropped.ifPresent(event -> {
            lose(event.stream, "the queue is full");
            disown(event);
        });
        return dropped.isPresent();
    }

    private void lose(StreamStarted stream, String reason) {
        lost++;
        LOG.atWarn()
                .addKeyValue("stream", stream.streamId())
                .addKeyValue("reason", reason)
                .log("event lost");
    }

    /** The start will never be known, so the end must not be sent. */
    private void disown(PendingEvent event) {
        if (event.isStart()) {
            running.remove(event.stream.streamId());
            lost += backlog.forgetEndOf(event);
        }
    }

    private void show() {
        stats = new EventQueueStats(backlog.size(), running.size(), delivered, refused, collapsed, lost);
    }

    /** Keeps the counts, and the books of what runs. */
    private final class Outcomes implements EventPump.Listener {

        @Override
        public void delivered(PendingEvent event) {
            delivered++;
            if (event.isStart()) {
                listener.startTaken(event.stream);
            } else {
                listener.endTaken(event.stream);
            }
        }

        @Override
        public void refused(PendingEvent event) {
            refused++;
            disown(event);
        }

        @Override
        public void resting() {
            show();
            if (closing != null && backlog.size() == 0) {
                finishClosing();
            }
        }
    }
}
