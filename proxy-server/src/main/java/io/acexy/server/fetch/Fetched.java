package io.acexy.server.fetch;

/**
 * How a wish ended.
 *
 * @param <T> what the reader makes of the bytes
 */
public sealed interface Fetched<T> {

    /**
     * It came, whole.
     *
     * @param value what the reader has made of it
     * @param validators to ask with the next time
     */
    record Fresh<T>(T value, Validators validators) implements Fetched<T> {}

    /** It is what is known by its validators. */
    record Unchanged<T>() implements Fetched<T> {}

    /**
     * It did not come, or not whole, or is not what it should be.
     *
     * @param reason why, in one line for the operator; names neither users nor passwords nor queries
     */
    record Refused<T>(String reason) implements Fetched<T> {}
}
