package io.acexy.server.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Secrets that sign, separated by commas; the first is the one that is used, the others hold still. None is ever shown. */
public enum SecretsKind implements ValueKind<List<String>> {
    INSTANCE;

    /** What can be guessed signs nothing. */
    public static final int SHORTEST = 16;

    private static final int MOST = 10;
    private static final Pattern SECRET = Pattern.compile("[!-+\\--~]{" + SHORTEST + ",256}");

    @Override
    public List<String> parse(String text) {
        List<String> secrets = new ArrayList<>();
        if (!text.isBlank()) {
            for (String part : text.split(",", -1)) {
                secrets.add(part.strip());
            }
        }
        check(secrets);
        return List.copyOf(secrets);
    }

    @Override
    public void check(List<String> value) {
        if (value.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " of them");
        }
        if (!value.stream().allMatch(secret -> SECRET.matcher(secret).matches())) {
            throw new IllegalArgumentException(
                    "a secret must have " + SHORTEST + " to 256 printable characters, no comma and no space");
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
        return "secrets of at least " + SHORTEST + " characters, separated by commas; or empty for none";
    }
}
