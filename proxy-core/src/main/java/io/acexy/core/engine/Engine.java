package io.acexy.core.engine;

import java.util.Objects;

/**
 * One AceStream engine, as it can be reached.
 *
 * @param id name of the engine for logs and events: the container id where an orchestrator gave one, else {@code host:port}
 * @param host host name or IP literal, without brackets
 * @param port its HTTP port, 1-65535
 */
public record Engine(String id, String host, int port) {

    public Engine {
        Objects.requireNonNull(id);
        Objects.requireNonNull(host);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("engine port out of range: " + port);
        }
    }

    /** An engine that nobody has named: its authority is its id. */
    public static Engine at(String host, int port) {
        return new Engine(authority(host, port), host, port);
    }

    /** What goes into the {@code Host} header and in front of every path: {@code host:port}, IPv6 literals in brackets. */
    public String authority() {
        return authority(host, port);
    }

    private static String authority(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return id.equals(authority()) ? id : id + "@" + authority();
    }
}
