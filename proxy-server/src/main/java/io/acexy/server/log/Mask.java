package io.acexy.server.log;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a line nobody may read. Secrets never, wherever they came from; where it is asked for, content ids but for their first
 * digits, and players' addresses but for their network, too. Immutable; any thread.
 *
 * @param everything whether ids and addresses are hidden as well
 */
record Mask(boolean everything) {

    /** Secrets alone. */
    static final Mask SECRETS = new Mask(false);

    /**
     * By what somebody shows that he may: parameters, headers, keys before a path, users of a URL, and links with a part that nobody can
     * guess, ours and those of engines.
     */
    private static final Pattern SECRET = Pattern.compile("(?i)(?:\\b|(?<=%3f|%26))"
            + "(access_?token|api_?key|authorization|key|pass(?:word|wd)?|secret|sig(?:nature)?|token)(=|%3d)"
            + "[^\\s&\"',;]+|\\b(authorization|api-key)( *: *)(?:(?:bearer|basic) +)?[^\\s\"',;]+"
            + "|\\b(bearer|basic)( +)[\\w+/.~=-]{4,}"
            + "|((?:/|%2f)(?:k|%6b)(?:/|%2f)+)[^/\\s\"',;&?#]+|(://)[^/\\s\"@]+(?=@)"
            + "|(/ace/(?:r|m|stat|cmd)/[^/\\s\"]+/)[0-9a-f]{16,}");

    /** Digits or, in a magnet link, letters. */
    private static final Pattern ID = Pattern.compile(
            "(?i)(?<![0-9a-f])([0-9a-f]{8})[0-9a-f]{32}(?![0-9a-f])|(?<=btih:)([a-z2-7]{6})[a-z2-7]{26}");

    private static final Pattern ADDRESS =
            Pattern.compile("(?<![\\w.:])(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,8}"
                    + "(?:\\d{1,3}(?:\\.\\d{1,3}){3})?)(?:%\\w+)?(?![\\w.])");

    /** Where players' addresses are; those of engines and of orchestrators are the operator's own. */
    private static final Set<String> OF_PLAYERS = Set.of("client", "ended", "peer", "player");

    /** A text without what it must not say. */
    String text(String text) {
        String safe = mayHoldSecret(text) ? SECRET.matcher(text).replaceAll("$1$2$3$4$5$6$7$8$9***") : text;
        return everything ? ID.matcher(safe).replaceAll("$1$2") : safe;
    }

    private static boolean mayHoldSecret(String text) {
        return text.indexOf('=') >= 0 || text.indexOf(':') >= 0 || text.indexOf(' ') >= 0 || text.indexOf('/') >= 0;
    }

    /** The value of a key. */
    String value(String key, String value) {
        String safe = text(value);
        return everything && OF_PLAYERS.contains(key)
                ? ADDRESS.matcher(safe).replaceAll(found -> Matcher.quoteReplacement(network(found.group(1))))
                : safe;
    }

    /** An address, or the network that it is in. */
    String address(InetAddress address) {
        return everything ? network(address.getAddress()) : address.getHostAddress();
    }

    private static String network(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null ? address : network(bytes);
    }

    /** The first 24 bits, or 48 of 128. */
    private static String network(byte[] address) {
        boolean mapped = address.length == 16 && NetUtil.isValidIpV4Address(NetUtil.bytesToIpAddress(address));
        int kept = address.length == 4 ? 3 : mapped ? 15 : 6;
        byte[] network = Arrays.copyOf(Arrays.copyOf(address, kept), address.length);
        try {
            InetAddress masked = InetAddress.getByAddress(network);
            return masked instanceof Inet4Address ? masked.getHostAddress() : NetUtil.toAddressString(masked);
        } catch (UnknownHostException impossible) {
            return "?";
        }
    }
}
