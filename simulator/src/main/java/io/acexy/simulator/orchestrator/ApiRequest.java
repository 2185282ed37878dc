package io.acexy.simulator.orchestrator;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One request.
 *
 * @param internal whether it came to dialect B's second port
 * @param method its method
 * @param uri as sent
 * @param path decoded segments are in the route's variables; this is the raw path
 * @param query query parameters, the first of equal ones
 * @param headers names in lower case, the last of equal ones
 * @param body its text
 * @param keepAlive whether the client wants the connection to stay
 */
record ApiRequest(
        boolean internal,
        String method,
        String uri,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        String body,
        boolean keepAlive) {

    static ApiRequest of(HttpRequest head, String body, boolean internal) {
        QueryStringDecoder uri = new QueryStringDecoder(head.uri());
        Map<String, String> query = new HashMap<>();
        for (Map.Entry<String, List<String>> parameter : uri.parameters().entrySet()) {
            query.put(parameter.getKey(), parameter.getValue().get(0));
        }
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, String> header : head.headers()) {
            headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
        }
        return new ApiRequest(
                internal,
                head.method().name(),
                head.uri(),
                uri.rawPath(),
                Map.copyOf(query),
                Map.copyOf(headers),
                body,
                HttpUtil.isKeepAlive(head));
    }

    String header(String name) {
        return headers.get(name);
    }

    /** The key after {@code Bearer }, or null. */
    String bearer() {
        String header = header("authorization");
        return header != null && header.startsWith("Bearer ") ? header.substring("Bearer ".length()) : null;
    }
}
