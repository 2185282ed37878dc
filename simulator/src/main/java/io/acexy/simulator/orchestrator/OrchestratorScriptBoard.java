package io.acexy.simulator.orchestrator;

import io.acexy.simulator.orchestrator.OrchestratorScript.Scope;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which scripts hold. Written by any thread, read by the orchestrator's loop. */
final class OrchestratorScriptBoard {

    /**
     * A script that was set.
     *
     * @param script which
     * @param sinceNanos when
     */
    record Active(OrchestratorScript script, long sinceNanos) {}

    private final Map<Scope, Active> scripts = new ConcurrentHashMap<>();
    private final Map<OrchestratorEndpoint, Active> endpoints = new ConcurrentHashMap<>();

    void set(OrchestratorScript script) {
        if (script.scope() == Scope.ALL) {
            scripts.clear();
            endpoints.clear();
        } else {
            scripts.put(script.scope(), new Active(script, System.nanoTime()));
        }
    }

    void set(OrchestratorEndpoint endpoint, OrchestratorScript script) {
        if (script == OrchestratorScript.NORMAL) {
            endpoints.remove(endpoint);
        } else if (script.scope() == Scope.TRANSPORT) {
            endpoints.put(endpoint, new Active(script, System.nanoTime()));
        } else {
            throw new IllegalArgumentException(script + " does not concern a single endpoint");
        }
    }

    void lift(Scope scope) {
        scripts.remove(scope);
        if (scope == Scope.TRANSPORT) {
            endpoints.clear();
        }
    }

    /** The script of a scope, NORMAL where there is none. */
    OrchestratorScript of(Scope scope) {
        Active active = scripts.get(scope);
        return active == null ? OrchestratorScript.NORMAL : active.script();
    }

    boolean is(OrchestratorScript script) {
        return of(script.scope()) == script;
    }

    /** How long a scope's script has held, in nanoseconds; 0 where there is none. */
    long nanosOf(Scope scope) {
        Active active = scripts.get(scope);
        return active == null ? 0 : System.nanoTime() - active.sinceNanos();
    }

    OrchestratorScript transport(OrchestratorEndpoint endpoint) {
        Active own = endpoints.get(endpoint);
        return own == null ? of(Scope.TRANSPORT) : own.script();
    }

    /** How long an endpoint's transport script has held, in nanoseconds. */
    long nanosOfTransport(OrchestratorEndpoint endpoint) {
        Active own = endpoints.get(endpoint);
        return own == null ? nanosOf(Scope.TRANSPORT) : System.nanoTime() - own.sinceNanos();
    }

    /** What holds now, for people. */
    @Override
    public String toString() {
        Map<Scope, OrchestratorScript> now = new EnumMap<>(Scope.class);
        scripts.forEach((scope, active) -> now.put(scope, active.script()));
        Map<OrchestratorEndpoint, OrchestratorScript> single = new EnumMap<>(OrchestratorEndpoint.class);
        endpoints.forEach((endpoint, active) -> single.put(endpoint, active.script()));
        return now.isEmpty() && single.isEmpty() ? "NORMAL" : now.values() + " " + single;
    }
}
