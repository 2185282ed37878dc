package io.acexy.server.config;

import io.acexy.orchestrator.OrchestratorConfig;
import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.IntKind;
import io.acexy.server.settings.KeyKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import io.acexy.server.settings.UrlKind;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The orchestrator and the patience with it. */
final class OrchestrationSettings {

    /** Calls at a time. Provisioning may hold some for a minute; the others must get through beside them. */
    private static final int CONNECTIONS = 16;

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    static final Setting<Optional<URI>> URL = Names.ACEXY.setting(
            "orch.url",
            UrlKind.INSTANCE,
            "",
            "The orchestrator that lists and starts engines; acexy.host or acexy.engines then serve while it is away."
                    + " Empty: there is none.");
    static final Setting<Optional<URI>> SELECT_URL = Names.ACEXY.setting(
            "orch.select.url",
            UrlKind.INSTANCE,
            "",
            "The second listener of a Go orchestrator (port 8083), which then chooses engines itself. Empty: not asked.");
    static final Setting<String> API_KEY = Names.ACEXY
            .setting("orch.apikey", KeyKind.INSTANCE, "", "The orchestrator's API key, sent with every request.")
            .keptSecret();
    static final Setting<String> INSTANCE = Names.ACEXY.setting(
            "orch.instance",
            KeyKind.INSTANCE,
            "",
            "This proxy's name in the orchestrator's books, by which it finds what it has left there when it was killed. Must"
                    + " not change over a restart, nor be any other proxy's. Empty: the machine's (or container's) name and"
                    + " the port.");
    static final Setting<Duration> TIMEOUT = Names.ACEXY.setting(
            "orch.timeout",
            DurationKind.between(SHORTEST, LONGEST),
            "5s",
            "How long the orchestrator may take to answer anything but the list of engines and a provisioning call.");
    static final Setting<Duration> LIST_TIMEOUT = Names.ACEXY.setting(
            "orch.list.timeout",
            DurationKind.between(SHORTEST, LONGEST),
            "12s",
            "How long the list of engines may take: a Python orchestrator waits 5 s in it for each engine that hangs.");
    static final Setting<Duration> PROVISION_TIMEOUT = Names.ACEXY.setting(
            "orch.provision.timeout",
            DurationKind.between(SHORTEST, LONGEST),
            "60s",
            "How long the orchestrator may take to start an engine; a call that took longer is never repeated.");
    static final Setting<Duration> HEALTH_INTERVAL = Names.ACEXY.setting(
            "orch.health.interval",
            DurationKind.between(SHORTEST, Duration.ofHours(1)),
            "30s",
            "The pause between two looks at the orchestrator's state and engines; one that is away is looked for every 2 s.");
    static final Setting<Integer> RETRIES = Names.ACEXY.setting(
            "orch.retries",
            IntKind.between(0, 100),
            "3",
            "Further tries after the orchestrator refused an engine for a while; a permanent refusal is not retried.");
    static final Setting<Duration> STALE = Names.ACEXY.setting(
            "orch.stale",
            DurationKind.between(Duration.ZERO, Duration.ofHours(1)),
            "60s",
            "How long the last list of engines is good for while the orchestrator does not answer.");
    static final Setting<Duration> PROVISION_WAIT = Names.ACEXY.setting(
            "provision.wait",
            DurationKind.between(SHORTEST, LONGEST),
            "10s",
            "How long a new engine may take to appear in the orchestrator's list.");
    static final Setting<Duration> PROVISION_ANSWER_WAIT = Names.ACEXY.setting(
            "provision.answer.wait",
            DurationKind.between(SHORTEST, LONGEST),
            "60s",
            "How long a new engine that is listed may take to answer.");

    static final Setting<Integer> FALLBACK_MAX_STREAMS = Names.ACEXY.setting(
            "orch.fallback.max.streams",
            IntKind.between(1, 10_000).orZero("no limit"),
            "0",
            "Streams at once on an engine of acexy.host or acexy.engines while it serves for an orchestrator that is away.");

    static final SettingGroup SETTINGS = new SettingGroup(
            "Orchestrator",
            List.of(
                    URL,
                    API_KEY,
                    SELECT_URL,
                    INSTANCE,
                    TIMEOUT,
                    LIST_TIMEOUT,
                    PROVISION_TIMEOUT,
                    HEALTH_INTERVAL,
                    RETRIES,
                    STALE,
                    PROVISION_WAIT,
                    PROVISION_ANSWER_WAIT,
                    FALLBACK_MAX_STREAMS));

    private OrchestrationSettings() {}

    static OrchestrationConfig of(Resolution settings) {
        return new OrchestrationConfig(
                orchestrator(settings),
                settings.get(INSTANCE),
                new OrchestrationPatience(
                        settings.get(STALE), settings.get(PROVISION_WAIT), settings.get(PROVISION_ANSWER_WAIT)),
                settings.get(FALLBACK_MAX_STREAMS));
    }

    private static Optional<OrchestratorConfig> orchestrator(Resolution settings) {
        if (settings.get(SELECT_URL).isPresent() && settings.get(URL).isEmpty()) {
            throw new IllegalArgumentException(
                    SELECT_URL.property() + " is set, but " + URL.property() + " is not: set both, or neither");
        }
        return settings.get(URL).map(url -> orchestrator(url, settings));
    }

    private static OrchestratorConfig orchestrator(URI url, Resolution settings) {
        OrchestratorConfig.Builder orchestrator = OrchestratorConfig.builder(url)
                .apiKey(settings.get(API_KEY))
                .timeout(settings.get(TIMEOUT))
                .listTimeout(settings.get(LIST_TIMEOUT))
                .provisionTimeout(settings.get(PROVISION_TIMEOUT))
                .healthInterval(settings.get(HEALTH_INTERVAL))
                .retries(settings.get(RETRIES))
                .connections(CONNECTIONS);
        settings.get(SELECT_URL).ifPresent(orchestrator::reservationBase);
        return orchestrator.build();
    }
}
