package io.acexy.core.source;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import java.time.Duration;
import java.util.Optional;

/**
 * How a stream went on with the media of another session.
 *
 * @param kind what players got to see of it
 * @param from the engine left
 * @param to the engine that it goes on with; the same one when its playback was opened anew
 * @param why what was wrong with the one left; null when nothing was
 * @param lost the media time that players did not get; zero where the next byte was found, empty where clocks do not tell
 */
public record Switch(Kind kind, Engine from, Engine to, EngineFault why, Optional<Duration> lost) {

    /** What players got to see. */
    public enum Kind {
        /** Nothing: it went on with the very next byte. */
        EXACT,
        /** A jump to a later picture that decodes without any before it. */
        KEYFRAME,
        /** A jump into the middle of a picture, behind tables: the source has shown no better place. */
        TABLES
    }
}
