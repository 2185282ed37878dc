package io.acexy.server.metrics;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.stream.StreamListener;

/**
 * Counts what engines do and fail to do, for streams or for films. Called on the loops of the sessions; counts, and does nothing
 * else.
 */
final class EngineMeters implements StreamListener {

    private static final String FAILURES =
            "Engine sessions that have failed, by what was wrong, before (start) or after (play) their first media";

    private final EngineTally tally;
    private final Cases<EngineFault.Kind> starts;
    private final Cases<EngineFault.Kind> ends;
    private final Cases<EngineFault.Kind> suspicions;

    /**
     * One for each kind of media.
     *
     * @param tally counts by engine
     * @param media what the sessions bring
     */
    EngineMeters(Meters meters, EngineTally tally, String media) {
        this.tally = tally;
        starts = failures(meters, media, "start");
        ends = failures(meters, media, "play");
        suspicions = meters.cases(
                EngineFault.Kind.class,
                "kind",
                "acexy_engine_suspicions_total",
                "Times that an engine in use gave reason to look for another",
                "media",
                media);
    }

    private static Cases<EngineFault.Kind> failures(Meters meters, String media, String phase) {
        return meters.cases(
                EngineFault.Kind.class,
                "kind",
                "acexy_engine_failures_total",
                FAILURES,
                "media",
                media,
                "phase",
                phase);
    }

    @Override
    public void sessionStarted(ContentId content, Engine engine, SessionLinks links) {
        if (content.isOriginal()) { // else a program stands where an engine would
            tally.count(engine, EngineTally.Result.STARTED);
        }
    }

    @Override
    public void sessionEnded(ContentId content, Engine engine, SessionLinks links, EngineFault fault) {
        if (fault != null && content.isOriginal()) {
            tally.count(engine, EngineTally.Result.LOST);
            ends.count(fault.kind());
        }
    }

    /** That a content is a film is no engine's failure. */
    @Override
    public void startFailed(ContentId content, Engine engine, EngineFault fault) {
        if (fault.kind() != EngineFault.Kind.ON_DEMAND && content.isOriginal()) {
            tally.count(engine, EngineTally.Result.FAILED);
            starts.count(fault.kind());
        }
    }

    @Override
    public void suspected(ContentId content, Engine engine, EngineFault why) {
        if (content.isOriginal()) {
            suspicions.count(why.kind());
        }
    }
}
