package io.acexy.simulator.engine;

import java.util.Map;

/**
 * A request that an engine received.
 *
 * @param nanos when, on the JVM's monotonic clock
 * @param method its method
 * @param uri path and query as sent
 * @param headers its headers, names in lower case, the last of equal ones
 */
public record RequestRecord(long nanos, String method, String uri, Map<String, String> headers) {

    /** The path without the query. */
    public String path() {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }
}
