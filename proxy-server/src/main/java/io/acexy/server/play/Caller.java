package io.acexy.server.play;

import io.acexy.server.http.Request;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.InetAddress;

/**
 * Who asks for media, as far as his request tells.
 *
 * @param address where he is, without the port, because connections come and go; empty where that is not known
 * @param agent what he calls himself, shortened; empty when he does not
 * @param key the name that belongs to the key that he has shown; empty where he has shown none
 */
public record Caller(String address, String agent, String key) {

    private static final int LONGEST_AGENT = 200;

    static Caller of(Request request) {
        String agent = request.headers().get(HttpHeaderNames.USER_AGENT, "");
        return new Caller(
                request.origin()
                        .client()
                        .or(() -> request.origin().address())
                        .map(InetAddress::getHostAddress)
                        .orElse(""),
                agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)),
                request.trail().holder());
    }
}
