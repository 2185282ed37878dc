package io.acexy.orchestrator.message;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One engine of the orchestrator's list.
 *
 * @param containerId the engine's only identity: names and ports are used again for other containers. A phantom that some
 *     reporter created by mistake has a proxy's id or {@code host:port} here
 * @param containerName a display name
 * @param host where the engine listens, as seen from the orchestrator's network: a container name, a VPN container's name
 *     or an address; never {@code localhost}
 * @param port the engine's HTTP port, 1 to 65535
 * @param apiPort the engine's other API's port, where the orchestrator tells it (dialect B)
 * @param labels the container's labels
 * @param health the orchestrator's judgement
 * @param forwarded true if the VPN forwards a port to it, which makes it find peers faster
 * @param vpnContainer the VPN container that it goes through
 * @param draining true if it takes no new streams and will go away (dialect B)
 * @param drainReason why it drains
 * @param streamCount active streams, from whichever of the list of ids and the counter tells more: dialect A fills only the
 *     list, dialect B only the counter
 * @param streams ids of the active streams (dialect A)
 * @param lastStreamUsage when a stream last started on it; unknown in dialect B
 * @param version the engine's version
 */
public record EngineState(
        String containerId,
        String containerName,
        String host,
        int port,
        OptionalInt apiPort,
        Map<String, String> labels,
        EngineHealth health,
        boolean forwarded,
        Optional<String> vpnContainer,
        boolean draining,
        Optional<String> drainReason,
        int streamCount,
        List<String> streams,
        Optional<Instant> lastStreamUsage,
        Optional<String> version) {

    public EngineState {
        if (containerId.isBlank() || host.isBlank()) {
            throw new IllegalArgumentException("an engine has a container id and a host");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
        Objects.requireNonNull(health);
        labels = Map.copyOf(labels);
        streams = List.copyOf(streams);
        streamCount = Math.max(Math.max(streamCount, streams.size()), 0);
    }
}
