package io.acexy.server.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The grammar of host names and address literals, checked without asking a name server. */
final class Hosts {

    /** RFC 1035, 2.3.4. */
    private static final int MAX_NAME = 253;

    private Hosts() {}

    /**
     * Returns the host without brackets.
     *
     * @throws IllegalArgumentException when the text is neither a host name nor an address literal
     */
    static String parse(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            return ipv6(text.substring(1, text.length() - 1));
        }
        if (text.contains("://")) {
            throw new IllegalArgumentException("only the host belongs here");
        }
        int colon = text.indexOf(':');
        if (colon >= 0 && colon == text.lastIndexOf(':')) {
            throw new IllegalArgumentException("the port does not belong here");
        }
        check(text);
        return text;
    }

    /** Refuses what {@link #parse} could not have returned. */
    static void check(String host) {
        if (host.indexOf(':') >= 0) {
            ipv6(host);
            return;
        }
        boolean plain = !host.isEmpty()
                && host.length() <= MAX_NAME
                && host.chars().allMatch(Hosts::isNameCharacter)
                && !host.startsWith("-")
                && !host.startsWith(".");
        if (!plain) {
            throw new IllegalArgumentException("not a host name or an address");
        }
    }

    /** In brackets where a port follows an IPv6 literal. */
    static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? '[' + host + ']' : host;
    }

    private static String ipv6(String literal) {
        if (literal.indexOf(':') < 0 || !literal.chars().allMatch(Hosts::isIpv6Character)) {
            throw new IllegalArgumentException("not an IPv6 address");
        }
        int zone = literal.indexOf('%');
        try {
            // The brackets keep the resolver out: with them, only a literal is read. The zone is a name of this
            // machine.
            InetAddress.getByName('[' + (zone < 0 ? literal : literal.substring(0, zone)) + ']');
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IPv6 address", e);
        }
        return literal;
    }

    /** The underscore is no host name character, but container names have it. */
    private static boolean isNameCharacter(int c) {
        return isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
    }

    private static boolean isIpv6Character(int c) {
        return isNameCharacter(c) || c == ':' || c == '%';
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
