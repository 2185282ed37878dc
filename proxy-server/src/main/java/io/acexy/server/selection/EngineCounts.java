package io.acexy.server.selection;

import io.acexy.orchestrator.message.EngineHealth;
import io.acexy.orchestrator.message.EngineState;
import java.util.List;

/**
 * How many engines there are. One that is drained is in no other count.
 *
 * @param healthy as far as is known
 * @param unhealthy after more than one look
 * @param unknown not looked at
 * @param draining about to go
 */
public record EngineCounts(int healthy, int unhealthy, int unknown, int draining) {

    /** @param probed whether anybody looks at them */
    static EngineCounts ofPool(List<PooledEngine> engines, boolean probed) {
        if (!probed) {
            return new EngineCounts(0, 0, engines.size(), 0);
        }
        int healthy = (int) engines.stream().filter(PooledEngine::isHealthy).count();
        return new EngineCounts(healthy, engines.size() - healthy, 0, 0);
    }

    static EngineCounts ofList(List<EngineState> engines) {
        return new EngineCounts(
                count(engines, EngineHealth.HEALTHY),
                count(engines, EngineHealth.UNHEALTHY),
                count(engines, EngineHealth.UNKNOWN),
                (int) engines.stream().filter(EngineState::draining).count());
    }

    private static int count(List<EngineState> engines, EngineHealth health) {
        return (int) engines.stream()
                .filter(engine -> !engine.draining() && engine.health() == health)
                .count();
    }
}
