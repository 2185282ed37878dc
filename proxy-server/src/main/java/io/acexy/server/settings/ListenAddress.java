package io.acexy.server.settings;

import java.net.InetSocketAddress;

/**
 * Where to listen.
 *
 * @param host a name or an address literal, IPv6 without brackets; empty for every address of the machine
 * @param port 0 to 65535; 0 lets the system choose
 */
public record ListenAddress(String host, int port) {

    public ListenAddress {
        if (!host.isEmpty()) {
            Hosts.check(host);
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("the port is 0 to 65535");
        }
    }

    /**
     * Reads Go's forms: {@code :8080}, {@code 127.0.0.1:8080}, {@code [::1]:8080}.
     *
     * @throws IllegalArgumentException when the text is none of them
     */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("the colon before the port is missing");
        }
        String host = text.substring(0, colon);
        if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
            throw new IllegalArgumentException("an IPv6 address goes in brackets before its port");
        }
        return new ListenAddress(host.isEmpty() ? "" : Hosts.parse(host), Ports.parse(text.substring(colon + 1)));
    }

    /** The address to bind. A host name is looked up here, so this blocks: for start-up only. */
    public InetSocketAddress toSocketAddress() {
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return Hosts.bracketed(host) + ':' + port;
    }
}
