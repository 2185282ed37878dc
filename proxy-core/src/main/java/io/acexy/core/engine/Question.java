package io.acexy.core.engine;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What an engine is asked.
 *
 * @param method GET, or HEAD where only the head of the answer counts
 * @param path with query
 * @param timeout for the whole of it
 * @param headers beside those of every request
 */
record Question(HttpMethod method, String path, Duration timeout, Map<String, String> headers) {

    Question(String path, Duration timeout) {
        this(HttpMethod.GET, path, timeout, Map.of());
    }

    /**
     * As it is asked of another proxy.
     *
     * @param hops through which it comes, ours the last
     * @param key that opens what it keeps behind keys, or empty
     */
    Question by(Hops hops, String key) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(Hops.HEADER, hops.toString());
        if (!key.isEmpty()) {
            more.put(HttpHeaderNames.AUTHORIZATION.toString(), "Bearer " + key);
        }
        return new Question(method, path, timeout, Map.copyOf(more));
    }

    Question headOnly() {
        return new Question(HttpMethod.HEAD, path, timeout, headers);
    }

    FullHttpRequest request(Engine engine) {
        FullHttpRequest request = EngineCall.request(engine, path).setMethod(method);
        headers.forEach((name, value) -> request.headers().set(name, value));
        return request;
    }

    /** Without the headers, one of which may be a key. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
