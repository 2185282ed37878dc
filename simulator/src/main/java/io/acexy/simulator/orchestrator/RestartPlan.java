package io.acexy.simulator.orchestrator;

import java.time.Duration;

/**
 * How an orchestrator restarts. It always comes back without streams, without phantoms, and with new container ids on the
 * same ports and names.
 *
 * @param dialect what it speaks afterwards: another one is an upgrade
 * @param refusing how long its port refuses
 * @param enginesSurvive whether engines run on under their new ids; otherwise those of the start restart, with their sessions
 *     lost, and the others are gone, as public versions do
 */
public record RestartPlan(OrchestratorDialect dialect, Duration refusing, boolean enginesSurvive) {

    /** Back at once, engines and their sessions alive. */
    public static RestartPlan of(OrchestratorDialect dialect) {
        return new RestartPlan(dialect, Duration.ZERO, true);
    }

    /** With a port that refuses for a while. */
    public RestartPlan withRefusing(Duration value) {
        return new RestartPlan(dialect, value, enginesSurvive);
    }

    /** With engines that survive, or restart too. */
    public RestartPlan withEnginesSurvive(boolean value) {
        return new RestartPlan(dialect, refusing, value);
    }
}
