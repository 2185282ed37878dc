package io.acexy.orchestrator.message;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All engines, with their load, at one moment.
 *
 * @param engines in the order the orchestrator told them, which means nothing
 * @param unreadable how many entries were left out because they lack an id, a host or a port
 * @param confirmedNanos ticker time at which the orchestrator last said that this is its list
 */
public record EngineList(List<EngineState> engines, int unreadable, long confirmedNanos) {

    public EngineList {
        engines = List.copyOf(engines);
    }

    /** The engine of that container, if it is listed. Missing from the list does not mean dead: a VPN outage hides engines. */
    public Optional<EngineState> byContainerId(String containerId) {
        return engines.stream()
                .filter(engine -> engine.containerId().equals(containerId))
                .findFirst();
    }

    /** How long ago the orchestrator confirmed this list. */
    public Duration age(Ticker ticker) {
        return Duration.ofNanos(ticker.nanoTime() - confirmedNanos);
    }

    /** The same list, confirmed at another moment. */
    public EngineList confirmedAt(long nanos) {
        return new EngineList(engines, unreadable, nanos);
    }
}
