package io.acexy.server.settings;

/**
 * A host and a port of it, not resolved.
 *
 * @param host a name or an address literal, IPv6 without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

    public HostPort {
        Hosts.check(host);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the port is 1 to 65535");
        }
    }

    /**
     * Reads {@code host:port}, {@code 10.0.0.5:6878} or {@code [::1]:6878}.
     *
     * @throws IllegalArgumentException when the text is none of them
     */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("the port is missing");
        }
        String host = text.substring(0, colon);
        if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
            throw new IllegalArgumentException("an IPv6 address goes in brackets before its port");
        }
        return new HostPort(Hosts.parse(host), Ports.parse(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return Hosts.bracketed(host) + ':' + port;
    }
}
