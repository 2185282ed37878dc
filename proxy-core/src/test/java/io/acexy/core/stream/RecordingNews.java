package io.acexy.core.stream;

import io.acexy.core.broadcast.Skip;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.Switch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps all that is told, each as a line of a few words, and the details of some. */
final class RecordingNews implements StreamListener {

    final List<String> told = new ArrayList<>();
    final List<Join> joins = new ArrayList<>();
    final List<Skip> skips = new ArrayList<>();
    final List<Departure> departures = new ArrayList<>();
    final List<Switch> switches = new ArrayList<>();
    final List<StreamEnd> ends = new ArrayList<>();
    final List<Duration> stalls = new ArrayList<>();
    final List<Duration> starts = new ArrayList<>();

    @Override
    public void starting(ContentId content) {
        told.add("starting");
    }

    @Override
    public void live(ContentId content, Duration took) {
        told.add("live");
        starts.add(took);
    }

    @Override
    public void failed(ContentId content, StreamFailure why) {
        told.add("failed " + why.kind());
    }

    @Override
    public void ended(ContentId content, StreamEnd end) {
        told.add("ended " + end.cause());
        ends.add(end);
    }

    @Override
    public void joined(ContentId content, Join join) {
        told.add(join.player() + " " + join.kind());
        joins.add(join);
    }

    @Override
    public void skipped(ContentId content, String player, Skip skip) {
        told.add(player + " skips");
        skips.add(skip);
    }

    @Override
    public void left(ContentId content, Departure departure) {
        told.add(departure.player() + " left " + departure.reason());
        departures.add(departure);
    }

    @Override
    public void refused(ContentId content, StreamFailure why) {
        told.add("refused " + why.kind());
    }

    @Override
    public void sessionStarted(ContentId content, Engine engine, SessionLinks links) {
        told.add(engine.id() + " plays");
    }

    @Override
    public void sessionEnded(ContentId content, Engine engine, SessionLinks links, EngineFault fault) {
        told.add(engine.id() + " over" + (fault == null ? "" : " " + fault.kind()));
    }

    @Override
    public void startFailed(ContentId content, Engine engine, EngineFault fault) {
        told.add(engine.id() + " failed " + fault.kind());
    }

    @Override
    public void suspected(ContentId content, Engine engine, EngineFault why) {
        told.add(engine.id() + " suspected " + why.kind());
    }

    @Override
    public void stalled(ContentId content, Duration silence) {
        told.add("stalled");
        stalls.add(silence);
    }

    @Override
    public void switched(ContentId content, Switch change) {
        told.add(change.from().id() + " to " + change.to().id());
        switches.add(change);
    }
}
