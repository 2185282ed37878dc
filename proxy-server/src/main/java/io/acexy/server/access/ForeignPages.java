package io.acexy.server.access;

import io.acexy.server.http.BaseUrl;
import io.acexy.server.http.Request;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Tells requests that a page of somebody else has made a browser send. The browser stands in a network that may, the page does not: what
 * comes without the page's own knowledge, a place in a network or a password that the browser adds by itself, says nothing of who asks.
 * A browser says whose page it is (Fetch Metadata, 2; Fetch, 3.1), and by which name it has found us; a page that has its own name lead
 * here (DNS rebinding) is told by that. Immutable, any thread.
 */
final class ForeignPages {

    /** What our page sends, whatever its value. */
    private static final String OWN_WORD = "x-requested-with";

    private static final String SITE = "sec-fetch-site";
    private static final String MODE = "sec-fetch-mode";
    private static final String TARGET = "sec-fetch-dest";

    /** Endings under which nobody can have a name for the whole world (RFC 6761, 6762, 8375; ICANN's .internal). */
    private static final List<String> HOMES = List.of(
            ".local",
            ".localhost",
            ".localdomain",
            ".lan",
            ".home",
            ".home.arpa",
            ".internal",
            ".intranet",
            ".private",
            ".test",
            ".fritz.box");

    /** A name without a dot is one of this network. */
    private static final Pattern LABEL = Pattern.compile("[\\w-]+");

    private final Set<String> names;
    private final Optional<String> base;
    private final Predicate<InetAddress> trusted;

    /**
     * @param names by which this proxy is known besides addresses and names of a home
     * @param base where the operator says that it is found
     * @param trusted whose word of what was forwarded counts
     */
    ForeignPages(List<String> names, Optional<URI> base, Predicate<InetAddress> trusted) {
        this.names = new HashSet<>(names);
        this.base = base.map(url -> small(url.getRawAuthority()));
        this.base.ifPresent(authority -> this.names.add(host(authority)));
        this.trusted = trusted;
    }

    /** Whether a page of another origin asks; also one that will not say of which. */
    boolean isAnothers(Request request) {
        HttpHeaders headers = request.headers();
        String site = small(headers.get(SITE, ""));
        if (!site.isEmpty()) {
            return !site.equals("same-origin") && !site.equals("none") && !isVisit(request);
        }
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        return origin != null && !isOwn(small(origin), request);
    }

    /**
     * Whether a browser asks without a word of which page wants it, as it does over plain HTTP of pictures, scripts and addresses that are
     * typed. What our own page asks has a header that no page may send to another origin unasked.
     */
    static boolean isUntold(Request request) {
        HttpHeaders headers = request.headers();
        return small(headers.get(HttpHeaderNames.USER_AGENT)).startsWith("mozilla/")
                && !headers.contains(SITE)
                && !headers.contains(HttpHeaderNames.ORIGIN)
                && !headers.contains(OWN_WORD);
    }

    /** Somebody follows a link: he sees the answer, the page with the link does not. */
    private static boolean isVisit(Request request) {
        return isReading(request.method())
                && request.headers().get(MODE, "").equals("navigate")
                && request.headers().get(TARGET, "").equals("document");
    }

    private static boolean isReading(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    private boolean isOwn(String origin, Request request) {
        int scheme = origin.indexOf("://");
        String authority = scheme < 0 ? "" : origin.substring(scheme + 3);
        return !authority.isEmpty()
                && (base.filter(authority::equals).isPresent()
                        || BaseUrl.authorities(request.origin(), trusted).stream()
                                .anyMatch(own -> small(own).equals(authority)));
    }

    /** A name under which it was asked that may be anybody's. A program that names none is no browser. */
    Optional<String> foreignName(Request request) {
        return BaseUrl.authorities(request.origin(), trusted).stream()
                .map(authority -> host(small(authority)))
                .filter(name -> !isOurs(name))
                .findFirst();
    }

    private boolean isOurs(String name) {
        return LABEL.matcher(name).matches()
                || NetUtil.isValidIpV4Address(name)
                || NetUtil.isValidIpV6Address(name)
                || names.contains(name)
                || HOMES.stream().anyMatch(name::endsWith);
    }

    /** Without port, brackets, and the dot that a full name may end with. */
    private static String host(String authority) {
        if (authority.startsWith("[")) {
            return authority.substring(1, Math.max(1, authority.indexOf(']')));
        }
        int colon = authority.indexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static String small(String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
