package io.acexy.core.stream;

import io.acexy.core.broadcast.Skip;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.Switch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Hears what a stream tells, and expects each thing to be told once, and after what it follows from. */
final class ModelNews implements StreamListener {

    final Set<String> joined = new HashSet<>();
    final Map<String, Departure> departed = new HashMap<>();
    final Map<String, Integer> skips = new HashMap<>();
    final Set<Engine> inUse = new HashSet<>();

    /** Switches at which players had to jump. */
    int jumps;

    int switches;

    /** What was on air at the last start. */
    long startedAt;

    private final LongSupplier onAir;
    private boolean starting;
    private boolean live;

    ModelNews(LongSupplier onAir) {
        this.onAir = onAir;
    }

    private static void expect(boolean what, String words) {
        if (!what) {
            throw new AssertionError(words);
        }
    }

    @Override
    public void starting(ContentId content) {
        expect(inUse.isEmpty(), "a start is told, and these sessions are not over: " + inUse);
        starting = true;
        live = false;
        startedAt = onAir.getAsLong();
    }

    @Override
    public void live(ContentId content, java.time.Duration took) {
        expect(starting && !live, "live is told of what does not start, or lives");
        live = true;
    }

    @Override
    public void failed(ContentId content, StreamFailure why) {
        expect(starting, "a failure is told of what was not started");
        starting = false; // and who watches is still given what there is for him
    }

    @Override
    public void ended(ContentId content, StreamEnd end) {
        expect(inUse.isEmpty(), "the stream is over, and these sessions are not: " + inUse);
        starting = false;
        live = false;
    }

    @Override
    public void joined(ContentId content, Join join) {
        expect(live, join.player() + " joins what does not live");
        expect(joined.add(join.player()), join.player() + " joins a second time");
    }

    @Override
    public void left(ContentId content, Departure departure) {
        expect(departed.put(departure.player(), departure) == null, departure.player() + " leaves a second time");
        expect(
                departure.begun() == joined.contains(departure.player()),
                departure.player() + " leaves, and whether he had begun is told otherwise");
    }

    @Override
    public void skipped(ContentId content, String player, Skip skip) {
        expect(joined.contains(player), player + " skips what he has not joined");
        expect(skip.bytes() >= 0, player + " skips backwards: " + skip);
        skips.merge(player, 1, Integer::sum);
    }

    @Override
    public void sessionStarted(ContentId content, Engine engine, SessionLinks links) {
        expect(inUse.add(engine), "a second session on " + engine.id());
    }

    @Override
    public void sessionEnded(ContentId content, Engine engine, SessionLinks links, EngineFault fault) {
        expect(inUse.remove(engine), "the end of a session that " + engine.id() + " did not have");
    }

    @Override
    public void switched(ContentId content, Switch change) {
        switches++;
        jumps += change.kind() == Switch.Kind.EXACT ? 0 : 1;
    }
}
