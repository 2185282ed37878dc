package io.acexy.server.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** An http or https address with nothing behind its path, or nothing at all. */
public enum UrlKind implements ValueKind<Optional<URI>> {
    INSTANCE;

    @Override
    public Optional<URI> parse(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            Optional<URI> url = Optional.of(new URI(text.strip()));
            check(url);
            return url;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL", e);
        }
    }

    @Override
    public void check(Optional<URI> value) {
        value.ifPresent(UrlKind::check);
    }

    private static void check(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("it starts with http:// or https://");
        }
        if (url.getHost() == null) {
            throw new IllegalArgumentException("the host is missing, or is no host name");
        }
        if (url.getPort() == 0 || url.getPort() > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535");
        }
        if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException("a user, a query or a fragment does not belong here");
        }
    }

    @Override
    public String print(Optional<URI> value) {
        return value.map(URI::toString).orElse("");
    }

    @Override
    public String form() {
        return "a URL such as http://orchestrator:8000, or empty for none";
    }
}
