package io.acexy.orchestrator.message;

import java.util.Locale;

/** How the orchestrator judges an engine. A freshly provisioned one is {@link #UNKNOWN} for up to 20 s, or one failed probe {@link #UNHEALTHY}. */
public enum EngineHealth {
    HEALTHY,
    UNHEALTHY,
    UNKNOWN;

    /** Any word that is not known means {@link #UNKNOWN}. */
    public static EngineHealth of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "healthy" -> HEALTHY;
            case "unhealthy" -> UNHEALTHY;
            default -> UNKNOWN;
        };
    }
}
