package io.acexy.simulator.support;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request that a simulator received.
 *
 * @param method its method
 * @param uri path and query as sent
 * @param headers names in lower case, the last of equal ones
 * @param body its text, empty where bodies do not matter
 * @param oldProtocol whether the client speaks HTTP/1.0: it understands no chunks
 */
public record ReceivedRequest(
        String method, String uri, Map<String, String> headers, String body, boolean oldProtocol) {

    static ReceivedRequest of(HttpRequest head, String body) {
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, String> header : head.headers()) {
            headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
        }
        boolean old = head.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
        return new ReceivedRequest(head.method().name(), head.uri(), Map.copyOf(headers), body, old);
    }

    /** A header's value, or null. */
    public String header(String name) {
        return headers.get(name);
    }

    /** The path as sent, without the query. */
    public String path() {
        return new QueryStringDecoder(uri).rawPath();
    }

    boolean hasGoodQuery() {
        try {
            new QueryStringDecoder(uri).parameters();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Query parameters, the first of equal ones. */
    public Map<String, String> query() {
        Map<String, String> query = new HashMap<>();
        for (Map.Entry<String, List<String>> parameter :
                new QueryStringDecoder(uri).parameters().entrySet()) {
            query.put(parameter.getKey(), parameter.getValue().get(0));
        }
        return Map.copyOf(query);
    }

    /** Whether the client wants the connection to stay. */
    public boolean isKeepAlive() {
        String connection = headers.getOrDefault("connection", oldProtocol ? "close" : "keep-alive");
        return connection.equalsIgnoreCase("keep-alive");
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
