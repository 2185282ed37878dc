package io.acexy.server.tuning;

import io.acexy.core.engine.ContentId;
import io.acexy.core.mpegts.TsReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was found of a channel by looking at it for a while.
 *
 * @param at when that was
 * @param verdict what it comes to
 * @param why there was no picture, or no more of it; nothing where all is well
 * @param sight what was seen; nothing where there was no picture
 */
public record Checkup(Instant at, Verdict verdict, Optional<String> why, Optional<Sight> sight) {

    /** What it comes to. */
    public enum Verdict {
        /** It has a picture. */
        ALIVE,
        /** It has none. */
        DEAD,
        /** It was not for the channel that nothing was seen. */
        UNKNOWN
    }

    /**
     * What was seen.
     *
     * @param started whether it had to be started
     * @param firstPicture how long that took from the wish
     * @param watched from then to the end
     * @param content which of the channel's contents played in the end, as far as is known
     * @param peers of the engine that played it; -1 when it has not said
     * @param report of all that came
     */
    public record Sight(
            boolean started,
            Duration firstPicture,
            Duration watched,
            Optional<ContentId> content,
            int peers,
            TsReport report) {}
}
