package io.acexy.server.launch;

import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.orchestrator.OrchestratorScript;
import io.acexy.simulator.orchestrator.OrchestratorSimulator;
import io.acexy.simulator.orchestrator.SimulatedEngine;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What can befall the demo, on purpose. Each says in words what it has done. Confined to one thread, which may wait: the
 * simulators answer when it is done.
 */
final class DemoFaults {

    private final OrchestratorSimulator orchestrator;
    private final DemoViewers viewers;
    private final int mostEngines;
    private boolean vpnCut;
    private int channels;

    /** @param mostEngines as many as there may be */
    DemoFaults(OrchestratorSimulator orchestrator, DemoViewers viewers, int mostEngines) {
        this.orchestrator = orchestrator;
        this.viewers = viewers;
        this.mostEngines = mostEngines;
    }

    String addViewers(SocketAddress proxy, String infohash, int number) {
        int added = viewers.add(proxy, "infohash=" + infohash, number);
        return added == 0 ? "there are as many viewers as the demo has" : added + " viewers more watch this channel";
    }

    String kill(String infohash) {
        return withEngineInUse(infohash, (id, engine) -> orchestrator.killEngine(id))
                .map(name -> "engine " + name + " was killed; the stream goes on with another one")
                .orElse("no engine plays this channel");
    }

    String slowDown(String infohash) {
        return withEngineInUse(infohash, (id, engine) -> engine.setScript(infohash, EngineScript.SLOW_DRIP))
                .map(name -> "engine " + name + " sends a quarter of what is played; it will be left")
                .orElse("no engine plays this channel");
    }

    String cutVpn() {
        vpnCut = !vpnCut;
        if (vpnCut) {
            orchestrator.setScript(OrchestratorScript.VPN_DOWN);
            return "the VPN is down: what runs goes on, and no engine is started; press again to mend it";
        }
        orchestrator.lift(OrchestratorScript.Scope.VPN);
        return "the VPN is up again";
    }

    /** One channel more than there can be engines: the last one is refused, with its reason. */
    String fill(SocketAddress proxy) {
        for (int i = 0; i <= mostEngines; i++) {
            viewers.add(proxy, "id=" + String.format("%040x", 0xd0_0000L + channels++), 1);
        }
        return "the pool is filled with other channels; who comes last is refused, and told why";
    }

    String mend() {
        vpnCut = false;
        orchestrator.setScript(OrchestratorScript.NORMAL);
        viewers.sendAway();
        for (SimulatedEngine listed : orchestrator.engines()) {
            engine(listed.containerId()).ifPresent(engine -> {
                engine.setScript(EngineScript.NORMAL);
                engine.counters().contents().keySet().forEach(hash -> engine.setScript(hash, EngineScript.NORMAL));
            });
        }
        return "the demo's viewers have left, and everything works";
    }

    /** The name of the engine to which that was done. */
    private Optional<String> withEngineInUse(String infohash, BiConsumer<String, EngineSimulator> action) {
        List<SimulatedEngine> engines = orchestrator.engines();
        for (SimulatedEngine listed : engines) {
            Optional<EngineSimulator> engine = engine(listed.containerId());
            if (engine.isPresent() && engine.get().counters().of(infohash).readersNow() > 0) {
                action.accept(listed.containerId(), engine.get());
                return Optional.of(listed.name());
            }
        }
        return Optional.empty();
    }

    private Optional<EngineSimulator> engine(String containerId) {
        try {
            return Optional.of(orchestrator.engine(containerId));
        } catch (IllegalArgumentException notYet) {
            return Optional.empty(); // it has gone meanwhile, or does not answer yet
        }
    }
}
