package io.acexy.server.config;

import io.acexy.server.settings.NetworksKind;
import java.util.Map;

/** Limits as settings make them. */
final class SampleLimits {

    /** Nothing is set. */
    static final LimitsConfig NONE = new LimitsConfig(
            new LimitsConfig.Players(0, 0, 0, 0),
            new LimitsConfig.Streams(0, 0),
            new LimitsConfig.Starts(0, 0, 0),
            new LimitsConfig.Connections(100, 500, NetworksKind.INSTANCE.parse("private")),
            0,
            0,
            Map.of());

    /** Everything is set, and each to another value. */
    static final LimitsConfig ALL = new LimitsConfig(
            new LimitsConfig.Players(21, 51, 52, 53),
            new LimitsConfig.Streams(12, 54),
            new LimitsConfig.Starts(55, 56, 57),
            new LimitsConfig.Connections(60, 61, NetworksKind.INSTANCE.parse("10.0.0.0/8")),
            58,
            59,
            Map.of("living", 10, "alice", 5));

    /** As a file has them. */
    static final String FILE =
            """
            acexy.limit.players=21
            acexy.limit.players.per.stream=51
            acexy.limit.players.per.key=52
            acexy.limit.players.per.address=53
            acexy.limit.streams=12
            acexy.limit.streams.per.key=54
            acexy.limit.starts=55
            acexy.limit.starts.per.minute=56
            acexy.limit.starts.per.address=57
            acexy.limit.connections.rate=60
            acexy.limit.connections.waiting=61
            acexy.limit.connections.free=10.0.0.0/8
            acexy.limit.uplink=58
            acexy.limit.memory=59
            acexy.limit.priority=living:10, alice:5
            """;

    private SampleLimits() {}
}
