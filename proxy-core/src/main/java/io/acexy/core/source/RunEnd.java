package io.acexy.core.source;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineSelection;
import java.time.Duration;

/** Why a run has given up. */
public sealed interface RunEnd {

    /** Every engine tried has failed; the first fault says most. */
    record Failed(EngineFault fault) implements RunEnd {}

    /** No engine was chosen. {@code answer} is never {@link EngineSelection.Selected}. */
    record NoEngine(EngineSelection.None answer) implements RunEnd {}

    /**
     * Every engine has been started too often within a minute.
     *
     * @param pause until one may be started again
     * @param lastFault how the last start failed, or null
     */
    record Exhausted(Duration pause, EngineFault lastFault) implements RunEnd {

        /** What is wrong with the content. */
        EngineFault reason() {
            return lastFault != null ? lastFault : EngineFault.broken("every engine was started too often");
        }
    }

    /**
     * There has been no new media for too long.
     *
     * @param silence for how long
     * @param trouble what was wrong with the engine in use, or null when nobody knows
     */
    record Silent(Duration silence, EngineFault trouble) implements RunEnd {}
}
