package io.acexy.server.metrics;

import io.acexy.core.engine.ContentId;
import io.acexy.core.source.Switch;
import io.acexy.core.source.Turn;
import io.acexy.core.stream.StreamEnd;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.StreamListener;
import java.time.Duration;

/** Counts the lives of streams: starts, failures, stalls, switches, ends. Called on their loops; counts, and does nothing else. */
final class StreamMeters implements StreamListener {

    private final Counter wanted;
    private final Histogram starts;
    private final Cases<StreamFailure.Kind> failures;
    private final Cases<StreamEnd.Cause> ends;
    private final Counter stalls;
    private final Counter stalled;
    private final Cases<Switch.Kind> switches;
    private final Cases<Switch.Kind> lost;
    private final Counter turns;
    private final LastSwitch last;

    /** @param last is told of each switch */
    StreamMeters(Meters meters, LastSwitch last) {
        this.last = last;
        wanted = meters.counter("acexy_stream_starts_total", "Streams that somebody wanted and that did not run");
        starts = meters.timer(
                Meters.WAITS,
                "acexy_stream_start_seconds",
                "From the wish for a stream to media that players can begin with");
        failures = meters.cases(
                StreamFailure.Kind.class,
                "kind",
                "acexy_stream_failures_total",
                "Starts that have failed, and streams that ran and have, by what players were told");
        ends = meters.cases(
                StreamEnd.Cause.class, "cause", "acexy_stream_ends_total", "Streams that are gone, by cause");
        stalls = meters.counter("acexy_stream_stalls_total", "Stalls that are over: times without new media");
        stalled =
                meters.counter("acexy_stream_stalled_seconds_total", "Time without new media, of stalls that are over");
        switches = meters.cases(
                Switch.Kind.class,
                "kind",
                "acexy_stream_switches_total",
                "Times that a stream went on with another session, by what players saw of it");
        turns = meters.counter(
                "acexy_channel_turns_total",
                "Times that a channel went on with another of its contents, or went back to the first");
        lost = meters.cases(
                Switch.Kind.class,
                "kind",
                "acexy_stream_switch_lost_seconds_total",
                "Media that was missing at switches, as far as clocks tell");
    }

    @Override
    public void starting(ContentId content) {
        wanted.increment();
    }

    @Override
    public void live(ContentId content, Duration took) {
        starts.record(took);
    }

    @Override
    public void failed(ContentId content, StreamFailure why) {
        failures.count(why.kind());
    }

    @Override
    public void ended(ContentId content, StreamEnd end) {
        ends.count(end.cause());
    }

    @Override
    public void stalled(ContentId content, Duration silence) {
        stalls.increment();
        stalled.increment(seconds(silence));
    }

    @Override
    public void turned(ContentId channel, Turn turn) {
        if (turn.from() != null) {
            turns.increment();
        }
    }

    @Override
    public void switched(ContentId content, Switch change) {
        switches.count(change.kind());
        change.lost().ifPresent(media -> lost.add(change.kind(), seconds(media)));
        last.switched(change);
    }

    static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
