package io.acexy.server.admin;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.source.Switch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What went wrong last, by stream and by engine, to be told in words. Any thread; written when something goes wrong, so a lock
 * is enough.
 */
public final class Troubles {

    /** So long a trouble is recent. */
    static final Duration RECENT = Duration.ofMinutes(5);

    /** A pool that starts and stops engines all day must not be remembered for ever. */
    private static final int MOST_ENGINES = 1_000;

    private final InstantSource clock;

    // guarded by this
    private final Map<ContentId, Stream> streams = new HashMap<>();
    private final Map<String, Failure> engines = new LinkedHashMap<>();

    public Troubles(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * How a session on an engine failed.
     *
     * @param time when
     * @param content what it was to play
     * @param fault why
     */
    public record Failure(Instant time, ContentId content, EngineFault fault) {}

    /**
     * A change of engine.
     *
     * @param time when
     * @param change how
     */
    public record Changed(Instant time, Switch change) {}

    /** The words for what is wrong begin with an engine, and go on with how long ago. */
    private record Suspicion(Instant time, Engine engine, EngineFault fault) {}

    /** What went wrong with one stream; each null before it did. */
    private record Stream(Suspicion suspicion, Changed changed) {}

    synchronized void suspected(ContentId content, Engine engine, EngineFault why) {
        Changed before = streams.containsKey(content) ? streams.get(content).changed : null;
        streams.put(content, new Stream(new Suspicion(clock.instant(), engine, why), before));
    }

    synchronized void switched(ContentId content, Switch change) {
        Suspicion before = streams.containsKey(content) ? streams.get(content).suspicion : null;
        streams.put(content, new Stream(before, new Changed(clock.instant(), change)));
    }

    synchronized void failed(ContentId content, Engine engine, EngineFault fault) {
        engines.remove(engine.id());
        engines.put(engine.id(), new Failure(clock.instant(), content, fault));
        if (engines.size() > MOST_ENGINES) {
            engines.remove(engines.keySet().iterator().next());
        }
    }

    /** A stream is over. */
    synchronized void forget(ContentId content) {
        streams.remove(content);
    }

    /** The last failure of a session on an engine. */
    public synchronized Optional<Failure> lastFailure(Engine engine) {
        return Optional.ofNullable(engines.get(engine.id()));
    }

    /** The last change of engine, in the last hour. */
    public synchronized Optional<Changed> lastSwitch(ContentId content) {
        Stream stream = streams.get(content);
        return stream == null
                ? Optional.empty()
                : Optional.ofNullable(stream.changed).filter(one -> isYounger(one.time, History.SPAN));
    }

    /** What was wrong lately, in words; nothing when nothing was. */
    public synchronized Optional<String> recent(ContentId content) {
        Stream stream = streams.get(content);
        if (stream == null) {
            return Optional.empty();
        }
        Changed changed = stream.changed;
        Suspicion suspicion = stream.suspicion;
        boolean over = changed != null && (suspicion == null || !changed.time.isBefore(suspicion.time));
        if (over && isYounger(changed.time, RECENT)) {
            return Optional.of(words(changed));
        }
        return !over && suspicion != null && isYounger(suspicion.time, RECENT)
                ? Optional.of(words(suspicion))
                : Optional.empty();
    }

    /** "engine b died (connection reset) 12 s ago, stream went on at the next byte on engine c". */
    private String words(Changed one) {
        Switch change = one.change;
        String left =
                change.from() == null ? "the engine" : "engine " + change.from().id();
        String what = change.why() == null ? "was left" : Words.of(change.why());
        String lost = change.lost()
                .filter(media -> !media.isZero())
                .map(media -> ", " + Words.seconds(media) + " of media lost")
                .orElse("");
        return left + " " + what + " " + ago(one.time) + ", stream went on " + Words.of(change.kind()) + " on engine "
                + change.to().id() + lost;
    }

    private String words(Suspicion one) {
        return "engine " + one.engine.id() + " " + Words.of(one.fault) + " " + ago(one.time);
    }

    private String ago(Instant time) {
        return Words.seconds(Duration.between(time, clock.instant())) + " ago";
    }

    private boolean isYounger(Instant time, Duration age) {
        return Duration.between(time, clock.instant()).compareTo(age) <= 0;
    }
}
