package io.acexy.orchestrator.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Whom a transport talks to, and how much of itself it spends on it.
 *
 * @param host name or address, without brackets
 * @param port 1 to 65535
 * @param tls true for https
 * @param authorization value of the header that goes with every request; a secret
 * @param limits how much is spent on it
 */
public record HttpPeer(String host, int port, boolean tls, Optional<String> authorization, HttpLimits limits) {

    /** The host of a URI, without the brackets of an IPv6 literal. */
    public static String hostOf(URI uri) {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The port of a URI, or the usual one of its scheme. */
    public static int portOf(URI uri) {
        return uri.getPort() > 0 ? uri.getPort() : isTls(uri) ? 443 : 80;
    }

    /** True for https. */
    public static boolean isTls(URI uri) {
        return uri.getScheme().toLowerCase(Locale.ROOT).equals("https");
    }

    String hostHeader() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + hostHeader();
    }
}
