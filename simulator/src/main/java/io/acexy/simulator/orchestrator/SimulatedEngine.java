package io.acexy.simulator.orchestrator;

import java.util.List;

/**
 * An engine as the orchestrator knows it at a moment.
 *
 * @param containerId its id; of a phantom, whatever the event that made it said
 * @param name the container's name, empty for a phantom
 * @param host where the list says it is
 * @param port likewise
 * @param health what the list says of it
 * @param streams ids of its active streams
 * @param load what dialect B counts for it, leaks and pending selections included; elsewhere the number of streams
 */
public record SimulatedEngine(
        String containerId, String name, String host, int port, EngineHealth health, List<String> streams, int load) {}
