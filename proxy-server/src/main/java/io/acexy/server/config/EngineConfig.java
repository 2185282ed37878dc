package io.acexy.server.config;

import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.HostKind;
import io.acexy.server.settings.HostPort;
import io.acexy.server.settings.HostPortListKind;
import io.acexy.server.settings.IntKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.time.Duration;
import java.util.List;

/**
 * The engines and the patience with them.
 *
 * @param scheme "http"
 * @param host the single engine's host, used when the pool is empty
 * @param port the single engine's port
 * @param pool engines to choose from; when it is not empty, host and port are not used
 * @param maxStreamsPerEngine streams on one engine at once; 0 is one in a pool or with an
 *     orchestrator, and no limit on the single engine
 * @param healthInterval between the end of one probe of an engine and the next
 * @param healthTimeout how long a probe may take
 * @param noResponseTimeout how long an engine may take to answer a start call
 * @param stopTimeout how long an engine may take to answer a stop call
 */
public record EngineConfig(
        String scheme,
        String host,
        int port,
        List<HostPort> pool,
        int maxStreamsPerEngine,
        Duration healthInterval,
        Duration healthTimeout,
        Duration noResponseTimeout,
        Duration stopTimeout) {

    private static final Duration SHORTEST = Duration.ofMillis(10);

    static final Setting<String> SCHEME = Setting.of(
            "scheme",
            SchemeKind.INSTANCE,
            "http",
            "The engines' scheme; they speak plain http, so this is the only one.");
    static final Setting<String> HOST = Setting.of(
            "host",
            HostKind.INSTANCE,
            "localhost",
            "The host of the single engine; not used when acexy.engines is set.");
    static final Setting<Integer> PORT = Setting.of(
            "port",
            IntKind.between(1, 65535),
            "6878",
            "The port of the single engine; not used when acexy.engines is set.");
    static final Setting<List<HostPort>> ENGINES = Setting.of(
            "engines",
            HostPortListKind.INSTANCE,
            "",
            "A pool of engines: probed, and the least loaded healthy one serves a new stream. Empty: the single engine.");
    static final Setting<Integer> MAX_STREAMS_PER_ENGINE = Setting.of(
            "max.streams.per.engine",
            IntKind.between(1, 10_000)
                    .orZero("1 per engine in a pool or of an orchestrator, no limit on the single engine"),
            "0",
            "Streams on one engine at once; when every engine is full, a new stream is answered 503.");
    static final Setting<Duration> HEALTH_INTERVAL = Setting.of(
            "engine.health.interval",
            DurationKind.between(SHORTEST, Duration.ofHours(1)),
            "20s",
            "The pause between two probes of an engine in the pool.");
    static final Setting<Duration> HEALTH_TIMEOUT = Setting.of(
            "engine.health.timeout",
            DurationKind.between(SHORTEST, Duration.ofMinutes(5)),
            "5s",
            "How long an engine may take to answer a probe before it counts as failed.");
    static final Setting<Duration> NO_RESPONSE_TIMEOUT = Setting.of(
            "no.response.timeout",
            DurationKind.between(SHORTEST, Duration.ofMinutes(10)),
            "30s",
            "How long an engine may take to answer a start call. Longer than the Go acexy's 10s on purpose:"
                    + " engines answer a cold content within 30s.");
    static final Setting<Duration> STOP_TIMEOUT = Setting.of(
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
                    MAX_STREAMS_PER_ENGINE,
                    HEALTH_INTERVAL,
                    HEALTH_TIMEOUT,
                    NO_RESPONSE_TIMEOUT,
                    STOP_TIMEOUT));

    public EngineConfig {
        SCHEME.check(scheme);
        HOST.check(host);
        PORT.check(port);
        pool = List.copyOf(pool);
        ENGINES.check(pool);
        MAX_STREAMS_PER_ENGINE.check(maxStreamsPerEngine);
        HEALTH_INTERVAL.check(healthInterval);
        HEALTH_TIMEOUT.check(healthTimeout);
        NO_RESPONSE_TIMEOUT.check(noResponseTimeout);
        STOP_TIMEOUT.check(stopTimeout);
    }

    static EngineConfig of(Resolution settings) {
        return new EngineConfig(
                settings.get(SCHEME),
                settings.get(HOST),
                settings.get(PORT),
                settings.get(ENGINES),
                settings.get(MAX_STREAMS_PER_ENGINE),
                settings.get(HEALTH_INTERVAL),
                settings.get(HEALTH_TIMEOUT),
                settings.get(NO_RESPONSE_TIMEOUT),
                settings.get(STOP_TIMEOUT));
    }
}
