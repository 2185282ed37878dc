package io.acexy.server.access;

import io.acexy.server.config.AccessConfig;
import io.acexy.server.http.Area;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import io.acexy.server.http.Gate;
import io.acexy.server.http.Request;
import io.acexy.server.settings.Networks;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Lets pass whoever is in a network that is allowed what he asks for, and whoever shows a key that opens it. A browser in such a network
 * may be sent by anybody's page, so where something could be changed or read that is nobody else's business, the page has to be ours.
 * Media and lists are for the players in such pages too. Who is refused is told why, and nothing about keys that there are.
 */
public final class Guard implements Gate {

    /** Stands before the name that is in a signature, so that nobody takes it for that of a key. */
    private static final String SIGNED = "signed:";

    private final Keys keys;
    private final Signatures signatures;
    private final Optional<URI> base;
    private volatile Rules rules;

    /** What holds beside keys, exchanged as a whole. */
    private record Rules(Map<Area, Networks> allowed, ForeignPages pages) {}

    /** @param base where the operator says that this proxy is found */
    public Guard(AccessConfig config, Optional<URI> base, Keys keys, Signatures signatures) {
        this.keys = keys;
        this.signatures = signatures;
        this.base = base;
        this.rules = rules(config);
    }

    private Rules rules(AccessConfig config) {
        AccessConfig.Allow allow = config.allow();
        Map<Area, Networks> allowed = new EnumMap<>(Area.class);
        allowed.put(Area.PLAY, allow.play());
        allowed.put(Area.LISTS, allow.lists());
        allowed.put(Area.STATUS, allow.status());
        allowed.put(Area.METRICS, allow.metrics());
        allowed.put(Area.ADMIN, allow.admin());
        return new Rules(allowed, new ForeignPages(config.hosts(), base, config.trusted()::contains));
    }

    /** From now on other networks and names hold; keys and signatures are exchanged by themselves. */
    public void take(AccessConfig config) {
        rules = rules(config);
    }

    @Override
    public Optional<Failure> refusal(Request request, Area area) {
        Networks networks = rules.allowed.get(area);
        if (networks == null) {
            return Optional.empty(); // for everybody, or for whoever was told the address
        }
        if (request.connection().isVouchedFor()) {
            return foreignPage(request, area); // a browser shows it by itself, whoever's page asks
        }
        Optional<String> key = request.token();
        if (key.isPresent() && isOpenedBy(key.get(), request, area)) {
            return request.isTokenRemembered() ? foreignPage(request, area) : Optional.empty();
        }
        Optional<String> unsigned = area == Area.PLAY && Signer.isShown(request) ? unsigned(request) : Optional.of("");
        Optional<InetAddress> client = request.origin().client();
        if (unsigned.isEmpty() || client.filter(networks::contains).isPresent()) {
            return foreignPage(request, area).or(() -> foreignName(request, area));
        }
        return unsigned.filter(why -> !why.isEmpty())
                .map(why -> Failure.of(FailureKind.UNAUTHORIZED, why))
                .or(() -> Optional.of(refused(area, key.isPresent(), client.isPresent())));
    }

    /** Why the signature that is shown opens nothing; nothing where it opens what is asked for. */
    private Optional<String> unsigned(Request request) {
        Signer.Verdict verdict = signatures.verdict(request);
        if (!verdict.holder().isEmpty()) {
            request.trail().heldBy(SIGNED + verdict.holder());
        }
        return verdict.refusal();
    }

    private Optional<Failure> foreignPage(Request request, Area area) {
        if (isForPlayers(area)) {
            return Optional.empty();
        }
        if (rules.pages.isAnothers(request)) {
            return Optional.of(new Failure(
                    kind(area),
                    "a page of another origin asks, and it does not follow from your address that it may",
                    "a page that may has the admin's key, and sends it as X-Api-Key",
                    Duration.ZERO));
        }
        return area == Area.ADMIN && ForeignPages.isUntold(request)
                ? Optional.of(new Failure(
                        kind(area),
                        "a browser asks, and does not say for which page",
                        "use this proxy's own page, or a program, or give the admin's key; a page that asks sends X-Requested-With",
                        Duration.ZERO))
                : Optional.empty();
    }

    private Optional<Failure> foreignName(Request request, Area area) {
        return isForPlayers(area)
                ? Optional.empty()
                : rules.pages
                        .foreignName(request)
                        .map(name -> new Failure(
                                kind(area),
                                "the name in this address may be anybody's, so it needs a key",
                                "name it in acexy.hosts if it is this proxy's, use the proxy's address, or give the admin's key",
                                Duration.ZERO));
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
        return rules.allowed;
    }
}
