package io.acexy.server.metrics;

import io.acexy.orchestrator.ClientListener;
import io.acexy.server.selection.ProvisionListener;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what an orchestrator is asked, and how it answers. Called on the client's loop; counts, and does nothing else. */
final class OrchestratorMeters implements ClientListener, ProvisionListener {

    /** There are about a dozen. What else somebody in between may say is bounded, too. */
    private static final int MOST_ENDPOINTS = 24;

    private static final int MOST_ENDS = 96;

    private final Meters meters;
    private final Map<String, Histogram> durations = new ConcurrentHashMap<>();
    private final Map<Call, Counter> ends = new ConcurrentHashMap<>();
    private final Counter stopped;
    private final Counter repeats;
    private final Map<Result, Histogram> provisions = new EnumMap<>(Result.class);

    OrchestratorMeters(Meters meters) {
        this.meters = meters;
        stopped = meters.counter(
                "acexy_orchestrator_calls_stopped_total",
                "Questions that were not even asked, because the circuit is open");
        repeats = meters.counter(
                "acexy_orchestrator_provision_repeats_total",
                "Wishes for an engine that were spoken once more after a refusal");
        for (Result result : Result.values()) {
            provisions.put(
                    result,
                    meters.timer(
                            Meters.BOOTS,
                            "acexy_orchestrator_provision_seconds",
                            "Attempts to get one more engine, by what became of them",
                            "result",
                            Cases.word(result)));
        }
    }

    @Override
    public void called(Call call) {
        String endpoint =
                durations.containsKey(call.endpoint()) || durations.size() < MOST_ENDPOINTS ? call.endpoint() : "other";
        durations.computeIfAbsent(endpoint, this::duration).record(call.took());
        Call kind = new Call(call.method(), endpoint, call.end(), Duration.ZERO);
        Call counted = ends.containsKey(kind) || ends.size() < MOST_ENDS
                ? kind
                : new Call(call.method(), "other", "other", Duration.ZERO);
        ends.computeIfAbsent(counted, this::end).increment();
    }

    private Histogram duration(String endpoint) {
        return meters.timer(
                Meters.CALLS,
                "acexy_orchestrator_call_seconds",
                "Requests to the orchestrator, from the wish to the last byte of the answer",
                "endpoint",
                endpoint);
    }

    private Counter end(Call call) {
        return meters.counter(
                "acexy_orchestrator_calls_total",
                "Requests to the orchestrator, by status or by why there was none",
                "endpoint",
                call.endpoint(),
                "method",
                call.method(),
                "status",
                call.end());
    }

    @Override
    public void stopped() {
        stopped.increment();
    }

    @Override
    public void provisionRepeated() {
        repeats.increment();
    }

    @Override
    public void provisioned(Result result, Duration took) {
        provisions.get(result).record(took);
    }
}
