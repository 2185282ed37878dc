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
 * @param about what it is called and made of
 * @param address where it listens
 * @param health the orchestrator's judgement
 * @param vpn how it reaches its peers
 * @param drain whether it goes away
 * @param load what plays on it
 */
public record EngineState(
        String containerId, About about, Address address, EngineHealth health, Vpn vpn, Drain drain, Load load) {

    public EngineState {
        if (containerId.isBlank()) {
            throw new IllegalArgumentException("an engine has a container id");
        }
        Objects.requireNonNull(health);
    }

    /**
     * For people.
     *
     * @param containerName a display name
     * @param labels the container's labels
     * @param version the engine's version
     */
    public record About(String containerName, Map<String, String> labels, Optional<String> version) {

        public About {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * Where an engine listens.
     *
     * @param host as seen from the orchestrator's network: a container name, a VPN container's name or an address; never
     *     {@code localhost}
     * @param port its HTTP port, 1 to 65535
     * @param apiPort its other API's port, where the orchestrator tells it (dialect B)
     */
    public record Address(String host, int port, OptionalInt apiPort) {

        public Address {
            if (host.isBlank()) {
                throw new IllegalArgumentException("an engine has a host");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
            }
        }
    }

    /**
     * How an engine reaches its peers.
     *
     * @param forwarded true if a port is forwarded to it, which makes it find peers faster
     * @param container the VPN container that it goes through
     */
    public record Vpn(boolean forwarded, Optional<String> container) {}

    /**
     * Whether an engine takes no new streams and will go away (dialect B).
     *
     * @param draining true if it does
     * @param reason why
     */
    public record Drain(boolean draining, Optional<String> reason) {}

    /**
     * What plays on an engine.
     *
     * @param count active streams, from whichever of the list of ids and the counter tells more: dialect A fills only the
     *     list, dialect B only the counter
     * @param streams ids of the active streams (dialect A)
     * @param lastUsage when a stream last started on it; unknown in dialect B
     */
    public record Load(int count, List<String> streams, Optional<Instant> lastUsage) {

        public Load {
            streams = List.copyOf(streams);
            count = Math.max(Math.max(count, streams.size()), 0);
        }
    }

    /** Where it listens. */
    public String host() {
        return address.host();
    }

    /** The engine's HTTP port. */
    public int port() {
        return address.port();
    }

    /** True if it takes no new streams and will go away. */
    public boolean draining() {
        return drain.draining();
    }

    /** Active streams. */
    public int streamCount() {
        return load.count();
    }
}
