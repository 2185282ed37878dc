package io.acexy.orchestrator;

import io.acexy.orchestrator.health.CircuitBreaker;
import io.acexy.orchestrator.health.KeyWatch;
import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.http.HttpOutcome;
import io.acexy.orchestrator.http.HttpTransport;
import io.acexy.orchestrator.provision.ProvisioningGate;
import io.acexy.orchestrator.reply.Advice;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything between a question and the wire: leave from the circuit breaker, the dialect's paths, the way back when the
 * orchestrator has become another one. Confined to the client's event loop; all fields plain but the one that is shown.
 */
final class Conversation {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final HttpTransport transport;
    private final String prefix;
    private final DialectProber prober;
    private final CircuitBreaker breaker;
    private final AnswerJudge judge;
    private final FeatureMemory features;
    private final ProvisioningGate gate;
    private final KeyWatch key;
    private final ClientListener listener;
    private final int mostWaiting;

    private final List<Consumer<Reply<Dialect>>> probeWaiters = new ArrayList<>();
    private boolean probing;
    private Dialect dialect;

    /** The dialect for readers on other threads. Written on the loop only. */
    private volatile Optional<Dialect> shown = Optional.empty();

    /** What a conversation is made of; everything lives on the same loop. */
    record Parts(Wire wire, DialectProber prober, AnswerJudge judge, FeatureMemory features, Watches watches) {}

    /** What calls go out on: {@code prefix} comes before every path, and so many may wait for the dialect. */
    record Wire(HttpTransport transport, String prefix, int mostWaiting) {}

    /** What every answer teaches. */
    record Watches(CircuitBreaker breaker, ProvisioningGate gate, KeyWatch key, ClientListener listener) {}

    Conversation(Parts parts) {
        transport = parts.wire().transport();
        prefix = parts.wire().prefix();
        prober = parts.prober();
        breaker = parts.watches().breaker();
        judge = parts.judge();
        features = parts.features();
        gate = parts.watches().gate();
        key = parts.watches().key();
        listener = parts.watches().listener();
        mostWaiting = parts.wire().mostWaiting();
    }

    Optional<Dialect> dialect() {
        return shown;
    }

    /** Asks; a path that is gone makes it look who is listening now, and ask that one. */
    <T> void ask(Question<T> question, Consumer<Reply<T>> then) {
        inDialect(spoken -> send(question, spoken, true, then), then);
    }

    private <T> void send(Question<T> question, Dialect spoken, boolean mayReprobe, Consumer<Reply<T>> then) {
        transport.execute(question.call(prefix + spoken.path("")), outcome -> {
            Reply<T> reply = judge.judge(question, outcome);
            note(outcome, reply);
            key.heard(question.path(), reply);
            if (mayReprobe && isGone(reply) && dialect == spoken) {
                forget("a path is gone");
                lookAgain(question, spoken, reply, then);
            } else {
                then.accept(reply);
            }
        });
    }

    private static boolean isGone(Reply<?> reply) {
        return reply.refusalIfAny().map(Refusal::isUnknownPath).orElse(false);
    }

    /** Nothing has happened on a path that is not there, so that any question may be asked again at the right one. */
    private <T> void lookAgain(Question<T> question, Dialect before, Reply<T> reply, Consumer<Reply<T>> then) {
        inDialect(
                spoken -> {
                    if (spoken == before) {
                        then.accept(reply);
                    } else {
                        send(question, spoken, false, then);
                    }
                },
                then);
    }

    /** Asks for something that most orchestrators do not have: its absence is remembered, and is no reason to look again. */
    <T> void askFor(FeatureMemory.Feature feature, Question<T> question, Consumer<Reply<T>> then) {
        inDialect(spoken -> offer(feature, question, spoken, then), then);
    }

    private <T> void offer(
            FeatureMemory.Feature feature, Question<T> question, Dialect spoken, Consumer<Reply<T>> then) {
        if (!features.mayAsk(feature)) {
            then.accept(new Reply.Unsupported<>(question.path()));
            return;
        }
        transport.execute(question.call(prefix + spoken.path("")), outcome -> {
            Reply<T> reply = judge.judge(question, outcome);
            if (isAbsent(question, outcome, reply)) {
                reply = new Reply.Unsupported<>(question.path());
                features.absent(feature);
            }
            note(outcome, reply);
            key.heard(question.path(), reply);
            then.accept(reply);
        });
    }

    /** A missing page, or dialect A's {@code 200 {"error":"not found"}}, which takes the last word of the path for an id. */
    private static boolean isAbsent(Question<?> question, HttpOutcome outcome, Reply<?> reply) {
        boolean otherPage = !question.changesSomething()
                && outcome instanceof HttpOutcome.Answered answer
                && AnswerJudge.isSuccess(answer)
                && reply.contentIfAny().isEmpty();
        return isGone(reply) || otherPage;
    }

    /** What each outcome teaches. */
    private void note(HttpOutcome outcome, Reply<?> reply) {
        boolean garbled = outcome instanceof HttpOutcome.Answered answer
                && AnswerJudge.isSuccess(answer)
                && !(reply.isAnswered() || reply instanceof Reply.Unsupported);
        if (AnswerJudge.blamesPeer(outcome) || garbled) {
            breaker.failed();
        } else if (outcome instanceof HttpOutcome.Answered) {
            breaker.succeeded();
        } else {
            breaker.unclear();
        }
        if (outcome instanceof HttpOutcome.Answered answer) {
            gate.heard(answer.headers());
        }
        boolean left = outcome instanceof HttpOutcome.Broken broken && broken.fault() == HttpFault.CONNECT;
        if (left || garbled || breaker.isOpen()) {
            forget(reply.describe());
        }
    }

    /** Whoever answers next may be another version. */
    private void forget(String reason) {
        if (dialect != null) {
            LOG.atDebug()
                    .addKeyValue("dialect", dialect)
                    .addKeyValue("reason", reason)
                    .log("dialect is in doubt");
        }
        dialect = null;
        shown = Optional.empty();
        features.clear();
    }

    /** Calls back with the dialect, or with why nothing can be asked now. */
    private void ready(Consumer<Reply<Dialect>> then) {
        switch (breaker.admit()) {
            case STOP -> {
                listener.stopped();
                then.accept(new Reply.CircuitOpen<>(breaker.retryAfter()));
            }
            case PROBE -> probe(then);
            case PASS -> {
                if (dialect != null) {
                    then.accept(new Reply.Success<>(dialect, Advice.NONE));
                } else {
                    probe(then);
                }
            }
        }
    }

    /** One probe for all who wait for it. */
    private void probe(Consumer<Reply<Dialect>> then) {
        if (probeWaiters.size() >= mostWaiting) {
            then.accept(new Reply.Failed<>(HttpFault.OVERLOADED, probeWaiters.size() + " calls wait already"));
            return;
        }
        probeWaiters.add(then);
        if (!probing) {
            probing = true;
            prober.probe(this::probed);
        }
    }

    private void probed(Reply<Dialect> found) {
        probing = false;
        found.contentIfAny().ifPresentOrElse(this::speak, () -> blame(found));
        List<Consumer<Reply<Dialect>>> waiters = List.copyOf(probeWaiters);
        probeWaiters.clear();
        waiters.forEach(waiter -> waiter.accept(found));
    }

    private void speak(Dialect found) {
        breaker.succeeded();
        dialect = found;
        shown = Optional.of(found);
        LOG.atInfo().addKeyValue("dialect", found).log("orchestrator found");
    }

    private void blame(Reply<Dialect> reply) {
        boolean ours =
                reply instanceof Reply.Failed<Dialect> failed && !failed.fault().blamesPeer();
        if (ours) {
            breaker.unclear();
        } else {
            breaker.failed();
        }
    }

    /** Goes on with the dialect, or passes on why there is none: a reply without content, so that nothing is mapped. */
    private <T> void inDialect(Consumer<Dialect> speak, Consumer<Reply<T>> then) {
        ready(found -> found.contentIfAny().ifPresentOrElse(speak, () -> then.accept(found.map(nothing -> null))));
    }
}
