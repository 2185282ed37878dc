package io.acexy.orchestrator.message;

import java.net.URI;
import java.util.Objects;

/**
 * A session began on an engine. Needs the engine's container id: without it dialect A would invent an engine and dialect B
 * would count nothing, so an engine that the orchestrator does not know cannot be reported.
 *
 * @param containerId the engine's container, as the engine list names it; never the proxy's own
 * @param host the engine's host as listed: dialect A overwrites its entry with this
 * @param port the engine's port as listed
 * @param keyType kind of {@code key}
 * @param key the content
 * @param session the engine's session
 */
public record StreamStarted(String containerId, String host, int port, KeyType keyType, String key, Session session) {

    /**
     * A session of an engine.
     *
     * @param id as the engine names it
     * @param statUrl absolute and reachable from the orchestrator, which asks it every few seconds
     * @param commandUrl absolute and reachable from the orchestrator
     * @param live as the engine said
     */
    public record Session(String id, URI statUrl, URI commandUrl, boolean live) {

        public Session {
            requireText(id, "playback session id");
            requireAbsolute(statUrl, "stat URL");
            requireAbsolute(commandUrl, "command URL");
        }
    }

    public StreamStarted {
        requireText(containerId, "container id");
        requireText(host, "host");
        requireText(key, "key");
        Objects.requireNonNull(keyType);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
    }

    private static void requireText(String value, String name) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a started stream needs a " + name);
        }
    }

    private static void requireAbsolute(URI url, String name) {
        if (!url.isAbsolute() || url.getRawAuthority() == null) {
            throw new IllegalArgumentException("the " + name + " must be absolute: " + url);
        }
    }

    /** {@code key|session}: the name of this stream in events and in dialect A's lists. */
    public String streamId() {
        return key + "|" + session.id();
    }

    /** The message that ends this stream. */
    public StreamEnded ended(EndReason reason) {
        return new StreamEnded(containerId, streamId(), key, reason);
    }
}
