package io.acexy.orchestrator;

import io.acexy.orchestrator.http.HttpCall;
import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.http.HttpOutcome;
import io.acexy.orchestrator.http.HttpTransport;
import io.acexy.orchestrator.json.JsonDocument;
import io.acexy.orchestrator.json.JsonView;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds out which generation is listening, by at most two reads that harm none of them: dialect B has a version page that
 * says {@code go_unified}; the two of A differ in what their status tells of the configuration. Confined to the client's
 * event loop.
 */
final class DialectProber {

    private static final String VERSION_PATH = "/api/v1/version";
    private static final String STATUS_PATH = "/orchestrator/status";
    private static final Duration LEAST = Duration.ofMillis(100);

    private final HttpTransport transport;
    private final String prefix;
    private final Duration budget;
    private final Ticker ticker;

    DialectProber(HttpTransport transport, String prefix, Duration budget, Ticker ticker) {
        this.transport = transport;
        this.prefix = prefix;
        this.budget = budget;
        this.ticker = ticker;
    }

    /** Calls back within the budget, with a {@link Reply.Success} or a {@link Reply.Failed}. */
    void probe(Consumer<Reply<Dialect>> then) {
        long start = ticker.nanoTime();
        transport.execute(HttpCall.get(prefix + VERSION_PATH, budget), outcome -> {
            if (AnswerJudge.blamesPeer(outcome) || outcome instanceof HttpOutcome.Broken) {
                then.accept(failed(outcome));
            } else if (json(outcome).at("go_unified").flag().orElse(false)) {
                then.accept(new Reply.Success<>(Dialect.B, Advice.NONE));
            } else {
                Duration left = budget.minusNanos(ticker.nanoTime() - start);
                probeStatus(left.compareTo(LEAST) < 0 ? LEAST : left, then);
            }
        });
    }

    private void probeStatus(Duration left, Consumer<Reply<Dialect>> then) {
        transport.execute(HttpCall.get(prefix + STATUS_PATH, left), outcome -> {
            Optional<Dialect> dialect = ofStatus(outcome);
            then.accept(dialect.isPresent() ? new Reply.Success<>(dialect.get(), Advice.NONE) : failed(outcome));
        });
    }

    private static Optional<Dialect> ofStatus(HttpOutcome outcome) {
        if (!(outcome instanceof HttpOutcome.Answered answer)) {
            return Optional.empty();
        }
        JsonView status = json(outcome);
        if (status.at("config").at("engine_variant").isPresent()) {
            return Optional.of(Dialect.A_DEC);
        }
        // One version of that month fails on its own status page, with a 500, and serves everything else.
        boolean old = status.at("provisioning").isObject() || answer.status() == 500;
        return old ? Optional.of(Dialect.A_OCT) : Optional.empty();
    }

    private static JsonView json(HttpOutcome outcome) {
        String body = outcome instanceof HttpOutcome.Answered answer ? answer.body() : "";
        return JsonDocument.parse(body).orElse(JsonView.ABSENT);
    }

    private static Reply<Dialect> failed(HttpOutcome outcome) {
        return outcome instanceof HttpOutcome.Broken broken
                ? new Reply.Failed<>(broken.fault(), broken.reason())
                : new Reply.Failed<>(
                        HttpFault.GARBLED,
                        "no orchestrator: status " + ((HttpOutcome.Answered) outcome).status()
                                + " to the first questions");
    }
}
