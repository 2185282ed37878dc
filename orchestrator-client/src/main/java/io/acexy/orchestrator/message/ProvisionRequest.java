package io.acexy.orchestrator.message;

import java.util.Map;
import java.util.OptionalInt;

/**
 * Asks for one more engine. Dialect B ignores all of it.
 *
 * @param labels put on the container
 * @param env environment of the engine
 * @param hostPort the published port, if it matters
 */
public record ProvisionRequest(Map<String, String> labels, Map<String, String> env, OptionalInt hostPort) {

    public ProvisionRequest {
        labels = Map.copyOf(labels);
        env = Map.copyOf(env);
    }

    /** An engine without special wishes. */
    public static ProvisionRequest any() {
        return new ProvisionRequest(Map.of(), Map.of(), OptionalInt.empty());
    }
}
