package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.ApiAnswer.Fate;
import io.acexy.simulator.orchestrator.OrchestratorCounters.Count;
import io.acexy.simulator.orchestrator.OrchestratorScript.Scope;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The way of every request: logged, held up or turned away by a script, delayed, let in by its key, carried out, answered.
 * A request that was let in is carried out even if its client has gone, as a web server does. Confined to the orchestrator's
 * loop.
 */
final class ApiGate {

    private static final String HTML =
            "<html><head><title>%1$s</title></head><body><center><h1>%1$s</h1></center></body></html>\n";
    private static final String ALIAS = "/api/v1";
    /** As long as one engine is waited for, and a little. */
    private static final Duration ENGINE_HANGS = Duration.ofMillis(5_010);

    private static final int MAX_HELD = 10_000;

    /** A request that a script holds up. */
    private record Held(ApiRequest request, ApiConnection connection) {}

    private final OrchestratorCore core;
    private final Api a;
    private final Api b;
    private final Proposals proposals;
    private final Registry registry;
    private final Deque<Held> held = new ArrayDeque<>();
    /** Which life of the process this is: what an earlier one had begun is not finished. */
    private int life;

    ApiGate(OrchestratorCore core, Registry registry, Api a, Api b, Proposals proposals) {
        this.core = core;
        this.registry = registry;
        this.a = a;
        this.b = b;
        this.proposals = proposals;
    }

    private Api api() {
        return core.dialect.isA() ? a : b;
    }

    private Routes.Match match(ApiRequest request) {
        return api().routes(request.internal())
                .match(request.received().method(), path(request), core.settings.proposals());
    }

    private String path(ApiRequest request) {
        String path = request.received().path();
        boolean alias = core.dialect.hasAliases() && path.startsWith(ALIAS + "/") && !path.equals(ALIAS + "/version");
        return alias ? path.substring(ALIAS.length()) : path;
    }

    void arrived(ApiRequest request, ApiConnection connection) {
        core.counters.requested(new ApiRequestRecord(match(request).endpoint(), request.received()));
        core.say(request.received().line());
        admit(request, connection);
    }

    /** Everything that was held up may try again. */
    void thaw() {
        List<Held> all = new ArrayList<>(held);
        held.clear();
        all.forEach(h -> admit(h.request(), h.connection()));
    }

    /** The process has ended: nothing that it had begun goes on. */
    void forget() {
        held.clear();
        life++;
    }

    private void admit(ApiRequest request, ApiConnection connection) {
        OrchestratorEndpoint endpoint = match(request).endpoint();
        OrchestratorScript script = core.scripts.transport(endpoint);
        switch (script) {
            case FROZEN -> hold(request, connection);
            case FREEZES_BY_TURNS -> afterwards(standstill(endpoint), request, connection);
            case STALE_CONNECTIONS -> {
                if (connection.hasServed()) {
                    connection.close();
                } else {
                    delay(endpoint, request, connection);
                }
            }
            case EMPTY_REPLY -> connection.close();
            default ->
                replaced(script)
                        .ifPresentOrElse(
                                answer -> finish(endpoint, request, connection, answer),
                                () -> delay(endpoint, request, connection));
        }
    }

    private void hold(ApiRequest request, ApiConnection connection) {
        if (held.size() == MAX_HELD) {
            connection.reset();
            return;
        }
        held.addLast(new Held(request, connection));
    }

    /** How long the present standstill lasts, 0 between two. */
    private long standstill(OrchestratorEndpoint endpoint) {
        OrchestratorFaultSettings.Freeze freeze = core.settings.faults().freeze();
        long into = core.scripts.nanosOfTransport(endpoint) % freeze.every().toNanos();
        return Math.max(0, freeze.length().toNanos() - into);
    }

    /** What scripts answer instead of carrying anything out. */
    private Optional<ApiAnswer> replaced(OrchestratorScript script) {
        int retryAfter = OrchestratorFaultSettings.RETRY_AFTER;
        return switch (script) {
            case HTML_200 -> Optional.of(ApiAnswer.html(200, HTML.formatted("Welcome")));
            case HTML_502 -> Optional.of(ApiAnswer.html(502, HTML.formatted("502 Bad Gateway")));
            case HTML_504 -> Optional.of(ApiAnswer.html(504, HTML.formatted("504 Gateway Time-out")));
            case TEXT_500 -> Optional.of(ApiAnswer.uncaught());
            case TOO_MANY_REQUESTS ->
                Optional.of(refusal(429, "Too Many Requests").with("Retry-After", retryAfter));
            case UNAVAILABLE -> Optional.of(refusal(503, "Service Unavailable").with("Retry-After", retryAfter));
            default -> Optional.empty();
        };
    }

    private ApiAnswer refusal(int status, String message) {
        return core.dialect.isA() ? ApiAnswer.detail(status, message) : ApiAnswer.error(status, message);
    }

    private void delay(OrchestratorEndpoint endpoint, ApiRequest request, ApiConnection connection) {
        ApiSettings.Delays delays = core.settings.api().delays();
        long nanos = core.nanos(delays.of(endpoint));
        if (endpoint == OrchestratorEndpoint.ENGINES) {
            nanos += delays.perListedEngine().toNanos() * registry.listed().size();
            boolean hangs = core.dialect.asksEngines() && core.scripts.is(OrchestratorScript.HUNG_ENGINE);
            nanos += hangs ? ENGINE_HANGS.toNanos() : 0;
        }
        afterwards(nanos, request, connection);
    }

    private void afterwards(long nanos, ApiRequest request, ApiConnection connection) {
        int begunIn = life;
        core.later(nanos, () -> {
            if (begunIn == life) {
                carryOut(request, connection);
            }
        });
    }

    private void carryOut(ApiRequest request, ApiConnection connection) {
        Routes.Match match = match(request);
        OrchestratorEndpoint endpoint = match.endpoint();
        Optional<ApiAnswer> refusal = refusal(match, request);
        int begunIn = life;
        Consumer<ApiAnswer> then = answer -> {
            if (begunIn == life) {
                finish(endpoint, request, connection, proposals.decorate(endpoint, request, answer));
            }
        };
        if (refusal.isPresent()) {
            then.accept(refusal.get());
            return;
        }
        if (endpoint == OrchestratorEndpoint.STREAM_ENDED && core.scripts.is(OrchestratorScript.EVENTS_END_HANGS)) {
            api().handle(endpoint, request, match.variables(), answer -> then.accept(answer.withFate(Fate.SILENCE)));
            return;
        }
        boolean lost = endpoint.isEvent() && core.scripts.is(OrchestratorScript.EVENTS_LOST_ANSWER);
        Consumer<ApiAnswer> last = lost ? answer -> then.accept(answer.withFate(Fate.RESET)) : then;
        api().handle(endpoint, request, match.variables(), last);
    }

    private Optional<ApiAnswer> refusal(Routes.Match match, ApiRequest request) {
        if (match.route().isEmpty()) {
            return Optional.of(api().notThere(match.allowed()));
        }
        Optional<ApiAnswer> malformed = api().refuseBody(match.endpoint(), request);
        if (malformed.isPresent()) {
            return malformed;
        }
        String key = core.settings.apiKey();
        if (match.route().get().isProtected() && !key.isEmpty()) {
            Optional<ApiAnswer> locked = api().refuseKey(request, key);
            if (locked.isPresent()) {
                core.counters.add(Count.UNAUTHORISED, 1);
                return locked;
            }
        }
        return match.endpoint().isEvent() ? refusedEvent() : Optional.empty();
    }

    private Optional<ApiAnswer> refusedEvent() {
        return switch (core.scripts.of(Scope.EVENTS)) {
            case EVENTS_REFUSED -> Optional.of(refusal(503, "events are not taken now"));
            case EVENTS_FAIL -> Optional.of(ApiAnswer.uncaught());
            default -> Optional.empty();
        };
    }

    private void finish(OrchestratorEndpoint endpoint, ApiRequest request, ApiConnection connection, ApiAnswer answer) {
        if (endpoint.isEvent() && answer.status() >= 400) {
            core.counters.add(Count.EVENTS_REFUSED, 1);
        }
        connection.send(request, answer, core.scripts.transport(endpoint));
    }
}
