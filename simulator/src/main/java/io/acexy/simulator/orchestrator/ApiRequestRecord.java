package io.acexy.simulator.orchestrator;

import io.acexy.simulator.support.ReceivedRequest;
import java.util.Map;

/**
 * A request that an orchestrator received.
 *
 * @param endpoint what it asks for
 * @param received as it came; the API key is among its headers
 */
public record ApiRequestRecord(OrchestratorEndpoint endpoint, ReceivedRequest received) {

    /** Its body. */
    public String body() {
        return received.body();
    }

    /** Its headers, names in lower case. */
    public Map<String, String> headers() {
        return received.headers();
    }
}
