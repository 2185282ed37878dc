package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.OrchestratorCounters.Count;
import io.acexy.simulator.orchestrator.OrchestratorScript.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The orchestrator's books: its engines and streams. Confined to its loop; whoever changes them says {@link #changed}. */
final class Registry {

    private static final int MAX_STREAMS = 10_000;

    private final OrchestratorCore core;
    private final Map<String, EngineEntry> engines = new LinkedHashMap<>();
    private final Map<String, StreamEntry> streams = new LinkedHashMap<>();
    private long starts;

    Registry(OrchestratorCore core) {
        this.core = core;
    }

    Collection<EngineEntry> engines() {
        return new ArrayList<>(engines.values());
    }

    Optional<EngineEntry> engine(String containerId) {
        return Optional.ofNullable(containerId == null ? null : engines.get(containerId));
    }

    Optional<EngineEntry> engineAt(String host, int port) {
        return engines.values().stream()
                .filter(e -> e.host.equals(host) && e.port == port)
                .findFirst();
    }

    void add(EngineEntry engine) {
        engines.put(engine.containerId, engine);
        changed();
    }

    void remove(EngineEntry engine) {
        engines.remove(engine.containerId, engine);
        changed();
    }

    boolean holds(EngineEntry engine) {
        return engines.get(engine.containerId) == engine;
    }

    /** Gives an engine another container id, in its old place. */
    void rename(EngineEntry engine, String containerId) {
        List<EngineEntry> all = new ArrayList<>(engines.values());
        engine.containerId = containerId;
        engines.clear();
        all.forEach(e -> engines.put(e.containerId, e));
        changed();
    }

    boolean isListed(EngineEntry engine) {
        if (!engine.listed || engine.hidden || core.scripts.is(OrchestratorScript.EMPTY_LIST)) {
            return false;
        }
        return !(core.scripts.is(OrchestratorScript.VPN_HALF_DOWN) && engine.isBehindSecondVpn());
    }

    /** What the list shows, in the order in which the engines came. */
    List<EngineEntry> listed() {
        return engines.values().stream().filter(this::isListed).toList();
    }

    EngineHealth shownHealth(EngineEntry engine) {
        return core.scripts.of(Scope.LIST) == OrchestratorScript.UNKNOWN_HEALTH ? EngineHealth.UNKNOWN : engine.health;
    }

    Collection<StreamEntry> streams() {
        forgetOldStreams();
        return new ArrayList<>(streams.values());
    }

    Optional<StreamEntry> stream(String id) {
        forgetOldStreams();
        return Optional.ofNullable(id == null ? null : streams.get(id));
    }

    /** The active stream that started last, of all or of those of one container. */
    Optional<StreamEntry> newestActive(String containerId) {
        return streams.values().stream()
                .filter(StreamEntry::isActive)
                .filter(s -> containerId == null || containerId.equals(s.containerId()))
                .max(Comparator.comparingLong(s -> s.number));
    }

    /** Notes a start; an earlier one under the same id is overwritten. */
    StreamEntry start(String id, StartedEvent event, EngineEntry engine) {
        if (streams.size() >= MAX_STREAMS) {
            streams.remove(streams.keySet().iterator().next());
        }
        StreamEntry stream = new StreamEntry(id, event, ++starts, engine);
        streams.put(id, stream);
        return stream;
    }

    void forget(StreamEntry stream) {
        streams.remove(stream.id);
    }

    long activeStreams() {
        return streams.values().stream().filter(StreamEntry::isActive).count();
    }

    private void forgetOldStreams() {
        long memory = core.settings.api().endedForgotten().toNanos();
        long now = System.nanoTime();
        streams.values().removeIf(s -> !s.isActive() && now - s.endedNanos() >= memory);
    }

    /** After a restart nothing is known but the engines' processes. */
    void forgetStreamsAndPhantoms() {
        streams.clear();
        engines.values().removeIf(EngineEntry::isPhantom);
        for (EngineEntry engine : engines()) {
            engine.forgetStreams();
            rename(engine, core.newContainerId());
        }
        changed();
    }

    /** Something has changed: the counters shall know. */
    void changed() {
        OrchestratorCounterBoard board = core.counters;
        board.set(Count.ENGINES, engines.size());
        board.set(Count.PHANTOMS, (int)
                engines.values().stream().filter(EngineEntry::isPhantom).count());
        board.set(Count.STREAMS, (int) activeStreams());
        int most =
                engines.values().stream().mapToInt(e -> e.streams.size()).max().orElse(0);
        board.atLeast(Count.MOST_STREAMS_ON_ONE_ENGINE, most);
    }
}
