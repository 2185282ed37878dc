package io.acexy.simulator.orchestrator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An engine in the orchestrator's books. Confined to the orchestrator's loop. */
final class EngineEntry {

    /** The process; null for a phantom. */
    final Container container;

    final Map<String, String> labels = new LinkedHashMap<>();
    final Instant firstSeen = Instant.now();
    final Set<String> streams = new LinkedHashSet<>();

    String containerId;
    String host;
    int port;
    boolean forwarded;
    Instant lastSeen = firstSeen;
    EngineHealth health = EngineHealth.UNKNOWN;
    Instant lastHealthCheck;
    Instant lastStreamUsage;
    /** Null unless draining. */
    String drainReason;

    boolean listed;
    boolean hidden;
    /** Streams as dialect B counts them: it never notices that a second start of a stream is no second stream. */
    int count;
    /** Dialect B: selected, and not started yet. */
    int pending;

    long lastAssignedNanos;
    boolean everAssigned;
    long idleSinceNanos = System.nanoTime();

    EngineEntry(String containerId, Container container, String host, int port) {
        this.containerId = containerId;
        this.container = container;
        this.host = host;
        this.port = port;
    }

    String name() {
        return container == null ? "" : container.name();
    }

    boolean isPhantom() {
        return container == null;
    }

    /** Behind two VPNs every second engine is behind the second. */
    boolean isBehindSecondVpn() {
        return container != null && container.index() % 2 == 1;
    }

    boolean isRunning() {
        return container != null && !container.isDead();
    }

    void forgetStreams() {
        streams.clear();
        count = 0;
        pending = 0;
        lastStreamUsage = null;
        idleSinceNanos = System.nanoTime();
    }

    /** What dialect B goes by. */
    int load() {
        return count + pending;
    }

    SimulatedEngine snapshot(OrchestratorDialect dialect) {
        int counted = dialect.isA() ? streams.size() : load();
        return new SimulatedEngine(containerId, name(), host, port, health, List.copyOf(streams), counted);
    }
}
