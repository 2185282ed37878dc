package io.acexy.server.metrics;

import static io.acexy.server.metrics.StreamMeters.seconds;

import io.acexy.core.engine.Engine;
import io.acexy.orchestrator.event.EventQueueStats;
import io.acexy.orchestrator.health.Health;
import io.acexy.server.admin.EngineOffice;
import io.acexy.server.admin.EngineView;
import io.acexy.server.admin.EngineView.Condition;
import io.acexy.server.admin.EngineView.Source;
import io.acexy.server.admin.OrchestratorView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What engines there are, and how it stands with who starts them.
 *
 * @param office shows them as they are at this moment
 */
record EnginePull(EngineOffice office) implements Families.Pull {

    private static final List<String> ENGINES = List.of("kind", "known_by", "state");

    @Override
    public void into(Families families) {
        List<EngineView> engines = office.engines();
        Optional<OrchestratorView> orchestrator = office.orchestrator();
        List<Source> sources = orchestrator.isPresent()
                ? List.of(Source.CONFIGURATION, Source.ORCHESTRATOR)
                : List.of(Source.CONFIGURATION);
        families.gauge(
                "acexy_engines",
                "Engines that there are to choose from, by what is there, who has named it, and state",
                ENGINES,
                samples -> {
                    for (Source source : sources) {
                        count(samples, Engine.Kind.ENGINE, source, engines);
                    }
                    if (engines.stream().anyMatch(engine -> engine.engine().isProxy())) {
                        count(samples, Engine.Kind.PROXY, Source.CONFIGURATION, engines);
                    }
                });
        families.gauge(
                "acexy_engine_slots_reserved",
                "Slots on engines that this proxy holds, from the choice of an engine to the end of the session",
                List.of("known_by"),
                samples -> {
                    for (Source source : sources) {
                        int held = engines.stream()
                                .filter(engine -> engine.listing().source() == source)
                                .mapToInt(engine -> engine.slots().ours())
                                .sum();
                        samples.add(held, word(source));
                    }
                });
        orchestrator.ifPresent(known -> orchestrator(families, known));
    }

    /** One that is drained is in no other count. */
    private static void count(Families.Samples samples, Engine.Kind kind, Source source, List<EngineView> engines) {
        List<EngineView.Listing> listed = engines.stream()
                .filter(engine -> engine.engine().kind() == kind)
                .map(EngineView::listing)
                .filter(listing -> listing.source() == source)
                .toList();
        for (Condition condition : Condition.values()) {
            long count = listed.stream()
                    .filter(listing -> !listing.draining() && listing.condition() == condition)
                    .count();
            samples.add(count, Cases.word(kind), word(source), Cases.word(condition));
        }
        samples.add(
                listed.stream().filter(EngineView.Listing::draining).count(),
                Cases.word(kind),
                word(source),
                "draining");
    }

    private static String word(Source source) {
        return source == Source.CONFIGURATION ? "settings" : "orchestrator";
    }

    private static void orchestrator(Families families, OrchestratorView known) {
        Health health = known.health();
        families.gauge("acexy_orchestrator_reachable", "1 while the orchestrator answers", flag(health.reachable()));
        families.gauge(
                "acexy_orchestrator_circuit_open",
                "1 while the orchestrator is not asked, because it has not answered for a while",
                flag(known.circuitOpen()));
        families.gauge(
                "acexy_orchestrator_key_refused",
                "1 while the orchestrator refuses our key",
                flag(health.keyRefused()));
        families.gauge(
                "acexy_orchestrator_provisioning_blocked",
                "1 while the orchestrator starts no engines, or our key is refused",
                flag(health.blocked().isPresent()));
        families.gauge(
                "acexy_orchestrator_health_age_seconds",
                "Age of what the orchestrator has said of its state",
                seconds(health.age(known.ticker())));
        families.gauge(
                "acexy_orchestrator_health_stale_after_seconds",
                "From this age on nothing is decided by it",
                seconds(health.reading().staleAfter()));
        families.gauge(
                "acexy_orchestrator_vpn_down",
                "1 while the engines' VPN is believed to be down",
                flag(health.vpnDown()));
        families.gauge(
                "acexy_orchestrator_vpn_down_since_timestamp_seconds",
                "Since when the engines' VPN is believed to be down; 0 while it is not",
                health.vpnDownSince().map(Instant::getEpochSecond).orElse(0L));
        events(families, known.reports());
    }

    private static void events(Families families, EventQueueStats events) {
        families.gauge(
                "acexy_orchestrator_events_waiting",
                "Events that are to be told to the orchestrator",
                events.waiting());
        families.counter(
                "acexy_orchestrator_events_total", "Events by what became of them", List.of("result"), samples -> {
                    samples.add(events.delivered(), "delivered");
                    samples.add(events.refused(), "refused");
                    samples.add(events.collapsed(), "collapsed");
                    samples.add(events.lost(), "lost");
                });
    }

    static double flag(boolean on) {
        return on ? 1 : 0;
    }
}
