package io.acexy.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/** What lets pages of any origin read our answers (Fetch standard, 3.2): the one place for it. */
final class Cors {

    /** For an answer that is written without a codec. */
    static final String LINE = "access-control-allow-origin: *";

    private static final String A_DAY = "86400";

    /** The asterisk stands for all but this one (Fetch, 4.9). */
    private static final String ANY_HEADER = "*, Authorization";

    private Cors() {}

    /** Every answer has it, refusals above all. */
    static void allow(HttpHeaders headers) {
        headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }

    /** The answer to a browser's question before the request. */
    static void allow(HttpHeaders headers, String methods) {
        headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, methods)
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, ANY_HEADER)
                .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, A_DAY);
    }
}
