package io.acexy.orchestrator.health;

import io.acexy.orchestrator.time.Backoff;
import java.time.Duration;

/**
 * When calls stop.
 *
 * @param threshold transport failures in a row that stop all calls
 * @param open for how long, growing with each failed probe
 */
public record BreakerConfig(int threshold, Backoff open) {

    /**
     * Five, then 1 s, then 2 s: an orchestrator that is back is wanted back within seconds, and one connection every 2 s harms
     * nobody.
     */
    public static final BreakerConfig DEFAULT =
            new BreakerConfig(5, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(2), 0.2));

    public BreakerConfig {
        if (threshold < 1) {
            throw new IllegalArgumentException("the breaker threshold must be at least 1, not " + threshold);
        }
    }
}
