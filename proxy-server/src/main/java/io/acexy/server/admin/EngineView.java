package io.acexy.server.admin;

import io.acexy.core.engine.Engine;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One engine at one moment, as whoever named it and as this proxy sees it.
 *
 * @param engine its name and address
 * @param listing what whoever named it says
 * @param usable whether a stream that starts now could get it
 * @param slots what plays on it
 * @param unreachable why it does not answer us
 */
public record EngineView(Engine engine, Listing listing, boolean usable, Slots slots, Optional<String> unreachable) {

    /** Who has named it. */
    public enum Source {
        ORCHESTRATOR,
        CONFIGURATION
    }

    /** Whether it works. */
    public enum Condition {
        HEALTHY,
        UNHEALTHY,
        UNKNOWN
    }

    /**
     * What is said of it.
     *
     * @param source by whom
     * @param label a name for people
     * @param condition the orchestrator's judgement, or that of our probes
     * @param vpn how it reaches its peers, where that is told
     * @param draining whether it takes no new streams and will go away
     * @param drainReason why
     */
    public record Listing(
            Source source,
            Optional<String> label,
            Condition condition,
            Optional<Vpn> vpn,
            boolean draining,
            Optional<String> drainReason) {}

    /**
     * How it reaches its peers.
     *
     * @param container the VPN container that it goes through
     * @param forwarded whether a port is forwarded to it
     */
    public record Vpn(Optional<String> container, boolean forwarded) {}

    /**
     * Streams on it.
     *
     * @param ours held by this proxy
     * @param others held by others, as far as the orchestrator tells
     * @param most how many this proxy allows
     */
    public record Slots(int ours, int others, OptionalInt most) {}
}
