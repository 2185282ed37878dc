package io.acexy.server.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * What this proxy is called in an orchestrator's books: the same before and after a restart, and unlike every other proxy's
 * there. It goes out with the name of each session, for that is the one free text that every version keeps and lists; a label
 * is kept by none of them.
 *
 * @param name not empty
 */
public record Instance(String name) {

    private static final char BEFORE_NAME = '@';

    /** Linux keeps the host's name here, a container's own name in a container; looking it up elsewhere may block. */
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    public Instance {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an instance has a name");
        }
    }

    /**
     * As configured, else the machine's name and the port: two proxies on one machine listen on two ports. Where that is not
     * known, or would be the same on every machine, a name that nobody else has; it is another one after a restart.
     */
    public static Instance of(String configured, int port) {
        return of(configured, hostName(), port);
    }

    static Instance of(String configured, Optional<String> hostName, int port) {
        if (!configured.isBlank()) {
            return new Instance(configured);
        }
        return hostName.filter(name -> port > 0 && !name.startsWith("localhost"))
                .map(name -> new Instance(name + ":" + port))
                .orElseGet(() -> new Instance(UUID.randomUUID().toString()));
    }

    private static Optional<String> hostName() {
        return ofSystem().map(String::strip).filter(name -> name.matches("[A-Za-z0-9._-]{1,255}"));
    }

    private static Optional<String> ofSystem() {
        try {
            return Optional.of(Files.readString(HOST_NAME));
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    /** The name of a session as this proxy reports it. */
    String mark(String sessionId) {
        return sessionId + BEFORE_NAME + name;
    }

    /** True for the name of a session that this proxy has reported, in this life or in an earlier one. */
    boolean hasMarked(String sessionId) {
        return sessionId.endsWith(BEFORE_NAME + name);
    }
}
