package io.acexy.orchestrator;

import io.acexy.orchestrator.event.EventConfig;
import io.acexy.orchestrator.health.BreakerConfig;
import io.acexy.orchestrator.health.HealthConfig;
import io.acexy.orchestrator.http.HttpLimits;
import io.acexy.orchestrator.http.HttpPeer;
import io.acexy.orchestrator.provision.ProvisionConfig;
import io.acexy.orchestrator.time.Backoff;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything this module can be told. Made by {@link #builder}; each part checks its own.
 *
 * @param base where the orchestrator is: http or https, with or without a path before its own paths
 * @param reservationBase dialect B's second listener, which reserves engines; without it nothing is reserved there
 * @param apiKey sent as a bearer token with every request; a secret, masked in {@link #toString}
 * @param calls what a call may take
 * @param health how often it is looked at
 * @param provision how engines are asked for
 * @param events how events are delivered
 */
public record OrchestratorConfig(
        URI base,
        Optional<URI> reservationBase,
        Optional<String> apiKey,
        CallConfig calls,
        HealthConfig health,
        ProvisionConfig provision,
        EventConfig events) {

    public OrchestratorConfig {
        checkUri(base);
        reservationBase.ifPresent(OrchestratorConfig::checkUri);
        if (apiKey.isPresent() && apiKey.get().chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new IllegalArgumentException("the API key has characters that no header can carry");
        }
    }

    private static void checkUri(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("an orchestrator URL starts with http:// or https://, unlike " + uri);
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("an orchestrator URL needs a valid host name");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("an orchestrator's port is 1 to 65535, unlike " + uri.getPort());
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException(
                    "an orchestrator URL has no user, query or fragment; the key goes into its own setting");
        }
    }

    /** The default of everything but the address. */
    public static Builder builder(URI base) {
        return new Builder(base);
    }

    HttpPeer peer(URI uri) {
        return new HttpPeer(
                HttpPeer.hostOf(uri),
                HttpPeer.portOf(uri),
                HttpPeer.isTls(uri),
                apiKey.map(key -> "Bearer " + key),
                calls.limits());
    }

    /** The path before the orchestrator's own paths, without a slash at its end. */
    static String pathPrefix(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return path.replaceAll("/+$", "");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "OrchestratorConfig[base=" + base + ", apiKey=" + (apiKey.isPresent() ? "***" : "none") + ", timeout="
                + calls.timeout() + ", provisionTimeout=" + provision.timeout() + ", healthInterval="
                + health.interval()
                + ", retries=" + provision.retries() + "]";
    }

    /** Collects what differs from the defaults, which stand here. */
    public static final class Builder {

        private final URI base;
        private Optional<URI> reservationBase = Optional.empty();
        private Optional<String> apiKey = Optional.empty();
        private Duration timeout = Duration.ofSeconds(5);
        private Duration listTimeout = Duration.ofSeconds(12);
        private Duration provisionTimeout = Duration.ofSeconds(60);
        private Duration healthInterval = Duration.ofSeconds(30);
        private Duration vpnConfirm = Duration.ofSeconds(2);
        private int retries = 3;
        private Backoff backoff = Backoff.DEFAULT;
        private BreakerConfig breaker = BreakerConfig.DEFAULT;
        private int connections = 8;
        private int waiting = 256;
        private Duration idleTimeout = Duration.ofSeconds(30);
        private int bodyLimit = 4 << 20;
        private int eventQueue = 4096;
        private int eventBatch = 100;

        private Builder(URI base) {
            this.base = base;
        }

        public Builder reservationBase(URI value) {
            reservationBase = Optional.of(value);
            return this;
        }

        /** A blank key is no key. */
        public Builder apiKey(String value) {
            apiKey = Optional.of(value.strip()).filter(key -> !key.isEmpty());
            return this;
        }

        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        public Builder listTimeout(Duration value) {
            listTimeout = value;
            return this;
        }

        public Builder provisionTimeout(Duration value) {
            provisionTimeout = value;
            return this;
        }

        public Builder healthInterval(Duration value) {
            healthInterval = value;
            return this;
        }

        public Builder vpnConfirm(Duration value) {
            vpnConfirm = value;
            return this;
        }

        public Builder retries(int value) {
            retries = value;
            return this;
        }

        public Builder backoff(Backoff value) {
            backoff = value;
            return this;
        }

        public Builder breaker(int threshold, Backoff open) {
            breaker = new BreakerConfig(threshold, open);
            return this;
        }

        public Builder connections(int value) {
            connections = value;
            return this;
        }

        public Builder waiting(int value) {
            waiting = value;
            return this;
        }

        public Builder idleTimeout(Duration value) {
            idleTimeout = value;
            return this;
        }

        public Builder bodyLimit(int bytes) {
            bodyLimit = bytes;
            return this;
        }

        public Builder eventQueue(int events) {
            eventQueue = events;
            return this;
        }

        public Builder eventBatch(int events) {
            eventBatch = events;
            return this;
        }

        public OrchestratorConfig build() {
            return new OrchestratorConfig(
                    base,
                    reservationBase,
                    apiKey,
                    new CallConfig(timeout, listTimeout, new HttpLimits(connections, waiting, bodyLimit, idleTimeout)),
                    new HealthConfig(healthInterval, vpnConfirm, timeout, breaker),
                    new ProvisionConfig(provisionTimeout, retries, backoff),
                    new EventConfig(eventQueue, eventBatch, backoff));
        }
    }
}
