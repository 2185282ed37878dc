package io.acexy.server.config;

import io.acexy.core.engine.EngineConfig;
import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.HostKind;
import io.acexy.server.settings.HostPort;
import io.acexy.server.settings.IntKind;
import io.acexy.server.settings.KeyKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.time.Duration;
import java.util.List;

/** The engines and the patience with them. */
final class EngineSettings {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofMillis(10);

    static final Setting<String> SCHEME = Names.ACEXY.setting(
            "scheme",
            SchemeKind.INSTANCE,
            "http",
            "The engines' scheme; they speak plain http, so this is the only one.");
    static final Setting<String> HOST = Names.ACEXY.setting(
            "host",
            HostKind.INSTANCE,
            "localhost",
            "The host of the single engine; not used when acexy.engines is set.");
    static final Setting<Integer> PORT = Names.ACEXY.setting(
            "port",
            IntKind.between(1, 65535),
            "6878",
            "The port of the single engine; not used when acexy.engines is set.");
    static final Setting<List<EngineAt>> ENGINES = Names.ACEXY.setting(
            "engines",
            EngineListKind.INSTANCE,
            "",
            "A pool of engines: probed, and the least loaded healthy one serves a new stream. acexy:// names another proxy, which"
                    + " is asked like an engine, has limits of its own, and brings each content once. Empty: the single engine.");
    static final Setting<String> UPSTREAM_KEY = Names.ACEXY
            .setting(
                    "upstream.key",
                    KeyKind.INSTANCE,
                    "",
                    "What opens the playback of the proxies in acexy.engines and acexy.peers where they have keys; sent to"
                            + " them and to nobody else.")
            .keptSecret();
    static final Setting<Integer> MAX_STREAMS_PER_ENGINE = Names.ACEXY.setting(
            "max.streams.per.engine",
            IntKind.between(1, 10_000)
                    .orZero("1 per engine in a pool or of an orchestrator, no limit on the single engine"),
            "0",
            "Streams on one engine at once; when every engine is full, a new stream is answered 503.");
    static final Setting<Duration> HEALTH_INTERVAL = Names.ACEXY.setting(
            "engine.health.interval",
            DurationKind.between(SHORTEST, Duration.ofHours(1)),
            "20s",
            "The pause between two probes of an engine in the pool.");
    static final Setting<Duration> HEALTH_TIMEOUT = Names.ACEXY.setting(
            "engine.health.timeout",
            DurationKind.between(SHORTEST, Duration.ofMinutes(5)),
            "5s",
            "How long an engine may take to answer a probe before it counts as failed.");
    static final Setting<Duration> NO_RESPONSE_TIMEOUT = Names.ACEXY.setting(
            "no.response.timeout",
            DurationKind.between(SHORTEST, Duration.ofMinutes(10)),
            "30s",
            "How long an engine may take to answer a start call. Longer than the Go acexy's 10s on purpose:"
                    + " engines answer a cold content within 30s.");
    static final Setting<Duration> STOP_TIMEOUT = Names.ACEXY.setting(
            "engine.stop.timeout",
            DurationKind.between(SHORTEST, Duration.ofMinutes(5)),
            "5s",
            "How long an engine may take to answer a stop call before its session is left to expire.");

    static final SettingGroup SETTINGS = new SettingGroup(
            "Engines",
            List.of(
                    SCHEME,
                    HOST,
                    PORT,
                    ENGINES,
                    UPSTREAM_KEY,
                    MAX_STREAMS_PER_ENGINE,
                    HEALTH_INTERVAL,
                    HEALTH_TIMEOUT,
                    NO_RESPONSE_TIMEOUT,
                    STOP_TIMEOUT));

    private EngineSettings() {}

    static EnginesConfig of(Resolution settings) {
        return new EnginesConfig(
                calls(settings),
                pool(settings),
                OrchestrationSettings.of(settings),
                ClusterSettings.of(settings),
                settings.get(UPSTREAM_KEY));
    }

    /** How to talk with an engine. */
    private static EngineConfig calls(Resolution settings) {
        return new EngineConfig(CONNECT_TIMEOUT, settings.get(NO_RESPONSE_TIMEOUT), settings.get(STOP_TIMEOUT));
    }

    /** Which engines there are. The scheme is not among it: it has one value. */
    private static PoolConfig pool(Resolution settings) {
        return new PoolConfig(
                new HostPort(settings.get(HOST), settings.get(PORT)),
                settings.get(ENGINES),
                settings.get(MAX_STREAMS_PER_ENGINE),
                settings.get(HEALTH_INTERVAL),
                settings.get(HEALTH_TIMEOUT));
    }
}
