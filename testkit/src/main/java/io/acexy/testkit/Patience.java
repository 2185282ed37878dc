package io.acexy.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * How long a test waits for what must come. It only bounds the time until a failure is told: no result may depend on the
 * machine's speed, so the limit is far beyond anything that a loaded machine needs. There is one for all tests.
 */
public final class Patience {

    /** For one wait. Less than the limit of a whole test, so that the wait itself says what did not come. */
    public static final Duration LIMIT = Duration.ofMinutes(4);

    /** Between two questions, so that asking does not take the processor from what is waited for. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Patience() {}

    /**
     * Something that can be asked.
     *
     * @param <T> its answers
     * @param <X> how asking fails
     */
    public interface Question<T, X extends Exception> {
        T ask() throws X;
    }

    /**
     * Asks again and again until an answer is as it should be, and returns that one. For what tells nobody that it has changed;
     * what does is waited for.
     */
    public static <T, X extends Exception> T until(Question<T, X> question, Predicate<T> condition) throws X {
        long limit = System.nanoTime() + LIMIT.toNanos();
        T answer = question.ask();
        while (!condition.test(answer)) {
            if (System.nanoTime() > limit || Thread.currentThread().isInterrupted()) {
                throw new AssertionError("not in " + LIMIT.toSeconds() + " s; the answer by then: " + answer);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            answer = question.ask();
        }
        return answer;
    }
}
