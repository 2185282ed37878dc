package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.ProvisioningRules.Blocked;
import io.acexy.simulator.orchestrator.ProvisioningRules.BreakerState;
import io.acexy.simulator.support.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Bodies of dialect A, field by field as both its versions were seen to print them. */
final class ShapesA {

    private final OrchestratorCore core;
    private final Registry registry;
    private final ProvisioningRules rules;

    ShapesA(OrchestratorCore core, Registry registry, ProvisioningRules rules) {
        this.core = core;
        this.registry = registry;
        this.rules = rules;
    }

    private boolean isOld() {
        return core.dialect == OrchestratorDialect.A_OCT;
    }

    JsonObject engine(EngineEntry engine) {
        JsonObject body = new JsonObject()
                .with("container_id", engine.containerId)
                .with("container_name", engine.isPhantom() ? null : engine.name())
                .with("host", engine.host)
                .with("port", engine.port)
                .with("labels", Labels.shown(core, engine));
        if (!isOld()) {
            body.with("forwarded", engine.forwarded);
        }
        body.with("first_seen", Stamps.model(engine.firstSeen))
                .with("last_seen", Stamps.model(engine.lastSeen))
                .with("streams", List.copyOf(engine.streams))
                .with("health_status", registry.shownHealth(engine).wire())
                .with("last_health_check", Stamps.model(engine.lastHealthCheck))
                .with("last_stream_usage", Stamps.model(engine.lastStreamUsage));
        if (core.dialect == OrchestratorDialect.A_LAST) {
            body.with("api_port", 62_062).with("stream_count", engine.streams.size());
        }
        return isOld() ? withCache(body) : withVariant(body, engine);
    }

    private static JsonObject withCache(JsonObject body) {
        return body.with("last_cache_cleanup", null).with("cache_size_bytes", null);
    }

    private JsonObject withVariant(JsonObject body, EngineEntry engine) {
        boolean known = !engine.isPhantom();
        return body.with("vpn_container", known ? vpnContainer(engine) : null)
                .with("engine_variant", known ? "krinkuto11-amd64" : null)
                .with("platform", engine.isRunning() ? "linux" : null)
                .with("version", engine.isRunning() ? "3.2.11" : null)
                .with("forwarded_port", engine.forwarded ? Integer.valueOf(54_321) : null);
    }

    private String vpnContainer(EngineEntry engine) {
        if (!rules.isVpnEnabled()) {
            return null;
        }
        boolean second = core.scripts.is(OrchestratorScript.VPN_HALF_DOWN) && engine.isBehindSecondVpn();
        return second ? "gluetun2" : "gluetun";
    }

    JsonObject stream(StreamEntry stream) {
        StartedEvent event = stream.event;
        JsonObject body = new JsonObject()
                .with("id", stream.id)
                .with("key_type", event.stream().text("key_type"))
                .with("key", event.stream().text("key"))
                .with("container_id", stream.containerId())
                .with("playback_session_id", event.session().text("playback_session_id"))
                .with("stat_url", event.session().text("stat_url"))
                .with("command_url", event.session().text("command_url"))
                .with("is_live", event.isLive())
                .with("started_at", Stamps.model(stream.startedAt))
                .with("ended_at", Stamps.model(stream.endedAt))
                .with("status", stream.isActive() ? "started" : "ended");
        if (!isOld()) {
            for (String statistic : List.of("peers", "speed_down", "speed_up", "downloaded", "uploaded")) {
                body.with(statistic, null);
            }
        }
        return body;
    }

    JsonObject status() {
        FleetSettings settings = core.settings.fleet();
        int total = registry.engines().size();
        JsonObject body = new JsonObject()
                .with("status", word())
                .with("engines", engines(total))
                .with("streams", streams())
                .with("capacity", capacity(total, settings))
                .with("vpn", vpn())
                .with("provisioning", provisioning())
                .with("config", config(settings))
                .with("timestamp", Stamps.offset(Instant.now()));
        return isOld() ? body : body.with("acexy", JsonObject.of("enabled", false));
    }

    private String word() {
        if (runningEngines() == 0) {
            return "unavailable";
        }
        return rules.isBlocked() ? "degraded" : "healthy";
    }

    private long runningEngines() {
        return registry.engines().stream().filter(EngineEntry::isRunning).count();
    }

    private JsonObject engines(int total) {
        return new JsonObject()
                .with("total", total)
                .with("running", runningEngines())
                .with("healthy", healthy(EngineHealth.HEALTHY))
                .with("unhealthy", healthy(EngineHealth.UNHEALTHY));
    }

    private long healthy(EngineHealth health) {
        return registry.engines().stream().filter(e -> e.health == health).count();
    }

    private JsonObject streams() {
        return new JsonObject()
                .with("active", registry.activeStreams())
                .with("total", registry.streams().size());
    }

    /** One stream an engine, whatever a proxy puts on it. */
    private JsonObject capacity(int total, FleetSettings settings) {
        long busy =
                registry.engines().stream().filter(e -> !e.streams.isEmpty()).count();
        long used = isOld() ? registry.activeStreams() : busy;
        return new JsonObject()
                .with("total", total)
                .with("used", used)
                .with("available", Math.max(0, total - used))
                .with("max_replicas", settings.replicas().most())
                .with("min_replicas", settings.replicas().least());
    }

    private JsonObject vpn() {
        boolean enabled = rules.isVpnEnabled();
        return new JsonObject()
                .with("enabled", enabled)
                .with("connected", rules.isVpnConnected())
                .with("health", enabled ? vpnHealth() : "unknown")
                .with("container", enabled ? "gluetun" : null)
                .with("forwarded_port", rules.isVpnConnected() ? Integer.valueOf(54_321) : null);
    }

    private String vpnHealth() {
        return rules.vpn().name().toLowerCase(Locale.ROOT);
    }

    private JsonObject provisioning() {
        Blocked blocked = rules.blockedInStatus().orElse(null);
        JsonObject details = blocked == null ? null : reason(blocked);
        return new JsonObject()
                .with("can_provision", blocked == null)
                .with("circuit_breaker_state", rules.breaker().name().toLowerCase(Locale.ROOT))
                .with("last_failure", lastFailure())
                .with("blocked_reason", blocked == null ? null : blocked.reason())
                .with("blocked_reason_details", details);
    }

    private String lastFailure() {
        if (rules.breaker() == BreakerState.CLOSED) {
            return null;
        }
        long since = core.scripts.nanosOf(OrchestratorScript.Scope.BREAKER);
        return Stamps.offset(Instant.now().minusNanos(since));
    }

    private static JsonObject reason(Blocked blocked) {
        return new JsonObject()
                .with("code", blocked.code())
                .with("message", blocked.message())
                .with("recovery_eta_seconds", blocked.eta())
                .with("can_retry", blocked.canRetry())
                .with("should_wait", blocked.shouldWait());
    }

    private JsonObject config(FleetSettings settings) {
        JsonObject config = new JsonObject()
                .with("auto_delete", !settings.departure().idleRemoved().isZero())
                .with("grace_period_s", settings.departure().idleRemoved().toSeconds());
        return isOld()
                ? config.with("target_image", "ghcr.io/krinkuto11/acestream-http-proxy:latest")
                : config.with("engine_variant", "krinkuto11-amd64").with("debug_mode", false);
    }

    JsonObject vpnStatus() {
        boolean enabled = rules.isVpnEnabled();
        boolean half = core.scripts.is(OrchestratorScript.VPN_HALF_DOWN);
        JsonObject body = new JsonObject();
        if (!isOld()) {
            body.with("mode", enabled ? half ? "redundant" : "single" : "disabled");
        }
        body.with("enabled", enabled)
                .with("status", enabled ? "running" : "disabled")
                .with("container", enabled ? "gluetun" : null)
                .with("health", enabled ? vpnHealth() : "unknown")
                .with("connected", rules.isVpnConnected())
                .with("forwarded_port", rules.isVpnConnected() ? Integer.valueOf(54_321) : null)
                .with("last_check", enabled ? Stamps.offset(Instant.now()) : null)
                .with("last_check_at", enabled ? Stamps.offset(Instant.now()) : null);
        return isOld() ? body : withTwoVpns(body, enabled, half);
    }

    private JsonObject withTwoVpns(JsonObject body, boolean enabled, boolean half) {
        JsonObject emergency = new JsonObject()
                .with("active", half)
                .with("failed_vpn", half ? "gluetun2" : null)
                .with("healthy_vpn", half ? "gluetun" : null)
                .with("duration_seconds", half ? 1 : 0);
        return body.with("vpn1", enabled ? oneVpn("gluetun", rules.isVpnConnected()) : null)
                .with("vpn2", half ? oneVpn("gluetun2", false) : null)
                .with("emergency_mode", half ? emergency : null);
    }

    private static JsonObject oneVpn(String container, boolean connected) {
        return new JsonObject()
                .with("enabled", true)
                .with("status", "running")
                .with("container", container)
                .with("health", connected ? "healthy" : "unhealthy")
                .with("connected", connected);
    }

    JsonObject healthStatus() {
        return new JsonObject()
                .with("total_engines", registry.engines().size())
                .with("healthy_engines", healthy(EngineHealth.HEALTHY))
                .with("unhealthy_engines", healthy(EngineHealth.UNHEALTHY))
                .with("marked_for_replacement", 0)
                .with("minimum_required", core.settings.fleet().replicas().least())
                .with("health_check_interval", 20)
                .with("circuit_breakers", breakers());
    }

    private JsonObject breakers() {
        JsonObject general = new JsonObject()
                .with("state", rules.breaker().name().toLowerCase(Locale.ROOT))
                .with("failure_count", rules.breaker() == BreakerState.CLOSED ? 0 : 5)
                .with("failure_threshold", 5)
                .with("last_failure_time", lastFailure())
                .with("last_success_time", null)
                .with(
                        "recovery_timeout",
                        core.settings.faults().breaker().timeout().toSeconds());
        JsonObject replacement = new JsonObject()
                .with("state", "closed")
                .with("failure_count", 0)
                .with("failure_threshold", 3)
                .with("last_failure_time", null)
                .with("last_success_time", null)
                .with("recovery_timeout", 180);
        return new JsonObject().with("general", general).with("replacement", replacement);
    }

    /** A refusal of provisioning, in the shape that is set. */
    ApiAnswer refusal(int status, String error, Blocked blocked) {
        JsonObject object = JsonObject.of("error", error);
        object.putAll(reason(blocked));
        String sentence = "Cannot provision engine: " + blocked.message();
        return switch (core.settings.api().detail()) {
            case OBJECT -> ApiAnswer.detail(status, object);
            case STRING -> ApiAnswer.detail(status, sentence);
            case ARRAY ->
                ApiAnswer.detail(
                        status, List.of(EventChecks.complaint("value_error", List.of("body"), sentence, null)));
            case NOT_JSON -> ApiAnswer.text(status, sentence);
        };
    }

    JsonObject provisioned(String containerId, String name, int port) {
        return new JsonObject()
                .with("container_id", containerId)
                .with("container_name", name)
                .with("host_http_port", port)
                .with("container_http_port", port)
                .with("container_https_port", 45_000);
    }
}
