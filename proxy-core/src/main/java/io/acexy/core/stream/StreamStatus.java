package io.acexy.core.stream;

import io.acexy.core.broadcast.Broadcast;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.RunStatus;
import java.time.Instant;

/**
 * A stream at one moment, for status pages.
 *
 * @param content the name under which it was opened
 * @param state its state
 * @param players how many watch or wait
 * @param engine who serves it, or null while none is chosen
 * @param links the engine's answer to the start, or null before it
 * @param started when it was opened
 * @param publishedBytes media published so far
 * @param skips how often players were overtaken
 * @param continuityErrors packets missing or repeated in what the engine sent
 * @param engineSwitches how often another session, mostly of another engine, has taken over
 * @param trouble why it is being moved to another engine right now, or null
 */
public record StreamStatus(
        ContentId content,
        StreamState state,
        int players,
        Engine engine,
        SessionLinks links,
        Instant started,
        long publishedBytes,
        long skips,
        long continuityErrors,
        int engineSwitches,
        EngineFault trouble) {

    /** @param media null while there is none */
    static StreamStatus of(
            ContentId content,
            StreamState state,
            int players,
            Instant opened,
            long continuityErrors,
            RunStatus engines,
            Broadcast media) {
        return new StreamStatus(
                content,
                state,
                players,
                engines.engine(),
                engines.links(),
                opened,
                media == null ? 0 : media.published(),
                media == null ? 0 : media.skips(),
                continuityErrors,
                engines.switches(),
                engines.trouble());
    }
}
