package io.acexy.server.metrics;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** One counter for each of a few cases, all of them there from the beginning: what never happened is 0, and not missing. */
final class Cases<E extends Enum<E>> {

    private final Map<E, Counter> counters;

    /** @param counter makes the one of a case, which is given as a word */
    Cases(Class<E> cases, Function<String, Counter> counter) {
        counters = new EnumMap<>(cases);
        for (E one : cases.getEnumConstants()) {
            counters.put(one, counter.apply(word(one)));
        }
    }

    /** As labels have it. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    void count(E one) {
        counters.get(one).increment();
    }

    void add(E one, double amount) {
        counters.get(one).increment(amount);
    }
}
