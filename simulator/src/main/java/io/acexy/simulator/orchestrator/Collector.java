package io.acexy.simulator.orchestrator;

import java.time.Duration;

/**
 * Asks running streams' stat URLs, as dialect A_DEC does; A_OCT only gathers statistics of them. A stream whose engine does not know the session is stopped and ended;
 * one whose engine does not answer stays for ever. Confined to the orchestrator's loop.
 */
final class Collector {

    private static final String UNKNOWN_SESSION = "unknown playback session id";
    private static final Duration WHILE_OFF = Duration.ofSeconds(1);

    private final OrchestratorCore core;
    private final Registry registry;
    private final EventRules events;
    private final LocalGet http;

    Collector(OrchestratorCore core, Registry registry, EventRules events, LocalGet http) {
        this.core = core;
        this.registry = registry;
        this.events = events;
        this.http = http;
    }

    /** Looks again and again, from now on. */
    void start() {
        Duration every = core.settings.api().collect();
        core.later(every.isZero() ? WHILE_OFF : every, () -> {
            if (!core.settings.api().collect().isZero() && core.dialect.asksEngines()) {
                registry.streams().stream().filter(StreamEntry::isActive).forEach(this::ask);
            }
            start();
        });
    }

    private void ask(StreamEntry stream) {
        http.get(stream.event.session().text("stat_url"), answer -> {
            boolean unknown =
                    answer.filter(body -> body.contains(UNKNOWN_SESSION)).isPresent();
            if (unknown && stream.isActive()) {
                // Naive, as the original: a command URL that has a query already is broken by it.
                http.get(stream.event.session().text("command_url") + "?method=stop", stopped -> {});
                core.say("stream " + stream.id + " is stale");
                events.end(stream);
            }
        });
    }
}
