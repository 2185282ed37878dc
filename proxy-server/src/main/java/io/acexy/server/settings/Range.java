package io.acexy.server.settings;

import java.util.function.Function;

/**
 * The allowed values of an ordered kind: from {@code min} to {@code max}, both included, and perhaps zero with a meaning
 * of its own.
 *
 * @param zero the zero of the kind
 * @param zeroMeaning what zero stands for when it lies outside of the range or means more than none; empty for nothing
 */
record Range<T extends Comparable<T>>(T min, T max, T zero, String zeroMeaning) {

    Range {
        if (min.compareTo(max) > 0) {
            throw new IllegalArgumentException("an empty range: " + min + " to " + max);
        }
    }

    Range<T> orZero(String meaning) {
        return new Range<>(min, max, zero, meaning);
    }

    /** Refuses what is neither in the range nor the meaningful zero. */
    void check(T value) {
        boolean inside = value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
        boolean special = !zeroMeaning.isEmpty() && value.compareTo(zero) == 0;
        if (!inside && !special) {
            throw new IllegalArgumentException("out of range");
        }
    }

    /** The range in words, such as "0 (no limit), or 1 to 64". */
    String words(Function<T, String> print) {
        String bounds = print.apply(min) + " to " + print.apply(max);
        return zeroMeaning.isEmpty() ? bounds : print.apply(zero) + " (" + zeroMeaning + "), or " + bounds;
    }
}
