package io.acexy.core.stream;

import io.acexy.core.engine.ContentId;
import io.acexy.core.source.RunStatus;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;

/**
 * What there is to say of a stream over all of its runs: adds them up, and writes its status. Confined to the stream's home
 * loop, but for {@link #status}.
 */
final class StreamBooks {

    private final ContentId content;
    private final Ticker ticker;
    private final Instant opened = Instant.now();
    private final long openedNanos;

    private StreamTotals past = StreamTotals.NONE; // without the run that goes on

    /** Written on the home loop, read by anybody. */
    private volatile StreamStatus status;

    StreamBooks(ContentId content, Ticker ticker) {
        this.content = content;
        this.ticker = ticker;
        this.openedNanos = ticker.nanoTime();
        this.status = new StreamStatus(
                content, StreamState.NEW, opened, Attendance.NOBODY, MediaStatus.NONE, RunStatus.NONE, past);
    }

    /** This moment, or a little before it. Any thread; never waits. */
    StreamStatus status() {
        return status;
    }

    /** @param run null while there is none */
    void write(StreamState state, Attendance attendance, StreamRun run) {
        RunStatus engines = run == null ? RunStatus.NONE : run.engines();
        MediaStatus media = run == null ? MediaStatus.NONE : run.media();
        StreamTotals totals = run == null ? past : past.plus(run.totals());
        status = new StreamStatus(content, state, opened, attendance, media, engines, totals);
    }

    void seated() {
        past = past.plusPlayer();
    }

    /** A run is over; it is not to be written any more. */
    void ended(StreamRun run) {
        past = past.plus(run.totals());
    }

    /** Of the whole stream. */
    StreamEnd end(StreamEnd.Cause cause) {
        return new StreamEnd(cause, Duration.ofNanos(ticker.nanoTime() - openedNanos), past);
    }
}
