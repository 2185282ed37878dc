package io.acexy.server.settings;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * One source of values.
 *
 * @param where what goes before a key to say where it was written
 * @param spelling makes the key from a setting's name
 */
record Layer(String where, UnaryOperator<String> spelling, Map<String, String> values) {

    /** The value under a setting's name, or null. White space around it is a slip of the pen, never meant. */
    Given find(String name) {
        String key = spelling.apply(name);
        String value = values.get(key);
        return value == null ? null : new Given(value.strip(), where + key);
    }

    /**
     * The values whose names begin so, by what follows in them.
     *
     * @param known keys that are something else
     */
    Map<String, Given> findAll(String prefix, Collection<String> known) {
        String start = spelling.apply(prefix);
        Map<String, Given> found = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(start) && !known.contains(key)) {
                found.put(key.substring(start.length()), new Given(value.strip(), where + key));
            }
        });
        return found;
    }
}
