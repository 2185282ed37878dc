package io.acexy.server.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked, by whom, and how the answer has to be written. A value, except for the connection that it came on; usable on
 * that connection's loop.
 *
 * @param method never null; that of a route where one was found
 * @param resource what is asked for
 * @param origin who asks, and from where
 * @param headers as they came
 * @param form how the answer is written
 * @param connection for those few that need more of it than an answer
 * @param trail takes what is to be known of it later
 */
public record Request(
        HttpMethod method,
        Resource resource,
        Origin origin,
        HttpHeaders headers,
        Form form,
        Connection connection,
        Trail trail) {

    /**
     * What is asked for.
     *
     * @param path normalised: decoded, without empty and dot segments, without a slash at its end
     * @param variables of the route's path pattern; empty before a route has been found
     * @param query what stands behind the question mark
     * @param key the key that the path began with, or nothing
     */
    public record Resource(String path, Map<String, String> variables, Query query, Optional<String> key) {}

    /**
     * What an answer depends on besides its content.
     *
     * @param body false for HEAD
     * @param chunked whether the client understands chunked coding (HTTP/1.1)
     * @param json whether it prefers JSON to text
     * @param last whether the connection closes behind the answer
     */
    public record Form(boolean body, boolean chunked, boolean json, boolean last) {}

    /**
     * Where a request comes from.
     *
     * @param peer the other end of the connection; null where there is none
     * @param host the {@code Host} header, or the authority of an absolute target; empty where there is neither
     * @param forwarded {@code Forwarded} and {@code X-Forwarded-*} headers by their lower-case names, in their order; raw, and
     *     nothing that could be believed
     * @param client whose request it is, behind proxies that are trusted; nothing where that cannot be known
     */
    public record Origin(
            InetSocketAddress peer, String host, Map<String, List<String>> forwarded, Optional<InetAddress> client) {

        /** The peer's address, if it has one. */
        public Optional<InetAddress> address() {
            return Optional.ofNullable(peer).map(InetSocketAddress::getAddress);
        }
    }

    /** The normalised path. */
    public String path() {
        return resource.path();
    }

    /** What stands behind the question mark. */
    public Query query() {
        return resource.query();
    }

    /**
     * The key that is given: by {@code Authorization} ({@code Bearer}, or as the password of {@code Basic}), {@code X-Api-Key},
     * {@code key=} or a path that begins with {@code /k/<key>}, in this order.
     */
    public Optional<String> token() {
        return Tokens.of(headers, query()).or(resource::key);
    }

    /** Whether that is one which a browser adds by itself, whoever's page has made it ask: a password of HTTP Basic. */
    public boolean isTokenRemembered() {
        return Tokens.isRemembered(headers);
    }

    /** A variable of the route's path pattern. */
    public String variable(String name) {
        return resource.variables().get(name);
    }

    Request on(Map<String, String> found) {
        return new Request(
                method, new Resource(path(), found, query(), resource.key()), origin, headers, form, connection, trail);
    }
}
