package io.acexy.core.source;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import java.time.Duration;

/**
 * The engines' side of a stream at one moment.
 *
 * @param phase where the run stands
 * @param engine the engine in use or in trial, or null
 * @param links its answer to the start, or null before it
 * @param swarm what it has said of its swarm, or null
 * @param troubles what is wrong, and what was
 * @param switches how often a session has taken over from another
 * @param lost the media time that players did not get at those, as far as clocks tell
 */
public record RunStatus(
        Phase phase,
        Engine engine,
        SessionLinks links,
        SwarmReading swarm,
        Troubles troubles,
        int switches,
        Duration lost) {

    /**
     * Why another engine is looked for.
     *
     * @param now null while nothing is wrong
     * @param last null when there never was a reason
     */
    public record Troubles(EngineFault now, EngineFault last) {}

    /** Before anything has happened. */
    public static final RunStatus NONE =
            new RunStatus(Phase.STARTING, null, null, null, new Troubles(null, null), 0, Duration.ZERO);

    /** Why another engine is looked for right now, or null while nothing is wrong. */
    public EngineFault trouble() {
        return troubles.now;
    }

    /** Why one was looked for last, or null when there never was a reason. */
    public EngineFault lastTrouble() {
        return troubles.last;
    }

    RunStatus in(Phase next) {
        return new RunStatus(next, engine, links, swarm, troubles, switches, lost);
    }

    RunStatus serving(Engine newEngine, SessionLinks newLinks) {
        SwarmReading same = newEngine != null && newEngine.equals(engine) ? swarm : null;
        return new RunStatus(phase, newEngine, newLinks, same, troubles, switches, lost);
    }

    RunStatus reading(SwarmReading newSwarm) {
        return new RunStatus(phase, engine, links, newSwarm, troubles, switches, lost);
    }

    RunStatus inTrouble(EngineFault fault) {
        return new RunStatus(phase, engine, links, swarm, new Troubles(fault, fault), switches, lost);
    }

    RunStatus settled() {
        return new RunStatus(phase, engine, links, swarm, new Troubles(null, troubles.last), switches, lost);
    }

    RunStatus switched(Switch change) {
        Duration more = change.lost().orElse(Duration.ZERO);
        return new RunStatus(phase, engine, links, swarm, troubles, switches + 1, lost.plus(more));
    }
}
