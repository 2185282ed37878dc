package io.acexy.server.access;

import io.acexy.server.config.AccessConfig;
import io.acexy.server.http.Area;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Gate;
import io.acexy.server.http.Request;
import io.acexy.server.settings.Networks;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Lets pass whoever is in a network that is allowed what he asks for, and whoever shows a key that opens it. Who is refused is told
 * why, and nothing about keys that there are.
 */
public final class Guard implements Gate {

    private final Keys keys;
    private final Map<Area, Networks> allowed = new EnumMap<>(Area.class);

    public Guard(AccessConfig.Allow allow, Keys keys) {
        this.keys = keys;
        allowed.put(Area.PLAY, allow.play());
        allowed.put(Area.LISTS, allow.lists());
        allowed.put(Area.STATUS, allow.status());
        allowed.put(Area.METRICS, allow.metrics());
        allowed.put(Area.ADMIN, allow.admin());
    }

    @Override
    public Optional<Failure> refusal(Request request, Area area) {
        Networks networks = allowed.get(area);
        if (networks == null) {
            return Optional.empty(); // for everybody, or for whoever was told the address
        }
        Optional<String> key = request.token();
        if (key.isPresent() && isOpenedBy(key.get(), request, area)) {
            return Optional.empty();
        }
        Optional<InetAddress> client = request.origin().client();
        return client.filter(networks::contains).isPresent()
                ? Optional.empty()
                : Optional.of(refused(area, key.isPresent(), client.isPresent()));
    }

    private boolean isOpenedBy(String key, Request request, Area area) {
        if (keys.isAdmin(key)) {
            return true;
        }
        Optional<String> holder = keys.holder(key);
        holder.ifPresent(request.trail()::heldBy);
        return holder.isPresent() && isForPlayers(area);
    }

    private static boolean isForPlayers(Area area) {
        return area == Area.PLAY || area == Area.LISTS;
    }

    private Failure refused(Area area, boolean shown, boolean known) {
        String name = "acexy.allow." + area.name().toLowerCase(Locale.ROOT);
        if (shown) {
            return Failure.of(FailureKind.UNAUTHORIZED, "this key does not open it");
        }
        if (!known) {
            return new Failure(
                    kind(area),
                    "the request came through a proxy that is not known here, so nobody can tell who asks",
                    "name the proxy in acexy.trusted.proxies, or give a key",
                    Duration.ZERO);
        }
        return kind(area) == FailureKind.UNAUTHORIZED
                ? Failure.of(FailureKind.UNAUTHORIZED, "from your address it needs a key")
                : new Failure(
                        FailureKind.FORBIDDEN,
                        "your address is in no network of " + name,
                        "ask whoever runs this proxy for a key, or to allow your network",
                        Duration.ZERO);
    }

    /** Where no key would help, none is asked for. */
    private FailureKind kind(Area area) {
        boolean help = keys.hasAdmin() || (isForPlayers(area) && keys.count() > 0);
        return help ? FailureKind.UNAUTHORIZED : FailureKind.FORBIDDEN;
    }

    /** What is open to whom without a key, for the line at the start. */
    public Map<Area, Networks> open() {
        return allowed;
    }
}
