package io.acexy.orchestrator.event;

import io.acexy.orchestrator.time.Clockwork;
import io.acexy.orchestrator.time.LoopTask;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events out of the backlog when they are due, has them delivered, a few calls at a time, and puts back what must go
 * again, after a wait that grows. Confined to the client's home loop.
 */
final class EventPump {

    /** Hears what becomes of events; on the loop. */
    interface Listener {

        void delivered(PendingEvent event);

        /** The orchestrator will never take it. */
        void refused(PendingEvent event);

        /** As much is under way as may be; the rest waits. */
        void resting();
    }

    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    /** Calls at a time: enough to hide the latency, few enough to leave connections for the rest. */
    private static final int MOST_CALLS = 4;

    /** Between tries in a hurry. */
    private static final long HURRY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final EventLoop home;
    private final Ticker ticker;
    private final Clockwork clockwork;
    private final EventConfig config;
    private final EventBacklog backlog;
    private final EventCourier courier;
    private final Listener listener;

    private int onTheirWay;
    private int outages;
    private long pausedUntil;
    private boolean pumping;
    private boolean hurried;
    private boolean stopped;
    private Future<?> wake;

    EventPump(EventDesk desk, EventConfig config, Clockwork clockwork, EventBacklog backlog, Listener listener) {
        this.home = clockwork.home();
        this.ticker = clockwork.ticker();
        this.clockwork = clockwork;
        this.config = config;
        this.backlog = backlog;
        this.courier = new EventCourier(desk, home);
        this.listener = listener;
        this.pausedUntil = ticker.nanoTime();
    }

    /** The orchestrator is back: nothing waits for the rest of a pause. */
    void resume() {
        outages = 0;
        pausedUntil = ticker.nanoTime();
    }

    /** There is no time for the usual waits. */
    void hurry() {
        hurried = true;
        pausedUntil = ticker.nanoTime();
        backlog.hurry(pausedUntil);
    }

    /** Delivers nothing more. */
    void stop() {
        stopped = true;
        cancelWake();
    }

    private void cancelWake() {
        if (wake != null) {
            wake.cancel(false);
            wake = null;
        }
    }

    /** Sends what is due, and sleeps until something is. */
    void run() {
        if (pumping) {
            return;
        }
        if (stopped) {
            listener.resting();
            return;
        }
        pumping = true;
        long now = ticker.nanoTime();
        while (onTheirWay < MOST_CALLS && pausedUntil - now <= 0) {
            List<PendingEvent> events = backlog.take(now, config.batch());
            if (events.isEmpty()) {
                break;
            }
            onTheirWay++;
            courier.deliver(events, new Outcomes(events.size()));
        }
        pumping = false;
        rest(now);
    }

    private void rest(long now) {
        cancelWake();
        listener.resting();
        OptionalLong due = backlog.nextDue();
        if (!stopped && due.isPresent() && onTheirWay < MOST_CALLS) {
            long at = due.getAsLong() - pausedUntil < 0 ? pausedUntil : due.getAsLong();
            wake = home.schedule(
                    new LoopTask("delivery of events", this::run), Math.max(at - now, 0), TimeUnit.NANOSECONDS);
        }
    }

    private long waitAfter(int failures, Optional<Duration> told) {
        long usual = told.orElseGet(() -> config.backoff().delay(failures, clockwork.random()))
                .toNanos();
        long capped = Math.min(usual, config.backoff().max().toNanos());
        return hurried ? Math.min(capped, HURRY_NANOS) : capped;
    }

    /** What becomes of the events of one call. When all are settled, another call may go out. */
    private final class Outcomes implements EventCourier.Verdicts {

        private int unsettled;

        Outcomes(int events) {
            unsettled = events;
        }

        @Override
        public void delivered(PendingEvent event) {
            outages = 0;
            backlog.done(event);
            listener.delivered(event);
            settled();
        }

        @Override
        public void refused(PendingEvent event, String reason) {
            LOG.atWarn()
                    .addKeyValue("stream", event.stream.streamId())
                    .addKeyValue("start", event.isStart())
                    .addKeyValue("reason", reason)
                    .log("event refused");
            backlog.done(event);
            listener.refused(event);
            settled();
        }

        @Override
        public void alone(PendingEvent event) {
            event.alone = true;
            backlog.keep(event);
            settled();
        }

        @Override
        public void again(PendingEvent event, Optional<Duration> told, String reason) {
            event.failures++;
            event.notBefore = ticker.nanoTime() + waitAfter(event.failures, told);
            LOG.atInfo()
                    .addKeyValue("stream", event.stream.streamId())
                    .addKeyValue("failures", event.failures)
                    .addKeyValue("reason", reason)
                    .log("event goes again");
            backlog.keep(event);
            settled();
        }

        @Override
        public void unreachable(PendingEvent event, Optional<Duration> told, String reason) {
            outages++;
            long until = ticker.nanoTime() + waitAfter(outages, told);
            pausedUntil = until - pausedUntil > 0 ? until : pausedUntil;
            LOG.atDebug()
                    .addKeyValue("waiting", backlog.size())
                    .addKeyValue("reason", reason)
                    .log("events pause");
            backlog.keep(event);
            settled();
        }

        private void settled() {
            if (--unsettled == 0) {
                onTheirWay--;
                run();
            }
        }
    }
}
