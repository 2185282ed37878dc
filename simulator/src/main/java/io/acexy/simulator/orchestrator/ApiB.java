package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.ApiAnswer.Fate;
import io.acexy.simulator.orchestrator.OrchestratorCounters.Count;
import io.acexy.simulator.orchestrator.OrchestratorScript.Scope;
import io.acexy.simulator.support.JsonObject;
import io.acexy.simulator.support.JsonTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The API of dialect B on both its ports. What was proposed for A is put below the same prefix as everything else. */
final class ApiB implements Api {

    private static final String V1 = "/api/v1";

    private final OrchestratorCore core;
    private final Registry registry;
    private final Fleet fleet;
    private final Autoscaler autoscaler;
    private final ProvisioningRules rules;
    private final EventRules events;
    private final ShapesB shapes;
    private final SelectionB selection;
    private final Proposals proposals;
    private final Routes open = openRoutes();
    private final Routes internal = internalRoutes();

    ApiB(
            OrchestratorCore core,
            Registry registry,
            Fleet fleet,
            Autoscaler autoscaler,
            ProvisioningRules rules,
            EventRules events,
            Proposals proposals) {
        this.core = core;
        this.registry = registry;
        this.fleet = fleet;
        this.autoscaler = autoscaler;
        this.rules = rules;
        this.events = events;
        this.shapes = new ShapesB(core, registry, rules);
        this.selection = new SelectionB(core, registry);
        this.proposals = proposals;
    }

    private static Routes openRoutes() {
        return new Routes()
                .open("GET", V1 + "/version", OrchestratorEndpoint.VERSION)
                .open("GET", V1 + "/engines", OrchestratorEndpoint.ENGINES)
                .open("GET", V1 + "/engines/with-metrics", OrchestratorEndpoint.ENGINES)
                .proposed("GET", V1 + "/engines/health-score", OrchestratorEndpoint.HEALTH_SCORE, Proposal.HEALTH_SCORE)
                .open("GET", V1 + "/engines/*", OrchestratorEndpoint.ENGINE)
                .secured("DELETE", V1 + "/engines/*", OrchestratorEndpoint.DELETE_ENGINE)
                .open("GET", V1 + "/streams", OrchestratorEndpoint.STREAMS)
                .open("POST", V1 + "/events/stream_started", OrchestratorEndpoint.STREAM_STARTED)
                .open("POST", V1 + "/events/stream_ended", OrchestratorEndpoint.STREAM_ENDED)
                .proposed("POST", V1 + "/events/batch", OrchestratorEndpoint.EVENT_BATCH, Proposal.BATCH)
                .secured("POST", V1 + "/provision/acestream", OrchestratorEndpoint.PROVISION)
                .secured("POST", V1 + "/reconcile", OrchestratorEndpoint.RECONCILE)
                .secured("POST", V1 + "/scale/*", OrchestratorEndpoint.SCALE)
                .open("GET", V1 + "/orchestrator/status", OrchestratorEndpoint.STATUS)
                .open("GET", V1 + "/vpn/status", OrchestratorEndpoint.VPN)
                .open("GET", V1 + "/health/status", OrchestratorEndpoint.HEALTH)
                .proposed("GET", V1 + "/health/ready", OrchestratorEndpoint.READY, Proposal.READY)
                .open("GET", V1 + "/circuit-breaker", OrchestratorEndpoint.BREAKER)
                .secured("POST", V1 + "/circuit-breaker/reset", OrchestratorEndpoint.BREAKER_RESET)
                .secured("POST", V1 + "/health/circuit-breaker/reset", OrchestratorEndpoint.BREAKER_RESET)
                .open("GET", V1 + "/metrics", OrchestratorEndpoint.METRICS);
    }

    private static Routes internalRoutes() {
        return new Routes()
                .open("GET", "/health", OrchestratorEndpoint.HEALTH)
                .secured("GET", "/engines", OrchestratorEndpoint.ENGINES)
                .secured("GET", "/streams", OrchestratorEndpoint.STREAMS)
                .secured("POST", "/events/stream_started", OrchestratorEndpoint.STREAM_STARTED)
                .secured("POST", "/events/stream_ended", OrchestratorEndpoint.STREAM_ENDED)
                .secured("GET", "/internal/proxy/select-engine", OrchestratorEndpoint.SELECT_ENGINE);
    }

    @Override
    public Routes routes(boolean isInternal) {
        return isInternal ? internal : open;
    }

    @Override
    public ApiAnswer notThere(List<String> allowed) {
        return allowed.isEmpty()
                ? ApiAnswer.text(404, "404 page not found\n")
                : ApiAnswer.text(405, "Method Not Allowed\n").with("Allow", String.join(", ", allowed));
    }

    @Override
    public Optional<ApiAnswer> refuseBody(OrchestratorEndpoint endpoint, ApiRequest request) {
        return Optional.empty();
    }

    @Override
    public Optional<ApiAnswer> refuseKey(ApiRequest request, String key) {
        String given = request.received().header("x-api-key");
        given = given == null ? request.bearer() : given;
        if (request.internal()) {
            return key.equals(given) ? Optional.empty() : Optional.of(ApiAnswer.error(401, "unauthorized"));
        }
        given = given == null ? request.received().query().get("key") : given;
        if (given == null) {
            return Optional.of(ApiAnswer.text(401, "unauthorized\n"));
        }
        return key.equals(given) ? Optional.empty() : Optional.of(ApiAnswer.text(403, "forbidden\n"));
    }

    @Override
    public void handle(
            OrchestratorEndpoint endpoint, ApiRequest request, List<String> variables, Consumer<ApiAnswer> then) {
        switch (endpoint) {
            case VERSION -> then.accept(ApiAnswer.ok(shapes.version()));
            case ENGINES -> then.accept(ApiAnswer.ok(engines(request.internal())));
            case ENGINE -> then.accept(engine(variables.get(0)));
            case HEALTH_SCORE -> then.accept(proposals.healthScores());
            case STREAMS -> then.accept(ApiAnswer.ok(streams(request.internal())));
            case STATUS -> then.accept(ApiAnswer.ok(shapes.status()));
            case VPN -> then.accept(ApiAnswer.ok(shapes.vpnStatus()));
            case HEALTH -> then.accept(health(request.internal()));
            case READY -> then.accept(proposals.ready());
            case METRICS -> then.accept(ApiAnswer.text(200, "orch_streams_active " + registry.activeStreams() + "\n"));
            case BREAKER -> then.accept(ApiAnswer.ok(shapes.breakers()));
            case BREAKER_RESET -> {
                rules.resetBreaker();
                then.accept(ApiAnswer.ok(JsonObject.of("status", "reset")));
            }
            case PROVISION -> then.accept(provision());
            case RECONCILE -> {
                autoscaler.nudge();
                then.accept(ApiAnswer.ok(JsonObject.of("status", "ok")));
            }
            case SCALE -> then.accept(scale(variables.get(0)));
            case SELECT_ENGINE -> then.accept(select());
            case DELETE_ENGINE -> then.accept(delete(variables.get(0)));
            default -> then.accept(event(endpoint, request));
        }
    }

    private ApiAnswer health(boolean isInternal) {
        return ApiAnswer.ok(isInternal ? JsonObject.of("status", "ok") : shapes.healthStatus());
    }

    /** In no order at all, because they come from a Go map. */
    private Object engines(boolean wrapped) {
        List<EngineEntry> engines = new ArrayList<>(registry.listed());
        Collections.shuffle(engines, core.random);
        List<JsonObject> bodies = engines.stream().map(shapes::engine).toList();
        return wrapped ? new JsonObject().with("engines", bodies).with("total", bodies.size()) : bodies;
    }

    private ApiAnswer engine(String id) {
        return registry.engine(id)
                .filter(registry::isListed)
                .map(e -> ApiAnswer.ok(shapes.engine(e)))
                .orElse(ApiAnswer.error(404, "engine not found"));
    }

    /** Filters in the query are ignored. */
    private Object streams(boolean wrapped) {
        List<JsonObject> bodies =
                registry.streams().stream().map(shapes::stream).toList();
        return wrapped ? new JsonObject().with("streams", bodies).with("total", bodies.size()) : bodies;
    }

    /** Only a wish: no id, no body read, no word of VPN, breaker or the bound. */
    private ApiAnswer provision() {
        core.counters.add(Count.PROVISIONS_ASKED, 1);
        OrchestratorScript script = core.scripts.of(Scope.PROVISIONING);
        ApiAnswer success = ApiAnswer.ok(JsonObject.of("status", "provisioning"));
        return switch (script) {
            case PROVISION_PERMANENT_500, PROVISION_LEAKS_SLOT, PROVISION_VPN_ERROR ->
                ApiAnswer.error(503, "controller not available");
            case PROVISION_NO_ENGINE -> success;
            default -> {
                autoscaler.wantOneMore();
                yield disturbed(script, success);
            }
        };
    }

    private ApiAnswer scale(String wanted) {
        if (!wanted.matches("[0-9]{1,4}")) {
            return ApiAnswer.error(400, "invalid demand");
        }
        autoscaler.scaleTo(Integer.parseInt(wanted));
        return ApiAnswer.ok(
                new JsonObject().with("desired", Integer.parseInt(wanted)).with("status", "scaling"));
    }

    private static ApiAnswer disturbed(OrchestratorScript script, ApiAnswer success) {
        return switch (script) {
            case PROVISION_SUCCESS_500 -> ApiAnswer.uncaught();
            case PROVISION_SUCCESS_LOST -> success.withFate(Fate.RESET);
            case PROVISION_SUCCESS_SILENT -> success.withFate(Fate.SILENCE);
            default -> success;
        };
    }

    private ApiAnswer select() {
        return selection
                .select()
                .map(e -> ApiAnswer.ok(shapes.selected(e)))
                .orElseGet(() -> ApiAnswer.error(
                        503, "no eligible engine (total=" + registry.engines().size() + ")"));
    }

    /** Draining first, and killed at once. */
    private ApiAnswer delete(String id) {
        Optional<EngineEntry> engine = registry.engine(id);
        engine.ifPresent(e -> {
            e.drainReason = "manual_deletion";
            fleet.remove(e);
        });
        return engine.isPresent()
                ? ApiAnswer.json(202, JsonObject.of("status", "deleting"))
                : ApiAnswer.error(404, "engine not found");
    }

    private ApiAnswer event(OrchestratorEndpoint endpoint, ApiRequest request) {
        if (!(JsonTree.parse(request.received().body()).value() instanceof JsonObject body)) {
            return ApiAnswer.error(400, "invalid request body");
        }
        return switch (endpoint) {
            case STREAM_STARTED -> started(StartedEvent.of(body), request.internal());
            case STREAM_ENDED -> ended(EndedEvent.of(body), request.internal());
            default -> proposals.batch(body);
        };
    }

    private ApiAnswer started(StartedEvent event, boolean isInternal) {
        boolean named = event.contentId() != null && !event.contentId().isEmpty();
        if (isInternal ? !named : event.idInB() == null) {
            return ApiAnswer.error(400, "content_id is required");
        }
        if (core.settings.offers(Proposal.ACCEPTED_EVENTS)) {
            core.loop.execute(() -> events.started(event));
            return ApiAnswer.json(
                    202, new JsonObject().with("status", "accepted").with("stream_id", event.idInB()));
        }
        return ApiAnswer.ok(shapes.stream(events.started(event)));
    }

    private ApiAnswer ended(EndedEvent event, boolean isInternal) {
        boolean named = event.contentId() != null || (!isInternal && event.streamId() != null);
        if (!named) {
            return ApiAnswer.error(400, "content_id or stream_id is required");
        }
        events.ended(event);
        return ApiAnswer.ok(JsonObject.of("status", "ended"));
    }
}
