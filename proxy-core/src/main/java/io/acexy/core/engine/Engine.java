package io.acexy.core.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * One AceStream engine, as it can be reached; or another proxy, which is asked as engines are.
 *
 * @param id name of the engine for logs and events: the container id where an orchestrator gave one, else {@code host:port}
 * @param host host name or IP literal, without brackets
 * @param port its HTTP port, 1-65535
 * @param kind what is there
 */
public record Engine(String id, String host, int port, Kind kind) {

    /** What is there. */
    public enum Kind {
        ENGINE,
        /** A proxy like this one, which has engines of its own. */
        PROXY,
        /** Another process of this proxy, on this machine, while one takes over from the other. */
        KIN
    }

    /** What the address of a proxy begins with. */
    public static final String PROXY_SCHEME = "acexy://";

    private static final String LOOPBACK = "127.0.0.1";

    private static final int TAG_BYTES = 4;

    public Engine {
        Objects.requireNonNull(id);
        Objects.requireNonNull(host);
        Objects.requireNonNull(kind);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("engine port out of range: " + port);
        }
    }

    /** An engine, and no proxy. */
    public Engine(String id, String host, int port) {
        this(id, host, port, Kind.ENGINE);
    }

    /** An engine that nobody has named: its authority is its id. */
    public static Engine at(String host, int port) {
        return new Engine(authority(host, port), host, port);
    }

    /** Another proxy, by the name that it has in settings. */
    public static Engine proxyAt(String host, int port) {
        return new Engine(PROXY_SCHEME + authority(host, port), host, port, Kind.PROXY);
    }

    /** Another process of this proxy, by its port on this machine. */
    public static Engine kinAt(int port) {
        return new Engine(PROXY_SCHEME + authority(LOOPBACK, port), LOOPBACK, port, Kind.KIN);
    }

    /** Whether it is asked as proxies are. */
    public boolean isProxy() {
        return kind != Kind.ENGINE;
    }

    public boolean isKin() {
        return kind == Kind.KIN;
    }

    /** What goes into the {@code Host} header and in front of every path: {@code host:port}, IPv6 literals in brackets. */
    public String authority() {
        return authority(host, port);
    }

    /** What may be told to everybody: says whether two are the same engine, and not where it is. */
    public String tag() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String authority(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return id.endsWith(authority()) ? id : id + "@" + authority();
    }
}
