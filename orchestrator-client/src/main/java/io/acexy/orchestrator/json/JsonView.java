package io.acexy.orchestrator.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A forgiving look at one JSON value. Asking for what is not there, or is of another kind, gives an empty answer and never
 * an exception: the three dialects disagree on types (a flag is {@code true} or {@code 1}, a reason is a string or an
 * object), and what we can do without must not cost us the rest of the answer. Immutable.
 */
public final class JsonView {

    /** What is not there. */
    public static final JsonView ABSENT = new JsonView(null);

    private final Object raw;

    JsonView(Object raw) {
        this.raw = raw;
    }

    /** The member of that name, or an absent value. */
    public JsonView at(String name) {
        return raw instanceof Map<?, ?> members && members.get(name) instanceof JsonView member ? member : ABSENT;
    }

    /** False for {@code null} and for what is not there. */
    public boolean isPresent() {
        return raw != null;
    }

    /** True for an object. */
    public boolean isObject() {
        return raw instanceof Map;
    }

    /** True for an array. */
    public boolean isArray() {
        return raw instanceof List;
    }

    /** The text of a string, or the usual notation of a number or a flag. */
    public Optional<String> text() {
        return raw == null || isObject() || isArray() ? Optional.empty() : Optional.of(raw.toString());
    }

    /** Like {@link #text()}, with an empty or blank string taken for nothing. */
    public Optional<String> nonBlank() {
        return text().filter(text -> !text.isBlank());
    }

    /** A finite number, also one that was written as a string. */
    public OptionalDouble number() {
        if (raw instanceof Number number) {
            return finite(number.doubleValue());
        }
        if (!(raw instanceof String text) || text.isBlank() || text.length() > 32) {
            return OptionalDouble.empty();
        }
        try {
            return finite(Double.parseDouble(text.strip()));
        } catch (NumberFormatException ignored) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble finite(double number) {
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** A number that fits an {@code int}, fractions cut off. */
    public OptionalInt integer() {
        OptionalDouble number = number();
        boolean fits = number.isPresent() && Math.abs(number.getAsDouble()) <= Integer.MAX_VALUE;
        return fits ? OptionalInt.of((int) number.getAsDouble()) : OptionalInt.empty();
    }

    /** {@code true} and {@code false}, also as words and as numbers (zero is false). */
    public Optional<Boolean> flag() {
        if (raw instanceof Boolean flag) {
            return Optional.of(flag);
        }
        if (raw instanceof String text) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true", "yes", "1" -> Optional.of(true);
                case "false", "no", "0" -> Optional.of(false);
                default -> Optional.empty();
            };
        }
        OptionalDouble number = number();
        return number.isPresent() ? Optional.of(number.getAsDouble() != 0) : Optional.empty();
    }

    /**
     * A point in time in ISO 8601: {@code Z} or an offset, with or without a fraction, a blank for the {@code T}; without
     * any zone it is taken for UTC. An empty string, which one dialect sends for "never", is nothing.
     */
    public Optional<Instant> instant() {
        if (!(raw instanceof String text) || text.isBlank() || text.length() > 64) {
            return Optional.empty();
        }
        String iso = text.strip().replace(' ', 'T');
        try {
            return Optional.of(OffsetDateTime.parse(iso).toInstant());
        } catch (DateTimeException withoutOffset) {
            try {
                return Optional.of(LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException ignored) {
                return Optional.empty();
            }
        }
    }

    /** The items of an array, or nothing. */
    public List<JsonView> items() {
        List<JsonView> items = new ArrayList<>();
        if (raw instanceof List<?> list) {
            list.forEach(item -> items.add((JsonView) item));
        }
        return items;
    }

    /** The members of an object in their order, or nothing. */
    public Map<String, JsonView> members() {
        Map<String, JsonView> members = new LinkedHashMap<>();
        if (raw instanceof Map<?, ?> map) {
            map.forEach((name, member) -> members.put((String) name, (JsonView) member));
        }
        return members;
    }

    @Override
    public String toString() {
        return raw == null ? "null" : raw.toString();
    }
}
