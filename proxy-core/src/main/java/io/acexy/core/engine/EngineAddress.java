package io.acexy.core.engine;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** What an engine says of where things are. It is believed only as far as they are on that engine. */
final class EngineAddress {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private EngineAddress() {}

    /** The path that a redirect leads to; null when it leads to another host, or out of the engine's media. */
    static String path(Engine engine, String location) {
        return isOwnHost(engine, location) ? SessionLinks.enginePath(location) : null;
    }

    /** Our own authority, a relative location, or the loopback view that an engine behind a port mapping has of itself. */
    private static boolean isOwnHost(Engine engine, String location) {
        try {
            String host = new URI(location).getHost();
            return host == null
                    || host.equalsIgnoreCase(engine.host())
                    || host.equals("[" + engine.host() + "]")
                    || LOOPBACK.contains(host);
        } catch (URISyntaxException hostile) {
            return false;
        }
    }
}
