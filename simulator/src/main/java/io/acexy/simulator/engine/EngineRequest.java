package io.acexy.simulator.engine;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One request and the connection it came on.
 *
 * @param channel where the answer goes
 * @param path decoded path
 * @param parameters query parameters, the first of equal ones
 * @param headers as received
 * @param oldProtocol whether the client speaks HTTP/1.0 and understands no chunks
 */
record EngineRequest(
        Channel channel, String path, Map<String, String> parameters, HttpHeaders headers, boolean oldProtocol) {

    static EngineRequest of(Channel channel, HttpRequest request) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        Map<String, String> parameters = new HashMap<>();
        for (Map.Entry<String, List<String>> parameter : uri.parameters().entrySet()) {
            parameters.put(parameter.getKey(), parameter.getValue().get(0));
        }
        boolean old = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
        return new EngineRequest(channel, uri.path(), Map.copyOf(parameters), request.headers(), old);
    }

    String parameter(String name) {
        return parameters.get(name);
    }

    boolean isSet(String name) {
        return "1".equals(parameters.get(name)) || "true".equals(parameters.get(name));
    }

    /** The player id, under either of its names; empty where there is none. */
    String pid() {
        return parameters.getOrDefault("pid", parameters.getOrDefault("sid", ""));
    }

    boolean wantsJson() {
        return "json".equals(parameters.get("format"));
    }

    boolean hasRange() {
        return headers.contains(HttpHeaderNames.RANGE);
    }

    /** Parts of the path, without the leading slash. */
    String[] segments() {
        return path.substring(1).split("/", -1);
    }
}
