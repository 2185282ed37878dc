package io.acexy.orchestrator;

import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.http.HttpOutcome;
import io.acexy.orchestrator.reply.Advice;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a {@link Reply} of what the wire brought. The one place that decides what is ambiguous and what blames the peer. */
final class AnswerJudge {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerJudge.class);

    private final InstantSource clock;

    AnswerJudge(InstantSource clock) {
        this.clock = clock;
    }

    <T> Reply<T> judge(Question<T> question, HttpOutcome outcome) {
        return outcome instanceof HttpOutcome.Answered answer
                ? answered(question, answer)
                : broken(question, (HttpOutcome.Broken) outcome);
    }

    private static <T> Reply<T> broken(Question<T> question, HttpOutcome.Broken broken) {
        boolean ambiguous = broken.sent() && question.changesSomething();
        return ambiguous
                ? new Reply.Ambiguous<>(broken.fault() + ": " + broken.reason())
                : new Reply.Failed<>(broken.fault(), broken.reason());
    }

    private <T> Reply<T> answered(Question<T> question, HttpOutcome.Answered answer) {
        Advice advice = Advice.of(answer.headers(), clock);
        if (isSuccess(answer)) {
            Optional<T> content = read(question, answer);
            return content.isPresent() ? new Reply.Success<>(content.get(), advice) : unreadable(question, answer);
        }
        Refusal refusal = Refusal.of(answer, advice);
        // A 500 that is no JSON comes from below the handler: what the handler had done by then is not known.
        boolean ambiguous = question.changesSomething() && answer.status() >= 500 && !refusal.structured();
        return ambiguous ? new Reply.Ambiguous<>(refusal.toString()) : new Reply.Refused<>(refusal);
    }

    static boolean isSuccess(HttpOutcome.Answered answer) {
        return answer.status() / 100 == 2 || answer.status() == 304;
    }

    private static <T> Optional<T> read(Question<T> question, HttpOutcome.Answered answer) {
        try {
            return question.reader().apply(answer);
        } catch (RuntimeException bug) {
            // The readers promise not to throw; a caller must get its reply even where they break the promise.
            LOG.atError().addKeyValue("path", question.path()).setCause(bug).log("answer could not be read");
            return Optional.empty();
        }
    }

    private static <T> Reply<T> unreadable(Question<T> question, HttpOutcome.Answered answer) {
        String reason = "status " + answer.status() + " with " + answer.body().length() + " characters of another kind";
        return question.changesSomething()
                ? new Reply.Ambiguous<>(reason)
                : new Reply.Failed<>(HttpFault.GARBLED, reason);
    }

    /** True if the outcome shows that the orchestrator itself cannot be talked to. */
    static boolean blamesPeer(HttpOutcome outcome) {
        if (outcome instanceof HttpOutcome.Broken broken) {
            return broken.fault().blamesPeer();
        }
        // These three without JSON are a gateway's word for "nobody there".
        HttpOutcome.Answered answer = (HttpOutcome.Answered) outcome;
        boolean gateway = answer.status() >= 502 && answer.status() <= 504;
        return gateway && !Refusal.of(answer, Advice.NONE).structured();
    }
}
