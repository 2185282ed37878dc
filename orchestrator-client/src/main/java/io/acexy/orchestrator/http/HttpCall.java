package io.acexy.orchestrator.http;

import java.time.Duration;
import java.util.Optional;

/**
 * One request.
 *
 * @param target path and query, already escaped
 * @param body a JSON body makes it a POST; without one it is a GET
 * @param ifNoneMatch the entity tag of what is known already
 * @param repeatable true if sending it twice does no harm: then it is sent once more when a pooled connection turns out to
 *     have been closed by the peer
 * @param timeout from now to the last byte of the answer, waiting for a connection included
 */
public record HttpCall(
        String target, Optional<byte[]> body, Optional<String> ifNoneMatch, boolean repeatable, Duration timeout) {

    /** A GET. */
    public static HttpCall get(String target, Duration timeout) {
        return new HttpCall(target, Optional.empty(), Optional.empty(), true, timeout);
    }
}
