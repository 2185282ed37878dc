package io.acexy.server.play;

import io.acexy.core.engine.Engine;
import io.acexy.core.stream.Join;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.Locale;

/**
 * What an answer with media tells of how it came about. Each but the wait may be null, where there is nothing to say.
 *
 * @param kind whether the stream was found playing
 * @param engine from which it comes; only its tag is told, for players are not to know where engines are
 * @param waited from the request to the first media
 * @param behind how far behind the newest media it begins
 */
record Explanation(Join.Kind kind, Engine engine, Duration waited, Duration behind) {

    /** Writes it down, for programs and for the developer tools of browsers (W3C Server Timing). */
    HttpHeaders addTo(HttpHeaders headers) {
        StringBuilder timing = new StringBuilder("wait;dur=").append(waited.toMillis());
        headers.set("X-Acexy-Waited-Millis", waited.toMillis());
        if (kind != null) {
            String word = kind.name().toLowerCase(Locale.ROOT);
            headers.set("X-Acexy-Begin", word);
            timing.append(";desc=").append(word);
        }
        if (engine != null) {
            headers.set("X-Acexy-Engine", engine.tag());
        }
        if (behind != null) {
            headers.set("X-Acexy-Behind-Millis", behind.toMillis());
            timing.append(", behind;dur=").append(behind.toMillis());
        }
        return headers.set("Server-Timing", timing.toString());
    }
}
