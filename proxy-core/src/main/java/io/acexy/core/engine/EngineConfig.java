package io.acexy.core.engine;

import java.time.Duration;

/**
 * Limits of a conversation with an engine.
 *
 * @param connectTimeout for each TCP connection
 * @param responseTimeout for the answer to a start call; cold contents take up to 30 s
 * @param stopTimeout for the answer to a stop
 */
public record EngineConfig(Duration connectTimeout, Duration responseTimeout, Duration stopTimeout) {

    /** Limits that suit real engines. */
    public static final EngineConfig DEFAULT =
            new EngineConfig(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(5));
}
