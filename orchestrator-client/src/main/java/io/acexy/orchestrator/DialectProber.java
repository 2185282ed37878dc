package io.acexy.orchestrator;

import io.acexy.orchestrator.http.HttpCall;
import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.http.HttpOutcome;
import io.acexy.orchestrator.http.HttpTransport;
import io.acexy.orchestrator.json.JsonDocument;
import io.acexy.orchestrator.json.JsonView;
import io.acexy.orchestrator.reply.Advice;
import io.acexy.orchestrator.reply.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds out which generation is listening, by at most two reads that harm none of them: dialect B has a version page that
 * says {@code go_unified}, the last of A one that does not; the others of A differ in what their status tells of the
 * configuration. Each read has its own time: an orchestrator that is slow all over is found nevertheless. Confined to the
 * client's event loop.
 */
final class DialectProber {

    private static final String VERSION_PATH = "/api/v1/version";
    private static final String STATUS_PATH = "/orchestrator/status";

    private final HttpTransport transport;
    private final String prefix;
    private final Duration timeout;

    DialectProber(HttpTransport transport, String prefix, Duration timeout) {
        this.transport = transport;
        this.prefix = prefix;
        this.timeout = timeout;
    }

    /** Calls back within twice the time of a call, with a {@link Reply.Success} or a {@link Reply.Failed}. */
    void probe(Consumer<Reply<Dialect>> then) {
        transport.execute(HttpCall.get(prefix + VERSION_PATH, timeout), outcome -> {
            if (AnswerJudge.blamesPeer(outcome) || outcome instanceof HttpOutcome.Broken) {
                then.accept(failed(outcome));
            } else if (json(outcome).at("go_unified").flag().orElse(false)) {
                then.accept(new Reply.Success<>(Dialect.B, Advice.NONE));
            } else if (json(outcome).at("version").isPresent()) {
                then.accept(new Reply.Success<>(Dialect.A_LAST, Advice.NONE));
            } else {
                probeStatus(then);
            }
        });
    }

    private void probeStatus(Consumer<Reply<Dialect>> then) {
        transport.execute(HttpCall.get(prefix + STATUS_PATH, timeout), outcome -> {
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
        if (outcome instanceof HttpOutcome.Broken broken) {
            return new Reply.Failed<>(broken.fault(), broken.reason());
        }
        int status = ((HttpOutcome.Answered) outcome).status();
        String reason = status == 401 || status == 403
                ? "somebody before the orchestrator refuses the key: status " + status
                : "no orchestrator: status " + status + " to the first questions";
        return new Reply.Failed<>(HttpFault.GARBLED, reason);
    }
}
