package io.acexy.orchestrator.reply;

import io.acexy.orchestrator.http.HttpFault;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a call to the orchestrator ended. A call always ends with one of these and never with an exception.
 *
 * @param <T> what it was to bring
 */
public sealed interface Reply<T> {

    /**
     * It worked.
     *
     * @param content what came
     * @param advice what the headers say beside
     */
    record Success<T>(T content, Advice advice) implements Reply<T> {
        @Override
        public <R> R fold(Cases<? super T, ? extends R> cases) {
            return cases.success(content, advice);
        }

        @Override
        public <R> Reply<R> map(Function<? super T, ? extends R> change) {
            return new Success<>(change.apply(content), advice);
        }

        @Override
        public Optional<T> contentIfAny() {
            return Optional.of(content);
        }

        @Override
        public boolean isAnswered() {
            return true;
        }
    }

    /**
     * The orchestrator said no.
     *
     * @param refusal why, and whether it is worth waiting
     */
    record Refused<T>(Refusal refusal) implements Reply<T> {
        @Override
        public <R> R fold(Cases<? super T, ? extends R> cases) {
            return cases.refused(refusal);
        }

        @Override
        public <R> Reply<R> map(Function<? super T, ? extends R> change) {
            return new Refused<>(refusal);
        }

        @Override
        public Optional<Refusal> refusalIfAny() {
            return Optional.of(refusal);
        }

        @Override
        public boolean isAnswered() {
            return true;
        }
    }

    /**
     * Nothing usable came back, and repeating the call does no harm: it only asked, or it never left.
     *
     * @param fault what happened
     * @param reason for the log
     */
    record Failed<T>(HttpFault fault, String reason) implements Reply<T> {
        @Override
        public <R> R fold(Cases<? super T, ? extends R> cases) {
            return cases.failed(fault, reason);
        }

        @Override
        public <R> Reply<R> map(Function<? super T, ? extends R> change) {
            return new Failed<>(fault, reason);
        }
    }

    /**
     * The request changes something and may have done so, but no answer says it. Never repeat it: look at the engine list,
     * or the stream list, to learn what was done.
     *
     * @param reason for the log
     */
    record Ambiguous<T>(String reason) implements Reply<T> {
        @Override
        public <R> R fold(Cases<? super T, ? extends R> cases) {
            return cases.ambiguous(reason);
        }

        @Override
        public <R> Reply<R> map(Function<? super T, ? extends R> change) {
            return new Ambiguous<>(reason);
        }
    }

    /**
     * Not even tried: the orchestrator has not answered for a while.
     *
     * @param retryAfter when a call may be let through again
     */
    record CircuitOpen<T>(Duration retryAfter) implements Reply<T> {
        @Override
        public <R> R fold(Cases<? super T, ? extends R> cases) {
            return cases.circuitOpen(retryAfter);
        }

        @Override
        public <R> Reply<R> map(Function<? super T, ? extends R> change) {
            return new CircuitOpen<>(retryAfter);
        }
    }

    /**
     * This orchestrator does not offer it. That is remembered for a while.
     *
     * @param what the path
     */
    record Unsupported<T>(String what) implements Reply<T> {
        @Override
        public <R> R fold(Cases<? super T, ? extends R> cases) {
            return cases.unsupported(what);
        }

        @Override
        public <R> Reply<R> map(Function<? super T, ? extends R> change) {
            return new Unsupported<>(what);
        }
    }

    /** One branch per outcome, for callers that handle them all. */
    interface Cases<T, R> {
        R success(T content, Advice advice);

        R refused(Refusal refusal);

        R failed(HttpFault fault, String reason);

        R ambiguous(String reason);

        R circuitOpen(Duration retryAfter);

        R unsupported(String what);
    }

    /** Takes the branch that fits. */
    <R> R fold(Cases<? super T, ? extends R> cases);

    /** What came, if the call worked. */
    default Optional<T> contentIfAny() {
        return Optional.empty();
    }

    /** The refusal, if it is one. */
    default Optional<Refusal> refusalIfAny() {
        return Optional.empty();
    }

    /** True if the orchestrator has answered in a way that shows it alive, be it with a no. */
    default boolean isAnswered() {
        return false;
    }

    /** One line for the log, without secrets. */
    default String describe() {
        return fold(new ReplyDescription());
    }

    /** The same outcome with other content. */
    <R> Reply<R> map(Function<? super T, ? extends R> change);
}
