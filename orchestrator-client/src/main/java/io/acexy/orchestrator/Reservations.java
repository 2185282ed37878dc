package io.acexy.orchestrator;

import io.acexy.orchestrator.http.HttpTransport;
import io.acexy.orchestrator.json.EngineReader;
import io.acexy.orchestrator.json.JsonDocument;
import io.acexy.orchestrator.message.EngineReservation;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Dialect B's second listener, which has other paths, its own authentication and a read that changes something: asking
 * holds a slot. So it is never asked twice for one wish. Confined to the client's event loop.
 */
final class Reservations {

    static final String PATH = "/internal/proxy/select-engine";

    private final HttpTransport transport;
    private final String prefix;
    private final AnswerJudge judge;
    private final Duration timeout;

    Reservations(HttpTransport transport, String prefix, AnswerJudge judge, Duration timeout) {
        this.transport = transport;
        this.prefix = prefix;
        this.judge = judge;
        this.timeout = timeout;
    }

    void reserve(Consumer<Reply<EngineReservation>> then) {
        Question<EngineReservation> question = new Question<>(
                PATH, Optional.empty(), true, Optional.empty(), timeout, answer -> JsonDocument.parse(answer.body())
                        .flatMap(EngineReader::reservation));
        transport.execute(question.call(prefix), outcome -> {
            Reply<EngineReservation> reply = judge.judge(question, outcome);
            boolean absent = reply.refusalIfAny().map(Refusal::isUnknownPath).orElse(false);
            then.accept(absent ? new Reply.Unsupported<>(PATH) : reply);
        });
    }

    void close() {
        transport.close();
    }
}
