package io.acexy.server.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Texts, separated by commas, in an order that counts; none empty, none twice.
 *
 * @param what they are, in words, such as "hosts"
 */
public record TextsKind(String what) implements ValueKind<List<String>> {

    private static final int MOST = 200;
    private static final int LONGEST = 4096;

    @Override
    public List<String> parse(String text) {
        List<String> texts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                texts.add(part.strip());
            }
        }
        check(texts);
        return List.copyOf(texts);
    }

    @Override
    public void check(List<String> value) {
        if (value.size() > MOST || value.stream().anyMatch(text -> text.length() > LONGEST)) {
            throw new IllegalArgumentException("there are more than " + MOST + ", or one is too long");
        }
        if (value.stream().anyMatch(text -> text.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException("one has characters that cannot be shown");
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
        return what + ", separated by commas; or empty for none";
    }
}
