package io.acexy.server.config;

import java.time.Duration;

/**
 * How long to wait for what an orchestrator does.
 *
 * @param stale how long its last engine list is used while it does not answer
 * @param listed how long a provisioned engine may take to be listed
 * @param answer how long a listed new engine may take to answer
 */
public record OrchestrationPatience(Duration stale, Duration listed, Duration answer) {

    public OrchestrationPatience {
        OrchestrationSettings.STALE.check(stale);
        OrchestrationSettings.PROVISION_WAIT.check(listed);
        OrchestrationSettings.PROVISION_ANSWER_WAIT.check(answer);
    }
}
