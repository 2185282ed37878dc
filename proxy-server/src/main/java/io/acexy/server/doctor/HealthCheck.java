package io.acexy.server.doctor;

import io.acexy.server.settings.ListenAddress;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether the proxy of these settings, on this machine, is alive: what a container's health check asks, where there is no curl. Blocks: not
 * for event loops.
 */
public final class HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private HealthCheck() {}

    /** What is wrong, in one line; nothing where {@code /livez} says that all is well. */
    public static Optional<String> trouble(ListenAddress address) {
        if (address.port() == 0) {
            return Optional.of("acexy.listen.addr leaves the port to the system, so nobody knows it here");
        }
        URI url = URI.create("http://" + here(address) + "/livez");
        try {
            Page page = Page.get(url, PATIENCE);
            return page.status() == 200
                    ? Optional.empty()
                    : Optional.of(url + " answers " + page.status() + ": "
                            + page.body().strip());
        } catch (IOException e) {
            return Optional.of(url + " does not answer: " + e.getMessage());
        }
    }

    /** Every address of the machine is no address to ask. */
    private static ListenAddress here(ListenAddress address) {
        return switch (address.host()) {
            case "", "0.0.0.0" -> new ListenAddress("127.0.0.1", address.port());
            case "::" -> new ListenAddress("::1", address.port());
            default -> address;
        };
    }
}
