package io.acexy.simulator.orchestrator;

/** The generations of acestream-orchestrator that are met in the field, told apart by their public sources. */
public enum OrchestratorDialect {
    /** FastAPI, October 2025: the first commit (75315807) that keeps the whole contract. */
    A_OCT,
    /** FastAPI, v1.4.1 of December 2025: engine variants, forwarded ports, a health flag per VPN. */
    A_DEC,
    /**
     * FastAPI, v1.7.3 of early 2026, the last in Python: aliases below {@code /api/v1} and a version page there; a successful
     * provision still answers 500.
     */
    A_LAST,
    /** The Go rewrite of April 2026: a second listener, other paths and shapes, asynchronous provisioning. */
    B;

    /** Has aliases of its paths below {@code /api/v1}. */
    boolean hasAliases() {
        return this == A_LAST;
    }

    /** Asks every engine for its version before it lists them. */
    boolean asksEngines() {
        return this == A_DEC || this == A_LAST;
    }

    boolean isA() {
        return this != B;
    }
}
