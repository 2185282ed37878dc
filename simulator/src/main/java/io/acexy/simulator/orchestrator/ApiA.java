package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.ApiAnswer.Fate;
import io.acexy.simulator.orchestrator.OrchestratorCounters.Count;
import io.acexy.simulator.orchestrator.OrchestratorScript.Scope;
import io.acexy.simulator.orchestrator.ProvisioningRules.Blocked;
import io.acexy.simulator.support.JsonObject;
import io.acexy.simulator.support.JsonTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The API of all versions of dialect A, a FastAPI application. */
final class ApiA implements Api {

    private final OrchestratorCore core;
    private final Registry registry;
    private final Fleet fleet;
    private final ProvisioningRules rules;
    private final EventRules events;
    private final ShapesA shapes;
    private final Proposals proposals;
    private final Routes routes = routes();
    private final Routes last = routes().open("GET", "/api/v1/version", OrchestratorEndpoint.VERSION);

    private static Routes routes() {
        return new Routes()
                .proposed("GET", "/engines/health-score", OrchestratorEndpoint.HEALTH_SCORE, Proposal.HEALTH_SCORE)
                .open("GET", "/engines", OrchestratorEndpoint.ENGINES)
                .open("GET", "/engines/*", OrchestratorEndpoint.ENGINE)
                .open("GET", "/streams", OrchestratorEndpoint.STREAMS)
                .open("GET", "/orchestrator/status", OrchestratorEndpoint.STATUS)
                .open("GET", "/vpn/status", OrchestratorEndpoint.VPN)
                .open("GET", "/health/status", OrchestratorEndpoint.HEALTH)
                .proposed("GET", "/health/ready", OrchestratorEndpoint.READY, Proposal.READY)
                .open("GET", "/metrics", OrchestratorEndpoint.METRICS)
                .secured("POST", "/health/circuit-breaker/reset", OrchestratorEndpoint.BREAKER_RESET)
                .secured("POST", "/provision/acestream", OrchestratorEndpoint.PROVISION)
                .secured("POST", "/events/stream_started", OrchestratorEndpoint.STREAM_STARTED)
                .secured("POST", "/events/stream_ended", OrchestratorEndpoint.STREAM_ENDED)
                .proposed("POST", "/events/batch", OrchestratorEndpoint.EVENT_BATCH, Proposal.BATCH)
                .secured("GET", "/by-label", OrchestratorEndpoint.BY_LABEL)
                .secured("DELETE", "/containers/*", OrchestratorEndpoint.DELETE_ENGINE);
    }

    /** A status that is repeated for a while. */
    private JsonObject cachedStatus;

    private long cachedNanos;

    ApiA(
            OrchestratorCore core,
            Registry registry,
            Fleet fleet,
            ProvisioningRules rules,
            EventRules events,
            Proposals proposals) {
        this.core = core;
        this.registry = registry;
        this.fleet = fleet;
        this.rules = rules;
        this.events = events;
        this.shapes = new ShapesA(core, registry, rules);
        this.proposals = proposals;
    }

    @Override
    public Routes routes(boolean internal) {
        return core.dialect.hasAliases() ? last : routes;
    }

    @Override
    public ApiAnswer notThere(List<String> allowed) {
        return allowed.isEmpty()
                ? ApiAnswer.detail(404, "Not Found")
                : ApiAnswer.detail(405, "Method Not Allowed").with("allow", String.join(", ", allowed));
    }

    @Override
    public Optional<ApiAnswer> refuseBody(OrchestratorEndpoint endpoint, ApiRequest request) {
        boolean takesBody = endpoint.isEvent() || endpoint == OrchestratorEndpoint.PROVISION;
        if (!takesBody || request.received().body().isEmpty()) {
            return Optional.empty();
        }
        int errorAt = JsonTree.parse(request.received().body()).errorAt();
        return errorAt < 0
                ? Optional.empty()
                : Optional.of(invalid(List.of(
                        EventChecks.complaint("json_invalid", List.of("body", errorAt), "JSON decode error", null))));
    }

    private static ApiAnswer invalid(List<JsonObject> complaints) {
        return ApiAnswer.detail(422, complaints);
    }

    @Override
    public Optional<ApiAnswer> refuseKey(ApiRequest request, String key) {
        if (request.bearer() == null) {
            return Optional.of(ApiAnswer.detail(401, "missing bearer token"));
        }
        return request.bearer().equals(key) ? Optional.empty() : Optional.of(ApiAnswer.detail(403, "invalid token"));
    }

    @Override
    public void handle(
            OrchestratorEndpoint endpoint, ApiRequest request, List<String> variables, Consumer<ApiAnswer> then) {
        switch (endpoint) {
            case ENGINES -> then.accept(ApiAnswer.ok(engines()));
            case ENGINE -> then.accept(engine(variables.get(0)));
            case HEALTH_SCORE -> then.accept(proposals.healthScores());
            case STREAMS -> then.accept(streams(request));
            case STATUS -> then.accept(ApiAnswer.ok(status()));
            case VPN -> then.accept(ApiAnswer.ok(shapes.vpnStatus()));
            case HEALTH -> then.accept(ApiAnswer.ok(shapes.healthStatus()));
            case READY -> then.accept(proposals.ready());
            case VERSION -> then.accept(ApiAnswer.ok(JsonObject.of("version", "1.7.3")));
            case BY_LABEL -> then.accept(ApiAnswer.ok(List.of()));
            case METRICS -> then.accept(ApiAnswer.text(200, "orch_streams_active " + registry.activeStreams() + "\n"));
            case BREAKER_RESET -> {
                rules.resetBreaker();
                then.accept(ApiAnswer.ok(JsonObject.of("message", "Circuit breakers reset")));
            }
            case PROVISION -> provision(request, then);
            case DELETE_ENGINE -> delete(variables.get(0), then);
            default -> then.accept(event(endpoint, request));
        }
    }

    private List<JsonObject> engines() {
        List<EngineEntry> listed = new ArrayList<>(registry.listed());
        if (core.dialect != OrchestratorDialect.A_OCT) {
            listed.sort(Comparator.comparingInt(e -> e.port));
        }
        return listed.stream().map(shapes::engine).toList();
    }

    /** An unknown engine is a success with an error in it. */
    private ApiAnswer engine(String id) {
        Optional<EngineEntry> engine = registry.engine(id).filter(registry::isListed);
        return engine.map(e -> {
                    List<JsonObject> streams = registry.streams().stream()
                            .filter(s -> s.engine == e)
                            .map(shapes::stream)
                            .toList();
                    return ApiAnswer.ok(
                            new JsonObject().with("engine", shapes.engine(e)).with("streams", streams));
                })
                .orElse(ApiAnswer.ok(JsonObject.of("error", "not found")));
    }

    private ApiAnswer streams(ApiRequest request) {
        String standard = core.dialect == OrchestratorDialect.A_DEC ? "started" : null;
        String status = request.received().query().getOrDefault("status", standard);
        if (status != null && !status.equals("started") && !status.equals("ended")) {
            return invalid(List.of(EventChecks.complaint(
                    "string_pattern_mismatch",
                    List.of("query", "status"),
                    "String should match pattern '^(started|ended)$'",
                    status)));
        }
        String container = request.received().query().get("container_id");
        return ApiAnswer.ok(registry.streams().stream()
                .filter(s -> status == null || status.equals(s.isActive() ? "started" : "ended"))
                .filter(s -> container == null || container.equals(s.containerId()))
                .map(shapes::stream)
                .toList());
    }

    private JsonObject status() {
        long age = System.nanoTime() - cachedNanos;
        boolean old = age >= core.settings.api().statusCache().toNanos();
        if (cachedStatus == null || old || core.dialect == OrchestratorDialect.A_OCT) {
            cachedStatus = shapes.status();
            cachedNanos = System.nanoTime();
        }
        return cachedStatus;
    }

    private void provision(ApiRequest request, Consumer<ApiAnswer> then) {
        Object body = JsonTree.parse(request.received().body()).value();
        if (!(body instanceof JsonObject object)) {
            then.accept(invalid(List.of(missing())));
            return;
        }
        core.counters.add(Count.PROVISIONS_ASKED, 1);
        OrchestratorScript script = core.scripts.of(Scope.PROVISIONING);
        Optional<ApiAnswer> refusal = refusal(script);
        if (refusal.isPresent()) {
            then.accept(refusal.get());
        } else if (script == OrchestratorScript.PROVISION_NO_ENGINE) {
            then.accept(ApiAnswer.ok(shapes.provisioned(core.newContainerId(), "acestream-0", 19_000)));
        } else {
            fleet.provision(object.texts("labels"), engine -> {
                cachedStatus = null;
                core.counters.add(Count.PROVISIONS_SUCCEEDED, 1);
                // The event log of v1.2.1 to v1.7.3 reads a field that no longer exists, when everything is done.
                boolean loggedWrong = core.dialect == OrchestratorDialect.A_LAST;
                OrchestratorScript end = loggedWrong ? OrchestratorScript.PROVISION_SUCCESS_500 : script;
                then.accept(disturbed(end, shapes.provisioned(engine.containerId, engine.name(), engine.port)));
            });
        }
    }

    private Optional<ApiAnswer> refusal(OrchestratorScript script) {
        Optional<Blocked> blocked = rules.blocked();
        if (blocked.isPresent()) {
            return Optional.of(shapes.refusal(503, "provisioning_blocked", blocked.get()));
        }
        int most = core.settings.fleet().replicas().most();
        if (core.settings.fleet().replicas().limitedByPorts() && fleet.isFull()) {
            return Optional.of(failure("Maximum active replicas limit reached (" + most + ")"));
        }
        return switch (script) {
            case PROVISION_PERMANENT_500 -> Optional.of(failure("No such image: acestream-http-proxy:latest"));
            case PROVISION_LEAKS_SLOT -> {
                fleet.leakSlot();
                yield Optional.of(failure("No such image: acestream-http-proxy:latest"));
            }
            case PROVISION_VPN_ERROR -> {
                long eta = OrchestratorFaultSettings.VPN_ETA.toSeconds();
                Blocked reason = new Blocked("vpn_error", "Gluetun VPN failed during startup", "", eta, true, true);
                yield Optional.of(shapes.refusal(503, "provisioning_failed", reason));
            }
            default -> Optional.empty();
        };
    }

    /** A failure of a kind that waiting does not cure. */
    private ApiAnswer failure(String message) {
        Blocked reason = new Blocked("general_error", "Failed to provision engine: " + message, "", null, false, false);
        return shapes.refusal(500, "provisioning_failed", reason);
    }

    private static ApiAnswer disturbed(OrchestratorScript script, JsonObject body) {
        return switch (script) {
            case PROVISION_SUCCESS_500 -> ApiAnswer.uncaught();
            case PROVISION_SUCCESS_LOST -> ApiAnswer.ok(body).withFate(Fate.RESET);
            case PROVISION_SUCCESS_SILENT -> ApiAnswer.ok(body).withFate(Fate.SILENCE);
            default -> ApiAnswer.ok(body);
        };
    }

    private void delete(String id, Consumer<ApiAnswer> then) {
        cachedStatus = null;
        registry.engine(id)
                .ifPresentOrElse(
                        engine -> {
                            fleet.remove(engine);
                            then.accept(ApiAnswer.ok(JsonObject.of("deleted", id)));
                        },
                        () -> then.accept(ApiAnswer.uncaught()));
    }

    private static JsonObject missing() {
        return EventChecks.complaint("missing", List.of("body"), "Field required", null);
    }

    private ApiAnswer event(OrchestratorEndpoint endpoint, ApiRequest request) {
        Object parsed = JsonTree.parse(request.received().body()).value();
        if (!(parsed instanceof JsonObject body)) {
            return invalid(List.of(missing()));
        }
        if (endpoint == OrchestratorEndpoint.EVENT_BATCH) {
            List<JsonObject> complaints = proposals.complaints(body);
            return complaints.isEmpty() ? proposals.batch(body) : invalid(complaints);
        }
        boolean starts = endpoint == OrchestratorEndpoint.STREAM_STARTED;
        List<JsonObject> complaints =
                starts ? EventChecks.started(body, List.of("body")) : EventChecks.ended(body, List.of("body"));
        if (!complaints.isEmpty()) {
            return invalid(complaints);
        }
        return starts ? started(StartedEvent.of(body)) : ended(EndedEvent.of(body));
    }

    private ApiAnswer started(StartedEvent event) {
        if (core.settings.offers(Proposal.ACCEPTED_EVENTS)) {
            core.loop.execute(() -> events.started(event));
            return ApiAnswer.json(
                    202, new JsonObject().with("status", "accepted").with("stream_id", event.idInA()));
        }
        return ApiAnswer.ok(shapes.stream(events.started(event)));
    }

    private ApiAnswer ended(EndedEvent event) {
        if (core.settings.offers(Proposal.ACCEPTED_EVENTS)) {
            core.loop.execute(() -> events.ended(event));
            return ApiAnswer.json(
                    202, new JsonObject().with("status", "accepted").with("stream_id", event.streamId()));
        }
        Optional<StreamEntry> stream = events.ended(event);
        return ApiAnswer.ok(new JsonObject()
                .with("updated", stream.isPresent())
                .with("stream", stream.map(shapes::stream).orElse(null)));
    }
}
