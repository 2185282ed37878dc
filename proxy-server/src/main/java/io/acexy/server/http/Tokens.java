package io.acexy.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Where a request may carry its key (RFC 6750, 2.1; RFC 7617; and what players can do besides). Never logged. */
final class Tokens {

    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";
    private static final String API_KEY = "x-api-key";
    private static final String PARAMETER = "key";

    private Tokens() {}

    static Optional<String> of(HttpHeaders headers, Query query) {
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION, "");
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return given(authorization.substring(BEARER.length()));
        }
        if (isRemembered(headers)) {
            return password(authorization.substring(BASIC.length()).strip());
        }
        return given(headers.get(API_KEY)).or(() -> query.first(PARAMETER));
    }

    /** Whether the key that counts is a password of HTTP Basic. */
    static boolean isRemembered(HttpHeaders headers) {
        return headers.get(HttpHeaderNames.AUTHORIZATION, "").regionMatches(true, 0, BASIC, 0, BASIC.length());
    }

    /** The password, or the name where there is none: players that have a field for one have not always one for the other. */
    private static Optional<String> password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? given(pair) : given(pair.substring(colon + 1)).or(() -> given(pair.substring(0, colon)));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    private static Optional<String> given(String key) {
        return key == null || key.isBlank() ? Optional.empty() : Optional.of(key.strip());
    }
}
