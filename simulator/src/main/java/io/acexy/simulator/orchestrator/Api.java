package io.acexy.simulator.orchestrator;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The API of one dialect: its paths, its locks, its answers. Called on the orchestrator's loop. */
interface Api {

    /** The table of a port. */
    Routes routes(boolean internal);

    /** No such path, or, where {@code allowed} is not empty, no such method. */
    ApiAnswer notThere(List<String> allowed);

    /** What refuses a request before its key is looked at, because its body is malformed. */
    Optional<ApiAnswer> refuseBody(OrchestratorEndpoint endpoint, ApiRequest request);

    /** What refuses a protected request whose key is missing or wrong. */
    Optional<ApiAnswer> refuseKey(ApiRequest request, String key);

    /**
     * Carries a request out.
     *
     * @param variables of its path, decoded
     * @param then takes the answer, at once or later, on the loop
     */
    void handle(OrchestratorEndpoint endpoint, ApiRequest request, List<String> variables, Consumer<ApiAnswer> then);
}
