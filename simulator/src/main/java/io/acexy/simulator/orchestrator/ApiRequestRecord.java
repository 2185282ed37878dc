package io.acexy.simulator.orchestrator;

import java.util.Map;

/**
 * A request that an orchestrator received.
 *
 * @param nanos when, on the JVM's monotonic clock
 * @param endpoint what it asks for
 * @param internal whether it came to dialect B's second port
 * @param method its method
 * @param uri path and query as sent
 * @param headers its headers, names in lower case, the last of equal ones; the API key is among them
 * @param body its body
 */
public record ApiRequestRecord(
        long nanos,
        OrchestratorEndpoint endpoint,
        boolean internal,
        String method,
        String uri,
        Map<String, String> headers,
        String body) {

    /** The path without the query. */
    public String path() {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /** Method and URI, without the key that a query may hold: what may be printed. */
    public String line() {
        return method + " " + uri.replaceAll("([?&]key=)[^&]*", "$1***");
    }

    /** Without headers and keys, because failures print it. */
    @Override
    public String toString() {
        return line() + (body.isEmpty() ? "" : " " + body);
    }
}
