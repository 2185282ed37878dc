package io.acexy.server.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The address under which whoever asks finds this proxy, for answers that name others of its addresses: what the operator has said, or
 * what a trusted proxy before this one says ({@code Forwarded} of RFC 7239, or {@code X-Forwarded-*}), or what the client itself has
 * asked for. What cannot be part of a URL counts as not said. Immutable, any thread.
 */
public final class BaseUrl {

    private static final Pattern AUTHORITY = Pattern.compile("([\\w.-]{1,255}|\\[[0-9a-fA-F:.]{2,45}])(:\\d{1,5})?");
    private static final Pattern PREFIX = Pattern.compile("(/[\\w.~-]{1,100}){1,10}");
    private static final Pattern LOCAL = Pattern.compile("(localhost|127\\.[\\d.]+|\\[::1])(:\\d+)?");

    private final Optional<String> fixed;
    private final Predicate<InetAddress> trusted;

    /**
     * @param fixed what holds whoever asks; nothing where requests say
     * @param trusted whose word of what was forwarded counts
     */
    public BaseUrl(Optional<URI> fixed, Predicate<InetAddress> trusted) {
        this.fixed = fixed.map(url -> url.toString().replaceFirst("/+$", ""));
        this.trusted = trusted;
    }

    /** What the operator has said. */
    public Optional<String> fixed() {
        return fixed;
    }

    /**
     * Such as {@code http://tv.example:8080/proxy}: without a slash at its end. Who needs a key has it before the path, so that what
     * he reads in a list opens as the list did.
     */
    public String of(Request request) {
        String base = withoutKey(request);
        return request.trail().holder().isEmpty()
                ? base
                : request.token().map(key -> base + Target.KEY + key).orElse(base);
    }

    /** The same for addresses with a part that nobody can guess, which need no key. */
    public String withoutKey(Request request) {
        return fixed.orElseGet(() -> asked(request));
    }

    private String asked(Request request) {
        Request.Origin origin = request.origin();
        boolean forwards = origin.address().filter(trusted).isPresent();
        String host = (forwards ? host(origin) : Optional.<String>empty())
                .or(() -> valid(AUTHORITY, origin.host()))
                .filter(name -> !leadsAstray(name, origin))
                .orElseGet(() -> local(request));
        String own = request.connection().isSecure() ? "https" : "http";
        if (!forwards) {
            return own + "://" + host;
        }
        String scheme = forwarded(origin, "proto").map(BaseUrl::scheme).orElse(own);
        String prefix = first(origin, "x-forwarded-prefix")
                .map(path -> path.replaceFirst("/+$", ""))
                .flatMap(path -> valid(PREFIX, path))
                .orElse("");
        return scheme + "://" + host + prefix;
    }

    /**
     * Each host, with its port where it has one, by which a request says that it has found this proxy: what a trusted proxy forwards
     * may be the client's invention, so it does not stand for what has come here.
     */
    public static List<String> authorities(Request.Origin origin, Predicate<InetAddress> trusted) {
        List<String> all = new ArrayList<>(2);
        if (!origin.host().isEmpty()) {
            all.add(origin.host());
        }
        if (origin.address().filter(trusted).isPresent()) {
            host(origin).ifPresent(all::add);
        }
        return all;
    }

    private static String scheme(String said) {
        return said.equalsIgnoreCase("https") ? "https" : "http";
    }

    private static Optional<String> host(Request.Origin origin) {
        Optional<String> host = forwarded(origin, "host").flatMap(name -> valid(AUTHORITY, name));
        Optional<String> port = first(origin, "x-forwarded-port").filter(text -> text.matches("\\d{1,5}"));
        // A port of its own belongs to a host that has none.
        return host.map(name ->
                port.isPresent() && !name.matches(".*:\\d+") && !isUsual(port.get()) ? name + ':' + port.get() : name);
    }

    private static boolean isUsual(String port) {
        return port.equals("80") || port.equals("443");
    }

    /** By either header; where several proxies have added theirs, the first is next to the client. */
    private static Optional<String> forwarded(Request.Origin origin, String name) {
        return first(origin, "forwarded")
                .flatMap(element -> Forwarded.parameter(element, name))
                .or(() -> first(origin, "x-forwarded-" + name));
    }

    private static Optional<String> first(Request.Origin origin, String header) {
        List<String> lines = origin.forwarded().getOrDefault(header, List.of());
        return lines.stream().findFirst().map(line -> line.split(",", 2)[0].strip());
    }

    private static Optional<String> valid(Pattern form, String text) {
        return Optional.of(text).filter(one -> form.matcher(one).matches());
    }

    /** The name of the client's own machine, asked for from another: it would look for us at home. */
    private static boolean leadsAstray(String host, Request.Origin origin) {
        return LOCAL.matcher(host.toLowerCase(Locale.ROOT)).matches()
                && origin.address()
                        .filter(address -> !address.isLoopbackAddress())
                        .isPresent();
    }

    private static String local(Request request) {
        return request.connection().channel().localAddress() instanceof InetSocketAddress address
                ? NetUtil.toSocketAddressString(address)
                : "localhost";
    }
}
