package io.acexy.server.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.event.KeyValuePair;

/**
 * Stands before the appender that writes, and lets so many lines of a kind pass. What it has left out it says in one line when
 * the minute is over, or at the end. Any thread.
 */
final class BurstAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    /** Runs something later, on any thread. */
    interface Later {

        void run(Runnable task, long nanos);
    }

    private final Appender<ILoggingEvent> written;
    private final LongSupplier nanos;
    private final Later later;
    private final Bursts bursts = new Bursts();
    private boolean looking;

    /**
     * @param written gets what passes
     * @param nanos since some beginning
     */
    BurstAppender(Appender<ILoggingEvent> written, LongSupplier nanos, Later later) {
        this.written = written;
        this.nanos = nanos;
        this.later = later;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (admit(event)) {
            written.doAppend(event);
        }
    }

    private synchronized boolean admit(ILoggingEvent event) {
        long now = nanos.getAsLong();
        tell(bursts.over(now));
        if (bursts.passes(event, now)) {
            return true;
        }
        lookLater();
        return false;
    }

    /** Only while something is held back: a log in which nothing bursts has no timer. */
    private void lookLater() {
        if (!looking) {
            looking = true;
            later.run(this::look, Bursts.WINDOW_NANOS);
        }
    }

    private synchronized void look() {
        looking = false;
        tell(bursts.over(nanos.getAsLong()));
        if (bursts.hold()) {
            lookLater();
        }
    }

    private void tell(List<Bursts.Summary> summaries) {
        summaries.forEach(this::tell);
    }

    private void tell(Bursts.Summary summary) {
        ILoggingEvent like = summary.like();
        LoggingEvent line = new LoggingEvent();
        line.setLoggerContext((LoggerContext) getContext());
        line.setLoggerName(like.getLoggerName());
        line.setThreadName(Thread.currentThread().getName());
        line.setLevel(like.getLevel());
        line.setMessage(summary.more() + " more like this");
        line.setMDCPropertyMap(Map.of());
        line.setTimeStamp(System.currentTimeMillis());
        line.addKeyValuePair(new KeyValuePair("like", like.getFormattedMessage()));
        line.addKeyValuePair(new KeyValuePair("more", summary.more()));
        line.addKeyValuePair(new KeyValuePair("within_s", TimeUnit.NANOSECONDS.toSeconds(Bursts.WINDOW_NANOS)));
        written.doAppend(line);
    }

    @Override
    public synchronized void stop() {
        super.stop();
        tell(bursts.over(Long.MAX_VALUE));
        written.stop();
    }
}
