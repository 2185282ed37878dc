package io.acexy.server.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Names, separated by commas, out of some that are known; none twice.
 *
 * @param known which may be named
 */
public record NamesKind(Set<String> known) implements ValueKind<List<String>> {

    public NamesKind {
        known = Set.copyOf(known);
    }

    @Override
    public List<String> parse(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            names.add(Ascii.lowerCase(part.strip()));
        }
        check(names);
        return List.copyOf(names);
    }

    @Override
    public void check(List<String> value) {
        for (String name : value) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException('"' + name + "\" is none of them");
            }
        }
        if (Set.copyOf(value).size() != value.size()) {
            throw new IllegalArgumentException("one is there twice");
        }
    }

    @Override
    public String print(List<String> value) {
        return String.join(",", value);
    }

    @Override
    public String form() {
        return "any of " + String.join(", ", known.stream().sorted().toList())
                + ", separated by commas; or empty for none";
    }
}
