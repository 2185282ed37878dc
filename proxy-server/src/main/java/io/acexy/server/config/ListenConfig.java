package io.acexy.server.config;

import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.IntKind;
import io.acexy.server.settings.ListenAddress;
import io.acexy.server.settings.ListenAddressKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.time.Duration;
import java.util.List;

/**
 * The door.
 *
 * @param maxConnections open connections at once; 0 derives the number from the limit of file descriptors
 * @param idleTimeout how long a connection may stay without a request under way
 * @param shutdownTimeout the longest that an orderly stop takes
 * @param drainTimeout how long players may go on before that
 * @param access who may
 * @param doors where else it listens
 */
public record ListenConfig(
        ListenAddress address,
        int maxConnections,
        Duration idleTimeout,
        Duration shutdownTimeout,
        Duration drainTimeout,
        AccessConfig access,
        DoorsConfig doors) {

    static final Setting<ListenAddress> ADDR = Names.ACEXY
            .setting(
                    "listen.addr",
                    ListenAddressKind.INSTANCE,
                    ":8080",
                    "Where players connect; without a host, every address of the machine, IPv4 and IPv6. Port 0 picks a free one.")
            .alsoNamed("addr");
    static final Setting<Integer> MAX_CONNECTIONS = Names.ACEXY
            .setting(
                    "max.connections",
                    IntKind.between(1, 1_000_000).orZero("derived from the limit of open files"),
                    "0",
                    "Open connections at once; one more is refused.")
            .atOnce();
    static final Setting<Duration> IDLE_TIMEOUT = Names.ACEXY
            .setting(
                    "idle.timeout",
                    DurationKind.between(Duration.ofMillis(10), Duration.ofHours(1)),
                    "60s",
                    "How long a connection may take to send its request, and may stay open without one.")
            .atOnce();
    static final Setting<Duration> SHUTDOWN_TIMEOUT = Names.ACEXY.setting(
            "shutdown.timeout",
            DurationKind.between(Duration.ZERO, Duration.ofMinutes(5)),
            "10s",
            "The longest that an orderly stop takes: engine sessions are stopped and players are ended within it.");

    static final Setting<Duration> DRAIN_TIMEOUT = Names.ACEXY
            .setting(
                    "drain.timeout",
                    DurationKind.between(Duration.ZERO, Duration.ofDays(1)),
                    "0s",
                    "How long players may go on once the process is told to end: no new streams are begun meanwhile, and /readyz says so. A"
                            + " second signal ends at once. Give the service manager as long, or it kills.")
            .atOnce();

    static final SettingGroup SETTINGS = new SettingGroup(
            "Listening", List.of(ADDR, MAX_CONNECTIONS, IDLE_TIMEOUT, SHUTDOWN_TIMEOUT, DRAIN_TIMEOUT));

    public ListenConfig {
        ADDR.check(address);
        MAX_CONNECTIONS.check(maxConnections);
        IDLE_TIMEOUT.check(idleTimeout);
        SHUTDOWN_TIMEOUT.check(shutdownTimeout);
        DRAIN_TIMEOUT.check(drainTimeout);
    }

    static ListenConfig of(Resolution settings) {
        return new ListenConfig(
                settings.get(ADDR),
                settings.get(MAX_CONNECTIONS),
                settings.get(IDLE_TIMEOUT),
                settings.get(SHUTDOWN_TIMEOUT),
                settings.get(DRAIN_TIMEOUT),
                AccessConfig.of(settings),
                DoorsConfig.of(settings));
    }
}
