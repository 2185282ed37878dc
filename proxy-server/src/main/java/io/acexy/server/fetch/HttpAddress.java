package io.acexy.server.fetch;

import io.netty.util.NetUtil;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An http or https URL, taken apart as leniently as browsers do: spaces and letters beyond ASCII are escaped, and a host may have an
 * underscore, which {@link URI} does not believe in and containers have.
 *
 * @param tls whether https
 * @param host in lower case, without brackets
 * @param port the one that is connected to
 * @param target path and query, as they go into the request
 * @param user name and password before the {@code @}; empty where there are none
 */
record HttpAddress(boolean tls, String host, int port, String target, String user) {

    private static final int LONGEST = 8192;

    /** @throws UnfitException where it is none */
    static HttpAddress of(String url) throws UnfitException {
        if (url.length() > LONGEST) {
            throw new UnfitException("its URL is too long");
        }
        try {
            return of(new URI(escaped(url.strip())));
        } catch (URISyntaxException e) {
            throw new UnfitException("it is not a URL");
        }
    }

    private static HttpAddress of(URI url) throws UnfitException {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new UnfitException("only http and https are fetched" + (scheme.isEmpty() ? "" : ", not " + scheme));
        }
        boolean tls = scheme.equals("https");
        String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
        int at = authority.lastIndexOf('@');
        String user = at < 0 ? "" : authority.substring(0, at);
        String place = authority.substring(at + 1);
        int colon = place.indexOf(':', place.lastIndexOf(']') + 1);
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new HttpAddress(
                tls,
                host(colon < 0 ? place : place.substring(0, colon)),
                port(colon < 0 ? "" : place.substring(colon + 1), tls),
                url.getRawQuery() == null ? path : path + "?" + url.getRawQuery(),
                user);
    }

    private static String host(String text) throws UnfitException {
        String host = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        try {
            String ascii = NetUtil.isValidIpV6Address(host)
                    ? host
                    : IDN.toASCII(URLDecoder.decode(host, StandardCharsets.UTF_8));
            if (!ascii.isEmpty() && ascii.chars().allMatch(c -> c > ' ' && "/?#@\\<>^|".indexOf(c) < 0)) {
                return ascii.toLowerCase(Locale.ROOT);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new UnfitException("its URL names no host");
    }

    private static int port(String text, boolean tls) throws UnfitException {
        if (text.isEmpty()) {
            return tls ? 443 : 80;
        }
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UnfitException("the port in its URL is none");
    }

    /** Where an answer leads, which may be said in relation to here. A user's name goes on to the same place only. */
    HttpAddress follow(String location) throws UnfitException {
        try {
            URI to = new URI(origin() + target).resolve(new URI(escaped(location.strip())));
            HttpAddress next = of(to);
            boolean same = next.host.equals(host) && next.port == port && next.tls == tls;
            return same && next.user.isEmpty()
                    ? new HttpAddress(next.tls, next.host, next.port, next.target, user)
                    : next;
        } catch (URISyntaxException e) {
            throw new UnfitException("it redirects to what is not a URL");
        }
    }

    /** As {@code Host} has it. */
    String authority() {
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }

    private String origin() {
        return (tls ? "https://" : "http://") + authority();
    }

    /** Without what may be a secret. */
    @Override
    public String toString() {
        int query = target.indexOf('?');
        return origin() + (query < 0 ? target : target.substring(0, query));
    }

    /** What {@link URI} does not take is written as its UTF-8 bytes; a percent sign that begins no escape as well. */
    private static String escaped(String url) {
        StringBuilder out = new StringBuilder(url.length() + 16);
        for (byte b : url.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            if (c <= ' ' || c >= 0x7f || "\"<>\\^`{|}".indexOf(c) >= 0) {
                out.append('%').append(String.format(Locale.ROOT, "%02X", c));
            } else {
                out.append((char) c);
            }
        }
        return out.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    }
}
