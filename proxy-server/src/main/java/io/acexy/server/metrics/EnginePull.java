package io.acexy.server.metrics;

import static io.acexy.server.metrics.StreamMeters.seconds;

import io.acexy.orchestrator.event.EventQueueStats;
import io.acexy.orchestrator.health.Health;
import io.acexy.server.selection.EngineCounts;
import io.acexy.server.selection.EngineFacts;
import io.acexy.server.selection.OrchestratorFacts;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * What engines there are, and how it stands with who starts them.
 *
 * @param facts at this moment; any thread, never waits
 */
record EnginePull(Supplier<EngineFacts> facts) implements Families.Pull {

    private static final List<String> ENGINES = List.of("known_by", "state");

    @Override
    public void into(Families families) {
        EngineFacts now = facts.get();
        families.gauge("acexy_engines", "Engines that there are to choose from, by state", ENGINES, samples -> {
            engines(samples, "settings", now.configured());
            now.orchestrator().ifPresent(known -> engines(samples, "orchestrator", known.engines()));
        });
        families.gauge(
                "acexy_engine_slots_reserved",
                "Slots on engines that this proxy holds, from the choice of an engine to the end of the session",
                List.of("known_by"),
                samples -> {
                    samples.add(now.slots(), "settings");
                    now.orchestrator().ifPresent(known -> samples.add(known.slots(), "orchestrator"));
                });
        now.orchestrator().ifPresent(known -> orchestrator(families, known));
    }

    private static void engines(Families.Samples samples, String knownBy, EngineCounts counts) {
        samples.add(counts.healthy(), knownBy, "healthy");
        samples.add(counts.unhealthy(), knownBy, "unhealthy");
        samples.add(counts.unknown(), knownBy, "unknown");
        samples.add(counts.draining(), knownBy, "draining");
    }

    private static void orchestrator(Families families, OrchestratorFacts known) {
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
                seconds(known.age()));
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
        events(families, known.events());
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
