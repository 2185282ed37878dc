package io.acexy.core.source;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import java.time.Duration;

/**
 * The engines' side of a stream at one moment.
 *
 * @param engine the engine in use or in trial, or null
 * @param links its answer to the start, or null before it
 * @param trouble why another engine is looked for right now, or null while nothing is wrong
 * @param lastTrouble why one was looked for last, or null when there never was a reason
 * @param switches how often a session has taken over from another
 * @param lost the media time that players did not get at those, as far as clocks tell
 */
public record RunStatus(
        Engine engine, SessionLinks links, EngineFault trouble, EngineFault lastTrouble, int switches, Duration lost) {

    /** Before anything has happened. */
    public static final RunStatus NONE = new RunStatus(null, null, null, null, 0, Duration.ZERO);

    RunStatus serving(Engine newEngine, SessionLinks newLinks) {
        return new RunStatus(newEngine, newLinks, trouble, lastTrouble, switches, lost);
    }

    RunStatus inTrouble(EngineFault fault) {
        return new RunStatus(engine, links, fault, fault, switches, lost);
    }

    RunStatus settled() {
        return new RunStatus(engine, links, null, lastTrouble, switches, lost);
    }

    RunStatus switched(Switch change) {
        return new RunStatus(
                engine,
                links,
                trouble,
                lastTrouble,
                switches + 1,
                lost.plus(change.lost().orElse(Duration.ZERO)));
    }
}
