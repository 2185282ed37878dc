package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.ProvisioningRules.Blocked;
import io.acexy.simulator.orchestrator.ProvisioningRules.BreakerState;
import io.acexy.simulator.support.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Bodies of dialect B, as read in its sources: absent instead of null, other names, and fields that are never filled. */
final class ShapesB {

    /** The port of the engine's own API, which is not simulated. */
    private static final int API_PORT = 62_062;

    private final OrchestratorCore core;
    private final Registry registry;
    private final ProvisioningRules rules;

    ShapesB(OrchestratorCore core, Registry registry, ProvisioningRules rules) {
        this.core = core;
        this.registry = registry;
        this.rules = rules;
    }

    JsonObject engine(EngineEntry engine) {
        return new JsonObject()
                .with("container_id", engine.containerId)
                .with("container_name", engine.name())
                .with("host", engine.host)
                .with("port", engine.port)
                .with("api_port", API_PORT)
                .with("labels", Labels.shown(core, engine))
                .with("forwarded", engine.forwarded)
                .withPresent("vpn_container", rules.isVpnEnabled() ? "gluetun" : null)
                .with("health_status", registry.shownHealth(engine).wire())
                .with("draining", engine.drainReason != null)
                .withPresent("drain_reason", engine.drainReason)
                .with("stream_count", engine.count)
                .with("streams", List.of())
                .with("first_seen", Stamps.nano(engine.firstSeen))
                .with("last_seen", Stamps.nano(engine.lastSeen))
                .with("total_peers", 0)
                .with("total_speed_down", 0)
                .with("total_speed_up", 0)
                .with("cpu_percent", 0)
                .with("memory_usage", 0);
    }

    JsonObject stream(StreamEntry stream) {
        StartedEvent event = stream.event;
        return new JsonObject()
                .with("id", stream.id)
                .withPresent("key_type", event.stream().text("key_type"))
                .withPresent("key", event.stream().text("key"))
                .withPresent("container_id", stream.containerId())
                .withPresent("playback_session_id", event.session().text("playback_session_id"))
                .withPresent("stat_url", event.session().text("stat_url"))
                .withPresent("command_url", event.session().text("command_url"))
                .with("is_live", event.isLive())
                .with("started_at", Stamps.nano(stream.startedAt))
                .with("status", stream.isActive() ? "started" : "ended");
    }

    JsonObject selected(EngineEntry engine) {
        return new JsonObject()
                .with("container_id", engine.containerId)
                .with("host", engine.host)
                .with("port", engine.port)
                .with("api_port", API_PORT)
                .with("forwarded", engine.forwarded)
                .with("stream_mode", "TS")
                .with("control_mode", "http")
                .with("proxy_prebuffer_seconds", 3)
                .with("pacing_bitrate_multiplier", 1.5)
                .with("max_streams_per_engine", core.settings.fleet().slotsPerEngine());
    }

    /** Whether it may provision depends on the breaker alone, and the reason is an object. */
    JsonObject status() {
        FleetSettings settings = core.settings.fleet();
        long total = registry.engines().size();
        boolean open = rules.breaker() != BreakerState.CLOSED;
        JsonObject provisioning = new JsonObject()
                .with("can_provision", !open)
                .with("circuit_breaker_state", rules.breaker().name().toLowerCase(Locale.ROOT))
                .with("last_failure", open ? Stamps.nano(Instant.now()) : "");
        if (open) {
            Blocked blocked = rules.blocked().orElseThrow();
            provisioning.with(
                    "blocked_reason",
                    new JsonObject().with("code", "circuit_breaker").with("message", blocked.message()));
        }
        return new JsonObject()
                .with("status", total == 0 ? "unavailable" : open ? "degraded" : "healthy")
                .with("engines", engines(total))
                .with("streams", JsonObject.of("active", registry.activeStreams()))
                .with("capacity", capacity(total, settings))
                .with("vpn", vpn())
                .with("provisioning", provisioning)
                .with("timestamp", Stamps.nano(Instant.now()));
    }

    private JsonObject engines(long total) {
        return new JsonObject()
                .with("total", total)
                .with("running", total)
                .with("healthy", having(EngineHealth.HEALTHY))
                .with("unhealthy", having(EngineHealth.UNHEALTHY))
                .with("draining", draining());
    }

    private long draining() {
        return registry.engines().stream().filter(e -> e.drainReason != null).count();
    }

    private long having(EngineHealth health) {
        return registry.engines().stream().filter(e -> e.health == health).count();
    }

    /** In engines, of which those that drain are some; nothing in it says that it is full. */
    private JsonObject capacity(long total, FleetSettings settings) {
        long used = registry.engines().stream().filter(e -> e.count > 0).count();
        return new JsonObject()
                .with("total", total)
                .with("used", used)
                .with("available", total - used)
                .with("max_replicas", settings.replicas().most())
                .with("min_replicas", settings.replicas().least());
    }

    private JsonObject vpn() {
        return new JsonObject()
                .with("enabled", rules.isVpnEnabled())
                .with("nodes_total", rules.isVpnEnabled() ? 1 : 0)
                .with("healthy", rules.isVpnConnected() ? 1 : 0);
    }

    JsonObject vpnStatus() {
        JsonObject node = new JsonObject().with("name", "gluetun").with("healthy", rules.isVpnConnected());
        return new JsonObject()
                .with("vpn_enabled", rules.isVpnEnabled())
                .with("nodes_total", rules.isVpnEnabled() ? 1 : 0)
                .with("nodes_healthy", rules.isVpnConnected() ? 1 : 0)
                .with("vpn_nodes", rules.isVpnEnabled() ? List.of(node) : List.of());
    }

    /** Always healthy, it says. */
    JsonObject healthStatus() {
        return new JsonObject()
                .with("status", "healthy")
                .with("engines_total", registry.engines().size())
                .with("engines_healthy", having(EngineHealth.HEALTHY))
                .with("engines_unhealthy", having(EngineHealth.UNHEALTHY))
                .with("engines_draining", draining());
    }

    JsonObject breakers() {
        return new JsonObject()
                .with("general", breaker(rules.breaker()))
                .with("replacement", breaker(BreakerState.CLOSED));
    }

    private static JsonObject breaker(BreakerState state) {
        return new JsonObject()
                .with("state", state.name().toLowerCase(Locale.ROOT))
                .with("last_failure_time", "")
                .with("last_success_time", "");
    }

    JsonObject version() {
        return new JsonObject()
                .with("version", "2.1.0.2")
                .with("go_unified", true)
                .with("timestamp", Stamps.nano(Instant.now()));
    }
}
