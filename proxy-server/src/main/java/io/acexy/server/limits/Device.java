package io.acexy.server.limits;

import io.acexy.server.http.Request;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whoever plays, as far as requests tell: the same address with the same program. What is forwarded is believed only to tell
 * more of them apart, so that nobody can pass for another.
 *
 * @param address of the connection
 * @param forwarded on whose behalf it is, as it says
 * @param agent the {@code User-Agent}
 */
public record Device(InetAddress address, Map<String, List<String>> forwarded, String agent) {

    /** Empty where it says nothing by which it could be known again. */
    public static Optional<Device> of(Request request) {
        String agent = request.headers().get(HttpHeaderNames.USER_AGENT, "");
        return request.origin()
                .address()
                .filter(address -> !agent.isBlank())
                .map(address -> new Device(address, request.origin().forwarded(), agent));
    }
}
