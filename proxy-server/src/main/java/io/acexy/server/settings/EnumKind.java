package io.acexy.server.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * One of a few names, in any case.
 *
 * @param values every allowed constant; printed in lower case
 */
public record EnumKind<E extends Enum<E>>(List<E> values) implements ValueKind<E> {

    public static <E extends Enum<E>> EnumKind<E> of(Class<E> type) {
        return new EnumKind<>(List.of(type.getEnumConstants()));
    }

    @Override
    public E parse(String text) {
        for (E value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException("the nearest is " + NearestName.of(text, names()));
    }

    @Override
    public void check(E value) {
        if (!values.contains(value)) {
            throw new IllegalArgumentException("not one of them");
        }
    }

    @Override
    public String print(E value) {
        return Ascii.lowerCase(value.name());
    }

    @Override
    public String form() {
        return "one of " + String.join(", ", names());
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        values.forEach(value -> names.add(print(value)));
        return names;
    }
}
