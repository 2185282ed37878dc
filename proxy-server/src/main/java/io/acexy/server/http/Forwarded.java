package io.acexy.server.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whose request it is, where proxies stand between ({@code Forwarded} of RFC 7239, {@code X-Forwarded-For}). Each proxy adds the
 * address that it has seen at the end, so the list is read from there: the first that no trusted proxy has is the client's, and what
 * stands before it is his own invention.
 */
final class Forwarded {

    private static final String STANDARD = "forwarded";
    private static final String USUAL = "x-forwarded-for";

    private Forwarded() {}

    /**
     * The client's address; nothing where it cannot be known: where somebody forwards who is not trusted, where a trusted one does
     * not say for whom, and where the two headers contradict each other, since a proxy writes one and passes the other on.
     *
     * @param peer the other end of the connection
     * @param headers by their lower-case names
     * @param trusted whose word counts
     */
    static Optional<InetAddress> client(
            Optional<InetAddress> peer, Map<String, List<String>> headers, Predicate<InetAddress> trusted) {
        if (peer.isEmpty() || headers.isEmpty()) {
            return peer;
        }
        if (!trusted.test(peer.get())) {
            return Optional.empty();
        }
        Optional<InetAddress> standard = last(standard(headers.getOrDefault(STANDARD, List.of())), trusted);
        Optional<InetAddress> usual = last(elements(headers.getOrDefault(USUAL, List.of())), trusted);
        if (headers.containsKey(STANDARD) && headers.containsKey(USUAL)) {
            return standard.equals(usual) ? standard : Optional.empty();
        }
        return standard.or(() -> usual);
    }

    private static Optional<InetAddress> last(List<String> chain, Predicate<InetAddress> trusted) {
        Optional<InetAddress> seen = Optional.empty();
        for (int i = chain.size() - 1; i >= 0; i--) {
            seen = address(chain.get(i));
            if (seen.isEmpty() || !trusted.test(seen.get())) {
                return seen;
            }
        }
        return seen;
    }

    private static List<String> elements(List<String> lines) {
        List<String> elements = new ArrayList<>();
        for (String line : lines) {
            for (String element : line.split(",", -1)) {
                elements.add(element.strip());
            }
        }
        return elements;
    }

    /** What stands behind {@code for=}; of an element without, a text that is no address. */
    private static List<String> standard(List<String> lines) {
        return elements(lines).stream()
                .map(element -> parameter(element, "for").orElse(""))
                .toList();
    }

    /** What one element of {@code Forwarded} says under a name (RFC 7239, 4). */
    static Optional<String> parameter(String element, String name) {
        for (String pair : element.split(";", 16)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return Optional.of(pair.substring(equals + 1).strip().replace("\"", ""));
            }
        }
        return Optional.empty();
    }

    /** An address with or without a port; a name is no address, since to look it up would be to believe it. */
    private static Optional<InetAddress> address(String text) {
        String host = text;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            host = end < 0 ? "" : text.substring(1, end);
        } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
            host = text.substring(0, text.indexOf(':'));
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        try {
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            return Optional.empty();
        }
    }
}
