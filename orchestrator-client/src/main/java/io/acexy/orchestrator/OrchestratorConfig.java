package io.acexy.orchestrator;

import io.acexy.orchestrator.http.HttpPeer;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything this module can be told. Made by {@link #builder}; checked here.
 *
 * @param base where the orchestrator is: http or https, with or without a path before its own paths
 * @param reservationBase dialect B's second listener, which reserves engines; without it nothing is reserved there
 * @param apiKey sent as a bearer token with every request; a secret, masked in {@link #toString}
 * @param timeout of every call but the list's and provisioning, to the last byte (default 5 s)
 * @param listTimeout of the list of engines, for which generation A asks every engine, 5 s each (default 12 s)
 * @param provisionTimeout of the provisioning call, which waits for a container to run (default 60 s)
 * @param healthInterval between an answer and the next question of the health poller (default 30 s)
 * @param vpnConfirm how soon a change of the VPN is asked again before it is believed (default 2 s)
 * @param retries how often a temporary refusal is followed by another try (default 3)
 * @param backoff waits between tries where the orchestrator names none (default 2, 4, 8 s and on, up to 30 s)
 * @param breakerThreshold transport failures in a row that stop all calls (default 5)
 * @param breakerOpen for how long, growing with each failed probe (default 1 s, then 2 s: an orchestrator that is back is
 *     wanted back within seconds, and one connection every 2 s harms nobody)
 * @param connections connections at a time (default 8)
 * @param waiting calls that may wait for a connection (default 256)
 * @param idleTimeout how long an unused connection is kept (default 30 s)
 * @param bodyLimit bytes of an answer (default 4 MiB)
 * @param eventQueue events that may wait for delivery (default 4096)
 * @param eventBatch events in one call where batches are offered (default 100)
 */
public record OrchestratorConfig(
        URI base,
        Optional<URI> reservationBase,
        Optional<String> apiKey,
        Duration timeout,
        Duration listTimeout,
        Duration provisionTimeout,
        Duration healthInterval,
        Duration vpnConfirm,
        int retries,
        Backoff backoff,
        int breakerThreshold,
        Backoff breakerOpen,
        int connections,
        int waiting,
        Duration idleTimeout,
        int bodyLimit,
        int eventQueue,
        int eventBatch) {

    public OrchestratorConfig {
        checkUri(base);
        reservationBase.ifPresent(OrchestratorConfig::checkUri);
        if (apiKey.isPresent() && apiKey.get().chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new IllegalArgumentException("the API key has characters that no header can carry");
        }
        checkPositive(timeout, "timeout");
        checkPositive(listTimeout, "list timeout");
        checkPositive(provisionTimeout, "provision timeout");
        checkPositive(healthInterval, "health interval");
        checkPositive(vpnConfirm, "VPN confirmation");
        checkPositive(idleTimeout, "idle timeout");
        checkAtLeast(0, retries, "retries");
        checkAtLeast(1, breakerThreshold, "breaker threshold");
        checkAtLeast(1, connections, "connections");
        checkAtLeast(1, waiting, "waiting calls");
        checkAtLeast(1024, bodyLimit, "body limit");
        checkAtLeast(2, eventQueue, "event queue");
        checkAtLeast(1, eventBatch, "event batch");
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

    private static void checkPositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("the " + name + " must be longer than nothing");
        }
    }

    private static void checkAtLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException("the " + name + " must be at least " + least + ", not " + value);
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
                connections,
                waiting,
                bodyLimit,
                idleTimeout);
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
                + timeout + ", provisionTimeout=" + provisionTimeout + ", healthInterval=" + healthInterval
                + ", retries=" + retries + "]";
    }

    /** Collects what differs from the defaults. */
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
        private int breakerThreshold = 5;
        private Backoff breakerOpen = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(2), 0.2);
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
            breakerThreshold = threshold;
            breakerOpen = open;
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
                    timeout,
                    listTimeout,
                    provisionTimeout,
                    healthInterval,
                    vpnConfirm,
                    retries,
                    backoff,
                    breakerThreshold,
                    breakerOpen,
                    connections,
                    waiting,
                    idleTimeout,
                    bodyLimit,
                    eventQueue,
                    eventBatch);
        }
    }
}
