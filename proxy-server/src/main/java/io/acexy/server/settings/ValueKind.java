package io.acexy.server.settings;

/**
 * How one kind of value is written and what is allowed. Stateless; a range is part of the kind, so that the text of an
 * error, the help and the documentation cannot disagree with what is checked.
 *
 * @param <T> the type of the value in the configuration records
 */
public interface ValueKind<T> {

    /**
     * Reads a value and checks it.
     *
     * @throws IllegalArgumentException when the text is not of this kind or out of range; the message, when there is one,
     *     adds to {@link #form()} what this particular text gets wrong
     */
    T parse(String text);

    /**
     * Checks a value that did not come from text.
     *
     * @throws IllegalArgumentException when the value is out of range
     */
    void check(T value);

    /** Writes a value so that {@link #parse} reads it back. */
    String print(T value);

    /** What is allowed, in words that fit after "allowed:". */
    String form();
}
