package io.acexy.orchestrator;

import io.acexy.orchestrator.http.HttpLimits;
import io.acexy.orchestrator.time.Spans;
import java.time.Duration;

/**
 * What a call may take.
 *
 * @param timeout of every call but the list's and provisioning, to the last byte
 * @param listTimeout of the list of engines, for which generation A asks every engine, 5 s each
 * @param limits connections, and what waits for them
 */
public record CallConfig(Duration timeout, Duration listTimeout, HttpLimits limits) {

    public CallConfig {
        Spans.checkPositive(timeout, "timeout");
        Spans.checkPositive(listTimeout, "list timeout");
    }
}
