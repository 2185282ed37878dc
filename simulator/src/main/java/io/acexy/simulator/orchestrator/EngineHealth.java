package io.acexy.simulator.orchestrator;

import java.util.Locale;

/** What an orchestrator says of an engine's health. */
public enum EngineHealth {
    HEALTHY,
    UNHEALTHY,
    UNKNOWN;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
