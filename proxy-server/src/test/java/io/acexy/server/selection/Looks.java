package io.acexy.server.selection;

import io.acexy.orchestrator.health.Health;
import io.acexy.orchestrator.json.JsonDocument;
import io.acexy.orchestrator.json.StatusReader;
import io.acexy.orchestrator.message.OrchestratorStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a look at an orchestrator finds, with a status of the ticker's time 0 that is good for 65 seconds. */
final class Looks {

    static final String WELL = "{\"status\":\"healthy\",\"provisioning\":{\"can_provision\":true}}";

    private Looks() {}

    static OrchestratorStatus status(String json) {
        return JsonDocument.parse(json).flatMap(StatusReader::status).orElseThrow();
    }

    static Health found(String json) {
        return found(json, false);
    }

    static Health found(String json, boolean vpnDown) {
        return new Health(
                true,
                Optional.empty(),
                reading(Optional.of(status(json))),
                false,
                vpnDown ? Optional.of(Instant.EPOCH) : Optional.empty());
    }

    /** Nobody answers, and nobody has so far. */
    static Health nobody(String trouble) {
        return new Health(false, Optional.ofNullable(trouble), reading(Optional.empty()), false, Optional.empty());
    }

    private static Health.Reading reading(Optional<OrchestratorStatus> status) {
        return new Health.Reading(status, Optional.empty(), 0, Duration.ofSeconds(65));
    }
}
