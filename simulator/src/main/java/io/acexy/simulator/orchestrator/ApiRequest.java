package io.acexy.simulator.orchestrator;

import io.acexy.simulator.support.ReceivedRequest;

/**
 * One request.
 *
 * @param internal whether it came to dialect B's second port
 * @param received as it came
 */
record ApiRequest(boolean internal, ReceivedRequest received) {

    /** The key after {@code Bearer }, or null. */
    String bearer() {
        String header = received.header("authorization");
        return header != null && header.startsWith("Bearer ") ? header.substring("Bearer ".length()) : null;
    }
}
