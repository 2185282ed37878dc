package io.acexy.server.play;

import io.acexy.server.http.Request;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.InetAddress;

/**
 * Who asks for media, as far as his request tells.
 *
 * @param address where he is, without the port, because connections come and go; empty where that is not known
 * @param agent what he calls himself, shortened; empty when he does not
 */
public record Caller(String address, String agent) {

    private static final int LONGEST_AGENT = 200;

    static Caller of(Request request) {
        String agent = request.headers().get(HttpHeaderNames.USER_AGENT, "");
        return new Caller(
                request.origin().address().map(InetAddress::getHostAddress).orElse(""),
                agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)));
    }
}
