package io.acexy.orchestrator.message;

import java.util.OptionalInt;

/**
 * An engine that the orchestrator has chosen and holds a slot on (dialect B). The slot has no expiry and no release call:
 * to give it back, report a stream as started on it and as ended.
 *
 * @param containerId the engine
 * @param host where it listens
 * @param port its HTTP port
 * @param apiPort its other API's port
 * @param forwarded true if a VPN forwards a port to it
 * @param maxStreamsPerEngine how many streams the orchestrator puts on one engine
 */
public record EngineReservation(
        String containerId,
        String host,
        int port,
        OptionalInt apiPort,
        boolean forwarded,
        OptionalInt maxStreamsPerEngine) {}
