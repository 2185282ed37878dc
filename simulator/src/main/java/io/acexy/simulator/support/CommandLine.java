package io.acexy.simulator.support;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/** Takes a command line apart. What is not understood is an {@link IllegalArgumentException} that says what is wrong. */
public final class CommandLine {

    private CommandLine() {}

    /**
     * Reads options one after another.
     *
     * @param flags those without a value
     * @param option takes each with its value, which is empty for flags
     */
    public static void read(String[] args, Set<String> flags, BiConsumer<String, String> option) {
        Iterator<String> words = List.of(args).iterator();
        while (words.hasNext()) {
            String name = words.next();
            if (flags.contains(name)) {
                option.accept(name, "");
            } else if (words.hasNext()) {
                option.accept(name, words.next());
            } else {
                throw new IllegalArgumentException("unknown option, or its value is missing: " + name);
            }
        }
    }

    /** A whole number from 0 on. */
    public static long number(String option, String text, long most) {
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " takes a number, not " + text, e);
        }
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(option + " is 0 to " + most + ", not " + value);
        }
        return value;
    }

    /** A constant by its name, in any case, with {@code -} for {@code _}. */
    public static <E extends Enum<E>> E choice(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is none of " + Arrays.toString(type.getEnumConstants()), e);
        }
    }
}
