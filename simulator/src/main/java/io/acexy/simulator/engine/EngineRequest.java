package io.acexy.simulator.engine;

import io.acexy.simulator.support.ReceivedRequest;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Map;

/**
 * One request and the connection it came on.
 *
 * @param channel where the answer goes
 * @param head as received
 * @param path decoded path
 * @param parameters query parameters
 */
record EngineRequest(Channel channel, ReceivedRequest head, String path, Map<String, String> parameters) {

    static EngineRequest of(Channel channel, ReceivedRequest head) {
        return new EngineRequest(channel, head, new QueryStringDecoder(head.uri()).path(), head.query());
    }

    String parameter(String name) {
        return parameters.get(name);
    }

    String parameter(String name, String otherwise) {
        return parameters.getOrDefault(name, otherwise);
    }

    /** A whole number, or what stands for none or a bad one. */
    long number(String name, long otherwise) {
        try {
            return Long.parseLong(parameter(name, ""));
        } catch (NumberFormatException ignored) {
            return otherwise;
        }
    }

    boolean isSet(String name) {
        return "1".equals(parameters.get(name)) || "true".equals(parameters.get(name));
    }

    /** The player id, under either of its names; empty where there is none. */
    String pid() {
        return parameter("pid", parameter("sid", ""));
    }

    boolean wantsJson() {
        return "json".equals(parameters.get("format"));
    }

    boolean hasRange() {
        return head.header("range") != null;
    }

    /** Parts of the path, without the leading slash. */
    String[] segments() {
        return path.substring(1).split("/", -1);
    }
}
