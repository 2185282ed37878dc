package io.acexy.core.source;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import java.time.Duration;

/**
 * The engines' side of a stream at one moment.
 *
 * @param phase where the run stands
 * @param content what engines are asked for, of all that is behind the stream's name; null before the first run
 * @param engine the engine in use or in trial, or null
 * @param links its answer to the start, or null before it
 * @param swarm what it has said of its swarm, or null
 * @param troubles what is wrong, and what was
 * @param changes how often it went on with something else
 */
public record RunStatus(
        Phase phase,
        ContentId content,
        Engine engine,
        SessionLinks links,
        SwarmReading swarm,
        Troubles troubles,
        Changes changes) {

    /**
     * Why another engine is looked for.
     *
     * @param now null while nothing is wrong
     * @param last null when there never was a reason
     */
    public record Troubles(EngineFault now, EngineFault last) {}

    /**
     * How often it went on with something else.
     *
     * @param switches how often a session has taken over from another
     * @param lost the media time that players did not get at those, as far as clocks tell
     */
    public record Changes(int switches, Duration lost) {}

    /** Before anything has happened. */
    public static final RunStatus NONE = new RunStatus(
            Phase.STARTING, null, null, null, null, new Troubles(null, null), new Changes(0, Duration.ZERO));

    /** How often a session has taken over from another. */
    public int switches() {
        return changes.switches;
    }

    /** The media time that players did not get at those, as far as clocks tell. */
    public Duration lost() {
        return changes.lost;
    }

    /** Why another engine is looked for right now, or null while nothing is wrong. */
    public EngineFault trouble() {
        return troubles.now;
    }

    /** Why one was looked for last, or null when there never was a reason. */
    public EngineFault lastTrouble() {
        return troubles.last;
    }

    RunStatus in(Phase next) {
        return new RunStatus(next, content, engine, links, swarm, troubles, changes);
    }

    RunStatus playing(ContentId next) {
        return new RunStatus(phase, next, engine, links, swarm, troubles, changes);
    }

    RunStatus serving(Engine newEngine, SessionLinks newLinks) {
        SwarmReading same = newEngine != null && newEngine.equals(engine) ? swarm : null;
        return new RunStatus(phase, content, newEngine, newLinks, same, troubles, changes);
    }

    RunStatus reading(SwarmReading newSwarm) {
        return new RunStatus(phase, content, engine, links, newSwarm, troubles, changes);
    }

    RunStatus inTrouble(EngineFault fault) {
        return new RunStatus(phase, content, engine, links, swarm, new Troubles(fault, fault), changes);
    }

    RunStatus settled() {
        return new RunStatus(phase, content, engine, links, swarm, new Troubles(null, troubles.last), changes);
    }

    RunStatus switched(Switch change) {
        Duration more = change.lost().orElse(Duration.ZERO);
        Changes one = new Changes(changes.switches + 1, changes.lost.plus(more));
        return new RunStatus(phase, content, engine, links, swarm, troubles, one);
    }
}
