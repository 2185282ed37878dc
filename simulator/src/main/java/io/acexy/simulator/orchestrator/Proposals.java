package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.ProvisioningRules.Blocked;
import io.acexy.simulator.orchestrator.ProvisioningRules.BreakerState;
import io.acexy.simulator.support.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What was proposed to the orchestrator's authors, in the shapes of the proposal: pages, batches of events and headers. No
 * public version has any of it.
 */
final class Proposals {

    private static final int PROVISIONS_AT_ONCE = 5;
    private static final Duration WARM = Duration.ofMinutes(5);

    private final OrchestratorCore core;
    private final Registry registry;
    private final Fleet fleet;
    private final ProvisioningRules rules;
    private final EventRules events;

    Proposals(OrchestratorCore core, Registry registry, Fleet fleet, ProvisioningRules rules, EventRules events) {
        this.core = core;
        this.registry = registry;
        this.fleet = fleet;
        this.rules = rules;
        this.events = events;
    }

    ApiAnswer ready() {
        return ApiAnswer.ok(new JsonObject()
                .with("ready", rules.breaker() != BreakerState.OPEN)
                .with("engines", registry.engines().size())
                .with("active_streams", registry.activeStreams())
                .with("circuit_state", rules.breaker().name().toLowerCase(Locale.ROOT))
                .with("timestamp", Stamps.offset(Instant.now())));
    }

    /** Best first. */
    ApiAnswer healthScores() {
        List<EngineEntry> engines = new ArrayList<>(registry.listed());
        engines.sort(Comparator.comparingInt(this::score).reversed());
        return ApiAnswer.ok(engines.stream()
                .map(e -> new JsonObject()
                        .with("container_id", e.containerId)
                        .with("host", e.host)
                        .with("port", e.port)
                        .with("health_score", score(e))
                        .with("stream_count", e.streams.size())
                        .with("health_status", registry.shownHealth(e).wire()))
                .toList());
    }

    private int score(EngineEntry engine) {
        int score = 100 - Math.min(engine.streams.size() * 20, 60);
        score -= switch (registry.shownHealth(engine)) {
            case HEALTHY -> 0;
            case UNKNOWN -> 25;
            case UNHEALTHY -> 50;
        };
        Instant used = engine.lastStreamUsage;
        boolean warm = used != null && used.plus(WARM).isAfter(Instant.now());
        return Math.max(0, warm ? score + 10 : score);
    }

    /** Complaints of all events of a batch. */
    List<JsonObject> complaints(JsonObject batch) {
        List<JsonObject> complaints = new ArrayList<>();
        for (String kind : List.of("started", "ended")) {
            List<JsonObject> bodies = bodies(batch, kind);
            for (int i = 0; i < bodies.size(); i++) {
                List<Object> place = List.of("body", kind, i);
                boolean starts = kind.equals("started");
                complaints.addAll(
                        starts ? EventChecks.started(bodies.get(i), place) : EventChecks.ended(bodies.get(i), place));
            }
        }
        return complaints;
    }

    /** Carries out all starts, then all ends, whatever their order was. */
    ApiAnswer batch(JsonObject batch) {
        List<JsonObject> started = new ArrayList<>();
        for (JsonObject body : bodies(batch, "started")) {
            StreamEntry stream = events.started(StartedEvent.of(body));
            started.add(new JsonObject().with("success", true).with("stream_id", stream.id));
        }
        List<JsonObject> ended = new ArrayList<>();
        for (JsonObject body : bodies(batch, "ended")) {
            Optional<StreamEntry> stream = events.ended(EndedEvent.of(body));
            ended.add(
                    stream.isPresent()
                            ? new JsonObject().with("success", true).with("stream_id", stream.get().id)
                            : new JsonObject().with("success", false).with("error", "stream not found"));
        }
        return ApiAnswer.ok(new JsonObject().with("started", started).with("ended", ended));
    }

    private static List<JsonObject> bodies(JsonObject batch, String kind) {
        List<JsonObject> bodies = new ArrayList<>();
        if (batch.get(kind) instanceof List<?> list) {
            for (Object body : list) {
                bodies.add(body instanceof JsonObject object ? object : new JsonObject());
            }
        }
        return bodies;
    }

    /** Adds what is proposed for every answer, and tags to the list. */
    ApiAnswer decorate(OrchestratorEndpoint endpoint, ApiRequest request, ApiAnswer answer) {
        OrchestratorSettings settings = core.settings;
        ApiAnswer decorated = answer;
        if (settings.offers(Proposal.RATE_LIMIT)) {
            decorated = decorated
                    .with("X-RateLimit-Provisioning-Limit", PROVISIONS_AT_ONCE)
                    .with("X-RateLimit-Provisioning-Remaining", Math.max(0, PROVISIONS_AT_ONCE - fleet.starting()));
        }
        BreakerState breaker = rules.breaker();
        if (settings.offers(Proposal.CIRCUIT_STATE) && breaker != BreakerState.CLOSED) {
            decorated = decorated.with("X-Circuit-State", breaker.name().toLowerCase(Locale.ROOT));
        }
        if (settings.offers(Proposal.RETRY_AFTER)) {
            decorated = withRetryAfter(decorated);
        }
        boolean tags = settings.offers(Proposal.ETAG) && endpoint == OrchestratorEndpoint.ENGINES;
        return tags ? tagged(request, decorated) : decorated;
    }

    private ApiAnswer withRetryAfter(ApiAnswer answer) {
        if (rules.breaker() != BreakerState.CLOSED) {
            return answer.with("Retry-After", rules.breakerEta());
        }
        Long eta = rules.blocked().map(Blocked::eta).orElse(null);
        return answer.status() == 503 && eta != null ? answer.with("Retry-After", eta) : answer;
    }

    /** The proposal's tag has no quotes; with quotes it is known again too. */
    private static ApiAnswer tagged(ApiRequest request, ApiAnswer answer) {
        if (answer.status() != 200) {
            return answer;
        }
        String tag = md5(answer.body());
        String known = Objects.requireNonNullElse(request.received().header("if-none-match"), "");
        ApiAnswer tagged = answer.with("ETag", tag).with("Cache-Control", "max-age=5");
        boolean same = known.replace("W/", "").replace("\"", "").equals(tag);
        return same ? new ApiAnswer(tagged.fate(), 304, tagged.type(), "", tagged.headers()) : tagged;
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java knows MD5", e);
        }
    }
}
