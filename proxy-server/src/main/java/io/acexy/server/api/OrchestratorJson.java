package io.acexy.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.orchestrator.event.EventQueueStats;
import io.acexy.orchestrator.health.Health;
import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.orchestrator.message.OrchestratorStatus;
import io.acexy.orchestrator.message.VpnStatus;
import io.acexy.server.admin.OrchestratorView;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The orchestrator, as a body of the API has it. */
final class OrchestratorJson {

    private OrchestratorJson() {}

    static void write(JsonGenerator json, Optional<OrchestratorView> known) throws IOException {
        json.writeBooleanField("configured", known.isPresent());
        if (known.isPresent()) {
            write(json, known.get());
        }
    }

    private static void write(JsonGenerator json, OrchestratorView view) throws IOException {
        Health health = view.health();
        json.writeStringField("url", view.who().url().toString());
        Fields.text(json, "dialect", view.who().dialect().orElse(null));
        json.writeBooleanField("reachable", health.reachable());
        time(json, "since", view.since().reachable());
        Fields.text(json, "trouble", health.trouble().orElse(null));
        Fields.text(
                json, "state", health.status().map(OrchestratorStatus::state).orElse(null));
        Fields.seconds(json, "age_seconds", health.age(view.ticker()));
        json.writeBooleanField("stale", health.isStale(view.ticker()));
        json.writeBooleanField("key_refused", health.keyRefused());
        if (health.status().isPresent()) {
            writeVpn(
                    json,
                    health.status().get().vpn(),
                    health.vpnDown(),
                    view.since().vpn());
            json.writeObjectFieldStart("breaker");
            Fields.text(json, "state", health.status().get().provisioning().circuitState());
            time(json, "since", view.since().breaker());
            json.writeEndObject();
        }
        writeProvisioning(json, view);
        writeReports(json, view.reports());
    }

    private static void time(JsonGenerator json, String name, Optional<Instant> time) throws IOException {
        Fields.text(json, name, time.map(Instant::toString).orElse(null));
    }

    private static void writeVpn(JsonGenerator json, VpnStatus vpn, boolean down, Optional<Instant> since)
            throws IOException {
        json.writeObjectFieldStart("vpn");
        json.writeBooleanField("enabled", vpn.enabled());
        json.writeBooleanField("connected", vpn.connected());
        json.writeBooleanField("down", down);
        time(json, "since", since);
        Fields.text(json, "container", vpn.container().orElse(null));
        if (vpn.forwardedPort().isPresent()) {
            json.writeNumberField("forwarded_port", vpn.forwardedPort().getAsInt());
        }
        if (vpn.nodesTotal().isPresent()) {
            json.writeNumberField("nodes", vpn.nodesTotal().getAsInt());
        }
        if (vpn.nodesHealthy().isPresent()) {
            json.writeNumberField("nodes_healthy", vpn.nodesHealthy().getAsInt());
        }
        json.writeEndObject();
    }

    private static void writeProvisioning(JsonGenerator json, OrchestratorView view) throws IOException {
        Optional<BlockedReason> blocked = view.health().blocked();
        Health.Provisioning verdict = view.health().provisioning(view.ticker());
        json.writeObjectFieldStart("provisioning");
        json.writeStringField("verdict", verdict.name().toLowerCase(Locale.ROOT));
        if (verdict == Health.Provisioning.BLOCKED && blocked.isPresent()) {
            json.writeStringField("code", blocked.get().code());
            json.writeStringField("reason", blocked.get().message());
        }
        Fields.text(json, "unreachable_engines", view.unreachableEngines().orElse(null));
        json.writeEndObject();
    }

    private static void writeReports(JsonGenerator json, EventQueueStats reports) throws IOException {
        json.writeObjectFieldStart("reports");
        json.writeNumberField("waiting", reports.waiting());
        json.writeNumberField("running", reports.running());
        json.writeNumberField("delivered", reports.delivered());
        json.writeNumberField("refused", reports.refused());
        json.writeNumberField("collapsed", reports.collapsed());
        json.writeNumberField("lost", reports.lost());
        json.writeEndObject();
    }
}
