package io.acexy.simulator.orchestrator;

/** The generations of acestream-orchestrator that are met in the field, told apart by their public sources. */
public enum OrchestratorDialect {
    /** FastAPI, October 2025: the first commit (75315807) that keeps the whole contract. */
    A_OCT,
    /** FastAPI, v1.4.1 of December 2025: engine variants, forwarded ports, a health flag per VPN. */
    A_DEC,
    /** The Go rewrite of April 2026: a second listener, other paths and shapes, asynchronous provisioning. */
    B;

    boolean isA() {
        return this != B;
    }
}
