package io.acexy.simulator.orchestrator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An engine as the orchestrator knows it at a moment.
 *
 * @param containerId its id; of a phantom, whatever the event that made it said
 * @param name the container's name, empty for a phantom
 * @param host where the list says it is
 * @param port likewise
 * @param health what the list says of it
 * @param drainReason why it is draining, if it is
 * @param forwarded whether it has the VPN's forwarded port
 * @param lastStreamUsage when a stream last started on it
 * @param streams ids of its active streams
 * @param load what dialect B counts for it, leaks and pending selections included; elsewhere the number of streams
 * @param listed whether the list shows it
 * @param answering whether its process runs and answers
 * @param phantom whether an event of an unknown engine made it, and there is no process
 * @param labels as listed
 */
public record SimulatedEngine(
        String containerId,
        String name,
        String host,
        int port,
        EngineHealth health,
        Optional<String> drainReason,
        boolean forwarded,
        Optional<Instant> lastStreamUsage,
        List<String> streams,
        int load,
        boolean listed,
        boolean answering,
        boolean phantom,
        Map<String, String> labels) {}
