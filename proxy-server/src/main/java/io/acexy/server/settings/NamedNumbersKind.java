package io.acexy.server.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Names with a whole number each, {@code name:number}, separated by commas; no name twice. */
public record NamedNumbersKind(Range<Integer> range) implements ValueKind<Map<String, Integer>> {

    public static NamedNumbersKind between(int min, int max) {
        return new NamedNumbersKind(new Range<>(min, max, 0, ""));
    }

    @Override
    public Map<String, Integer> parse(String text) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String one = part.strip();
            int colon = one.lastIndexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException('"' + one + "\" is not a name:number");
            }
            if (numbers.put(one.substring(0, colon).strip(), number(one.substring(colon + 1))) != null) {
                throw new IllegalArgumentException("a name is there twice");
            }
        }
        check(numbers);
        return Map.copyOf(numbers);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException('"' + text + "\" is not a whole number", e);
        }
    }

    @Override
    public void check(Map<String, Integer> value) {
        value.values().forEach(range::check);
    }

    @Override
    public String print(Map<String, Integer> value) {
        return value.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> one.getKey() + ":" + one.getValue())
                .collect(Collectors.joining(","));
    }

    @Override
    public String form() {
        return "name:number, separated by commas, each " + range.words(Object::toString) + "; or empty for none";
    }
}
