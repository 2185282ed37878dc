package io.acexy.server.selection;

import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.orchestrator.event.EventQueueStats;
import io.acexy.orchestrator.health.Health;
import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.server.admin.StatusPart;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** What the status page tells of the orchestrator: what is known, and how old that is. */
record OrchestrationStatus(Health health, Optional<String> engineTrouble, EventQueueStats events, Ticker ticker)
        implements StatusPart {

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("orchestrator");
        json.writeBooleanField("reachable", health.reachable());
        Optional<String> trouble = health.trouble();
        if (trouble.isPresent()) {
            json.writeStringField("trouble", trouble.get());
        }
        if (health.status().isPresent()) {
            json.writeStringField("status", health.status().get().state());
            json.writeNumberField("age_seconds", health.age(ticker).toSeconds());
        }
        if (health.keyRefused()) {
            json.writeStringField("key", "refused: set ACEXY_ORCH_APIKEY to the orchestrator's API_KEY");
        }
        json.writeStringField("provisioning", health.provisioning(ticker).name().toLowerCase(Locale.ROOT));
        Optional<BlockedReason> blocked = health.blocked();
        if (blocked.isPresent()) {
            json.writeStringField("blocked_reason", blocked.get().code());
        }
        if (engineTrouble.isPresent()) {
            json.writeStringField("engine_trouble", engineTrouble.get());
        }
        json.writeNumberField("events_waiting", events.waiting());
        json.writeNumberField("events_delivered", events.delivered());
        json.writeNumberField("events_lost", events.lost());
        json.writeEndObject();
    }
}
