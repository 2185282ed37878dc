package io.acexy.orchestrator.provision;

import io.acexy.orchestrator.time.Backoff;
import io.acexy.orchestrator.time.Spans;
import java.time.Duration;

/**
 * How an engine is asked for.
 *
 * @param timeout of the call, which waits for a container to run
 * @param retries how often a temporary refusal is followed by another try
 * @param backoff waits between tries where the orchestrator names none
 */
public record ProvisionConfig(Duration timeout, int retries, Backoff backoff) {

    public ProvisionConfig {
        Spans.checkPositive(timeout, "provision timeout");
        if (retries < 0) {
            throw new IllegalArgumentException("the retries must be at least 0, not " + retries);
        }
    }
}
