package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.acexy.orchestrator.event.EventQueueStats;
import io.acexy.orchestrator.health.Health;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OrchestrationStatusTest {

    private static final EventQueueStats EVENTS = new EventQueueStats(1, 2, 3, 4, 5, 6);
    private static final String COUNTS =
            "\"events_waiting\":1,\"events_delivered\":3,\"events_lost\":6},\"beside\":true}";

    private final MockTicker ticker = Ticker.newMockTicker();

    private String text(Health health, Optional<String> engineTrouble) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            new OrchestrationStatus(health, engineTrouble, EVENTS, ticker).writeTo(json);
            json.writeBooleanField("beside", true);
            json.writeEndObject();
        }
        return text.toString();
    }

    @Test
    void anOrchestratorThatNobodyHasHeardOfHasATroubleAndNoAge() throws IOException {
        assertThat(text(Looks.nobody("not asked yet"), Optional.empty()))
                .isEqualTo("{\"orchestrator\":{\"reachable\":false,\"trouble\":\"not asked yet\","
                        + "\"provisioning\":\"unknown\"," + COUNTS);
    }

    @Test
    void oneThatIsWellHasAStateAndTheAgeOfWhatIsKnown() throws IOException {
        ticker.advance(7, TimeUnit.SECONDS);
        assertThat(text(Looks.found(Looks.WELL), Optional.empty()))
                .isEqualTo("{\"orchestrator\":{\"reachable\":true,\"status\":\"healthy\",\"age_seconds\":7,"
                        + "\"provisioning\":\"allowed\"," + COUNTS);
    }

    @Test
    void whatIsInTheWayIsNamed() throws IOException {
        Health refused = Looks.found(Looks.WELL).withKeyRefused(true);
        assertThat(text(refused, Optional.of("engine-1 cannot be reached")))
                .isEqualTo("{\"orchestrator\":{\"reachable\":true,\"status\":\"healthy\",\"age_seconds\":0,"
                        + "\"key\":\"refused: set ACEXY_ORCH_APIKEY to the orchestrator's API_KEY\","
                        + "\"provisioning\":\"blocked\",\"blocked_reason\":\"key_refused\","
                        + "\"engine_trouble\":\"engine-1 cannot be reached\"," + COUNTS);
    }
}
