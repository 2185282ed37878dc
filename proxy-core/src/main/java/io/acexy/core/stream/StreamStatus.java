package io.acexy.core.stream;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.RunStatus;
import java.time.Instant;

/**
 * A stream at one moment, for status pages, metrics and other streams. Written on the stream's home loop, read by anybody.
 *
 * @param content the name under which it was opened
 * @param state its state
 * @param opened when it was opened
 * @param attendance who is there
 * @param media what is held of it, and what it is
 * @param engines what there is to say of its engines
 * @param totals what it has done so far
 */
public record StreamStatus(
        ContentId content,
        StreamState state,
        Instant opened,
        Attendance attendance,
        MediaStatus media,
        RunStatus engines,
        StreamTotals totals) {

    /** How many watch or wait. */
    public int players() {
        return attendance.players();
    }

    /** Since when nobody watches, by the loops' ticker; 0 when somebody does. */
    public long lingeringSince() {
        return attendance.lingeringSince();
    }

    /** The engine in use or in trial, or null while none is chosen. */
    public Engine engine() {
        return engines.engine();
    }

    /** That engine's answer to the start, or null before it. */
    public SessionLinks links() {
        return engines.links();
    }

    /** Why it is being moved to another engine right now, or null. */
    public EngineFault trouble() {
        return engines.trouble();
    }

    /** Whether nobody watches, and nobody has for the whole time that it lingers by now. */
    public boolean isLingering() {
        return lingeringSince() != 0;
    }

    /** Whether its engine is about to be free. */
    boolean isFreeingEngine() {
        return state == StreamState.STOPPING && players() == 0;
    }
}
