package io.acexy.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/** Where a request may carry its key (RFC 6750, 2.1, and what players can do besides). Never logged. */
final class Tokens {

    private static final String BEARER = "bearer ";
    private static final String API_KEY = "x-api-key";
    private static final String PARAMETER = "key";

    private Tokens() {}

    static Optional<String> of(HttpHeaders headers, Query query) {
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION, "");
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return given(authorization.substring(BEARER.length()));
        }
        return given(headers.get(API_KEY)).or(() -> query.first(PARAMETER));
    }

    private static Optional<String> given(String key) {
        return key == null || key.isBlank() ? Optional.empty() : Optional.of(key.strip());
    }
}
