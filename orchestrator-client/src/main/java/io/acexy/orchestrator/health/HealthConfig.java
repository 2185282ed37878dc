package io.acexy.orchestrator.health;

import io.acexy.orchestrator.time.Spans;
import java.time.Duration;

/**
 * How often the orchestrator is looked at, and when it is left alone.
 *
 * @param interval between an answer and the next question
 * @param vpnConfirm how soon a change of the VPN is asked again before it is believed
 * @param timeout of a question, to the last byte
 * @param breaker when calls stop
 */
public record HealthConfig(Duration interval, Duration vpnConfirm, Duration timeout, BreakerConfig breaker) {

    public HealthConfig {
        Spans.checkPositive(interval, "health interval");
        Spans.checkPositive(vpnConfirm, "VPN confirmation");
        Spans.checkPositive(timeout, "timeout");
    }
}
