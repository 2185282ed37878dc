package io.acexy.server.config;

import io.acexy.core.engine.Engine;
import io.acexy.server.settings.HostPort;
import java.util.Locale;

/**
 * Where an engine is, or another proxy that is asked like one.
 *
 * @param address as it is reached from here
 * @param proxy whether it is another proxy
 */
public record EngineAt(HostPort address, boolean proxy) {

    /**
     * Reads {@code host:port} or {@code acexy://host:port}.
     *
     * @throws IllegalArgumentException when the text is neither
     */
    static EngineAt parse(String text) {
        String scheme = Engine.PROXY_SCHEME;
        boolean proxy = text.toLowerCase(Locale.ROOT).startsWith(scheme);
        String address = proxy ? text.substring(scheme.length()) : text;
        if (address.contains("://")) {
            throw new IllegalArgumentException(
                    "an engine is host:port without a scheme, a proxy " + scheme + "host:port");
        }
        if (address.indexOf('@') >= 0) {
            throw new IllegalArgumentException("a key does not belong here: it goes into acexy.upstream.key");
        }
        return new EngineAt(
                HostPort.parse(proxy && address.endsWith("/") ? address.substring(0, address.length() - 1) : address),
                proxy);
    }

    @Override
    public String toString() {
        return proxy ? Engine.PROXY_SCHEME + address : address.toString();
    }
}
