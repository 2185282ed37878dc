package io.acexy.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Sends who asks without TLS to where it is spoken, and has him ask there in the same way (308, RFC 9110, 15.4.9). Not what has come by
 * a trusted proxy, which speaks TLS with its clients or not as it likes; and not who asks whether this program lives, which machines do that follow
 * nobody. Any thread.
 */
public final class ToTls {

    private static final Set<String> HEALTH = Set.of("/livez", "/readyz");

    private final BaseUrl base;
    private final IntSupplier port;
    private final Predicate<InetAddress> proxies;
    private final BooleanSupplier wanted;

    /**
     * @param wanted whether anybody is sent at all
     * @param port where TLS is spoken
     * @param fixed what clients are told of this proxy's address, where that is the operator's word; it counts if it is https
     */
    public ToTls(BooleanSupplier wanted, Optional<URI> fixed, IntSupplier port, Predicate<InetAddress> proxies) {
        this.wanted = wanted;
        this.base = new BaseUrl(fixed.filter(url -> "https".equalsIgnoreCase(url.getScheme())), proxies);
        this.port = port;
        this.proxies = proxies;
    }

    /** The answer that sends him there; nothing where he is right here. */
    Optional<Answer> redirection(Request request) {
        if (!wanted.getAsBoolean()) {
            return Optional.empty();
        }
        boolean forwarded = !request.origin().forwarded().isEmpty()
                && request.origin().address().filter(proxies).isPresent();
        if (forwarded || request.connection().isSecure() || HEALTH.contains(request.path())) {
            return Optional.empty();
        }
        return Optional.of(Answer.empty(HttpResponseStatus.PERMANENT_REDIRECT)
                .with(HttpHeaderNames.LOCATION, there(request) + target(request)));
    }

    private String there(Request request) {
        return base.fixed().orElseGet(() -> {
            URI here = URI.create(base.withoutKey(request));
            String host = here.getHost() == null ? here.getAuthority().replaceFirst(":\\d+$", "") : here.getHost();
            return "https://" + host + (port.getAsInt() == 443 ? "" : ":" + port.getAsInt());
        });
    }

    /** As it was written: to decode and to write it again could make another of it. */
    private static String target(Request request) {
        String target = request.trail().asked().target();
        return target.startsWith("/") ? target : target.replaceFirst("(?i)^https?://[^/?]*", "");
    }
}
