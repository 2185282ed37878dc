package io.acexy.server.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Keys, each with the name of who holds it. What is refused is told by name: a key is never shown. */
public enum NamedKeysKind implements ValueKind<Map<String, String>> {
    INSTANCE;

    /** A key that can be guessed is none. */
    public static final int SHORTEST = 8;

    private static final int MOST = 10_000;
    private static final Pattern NAME = Pattern.compile("[\\w.@-]{1,64}");

    /** What can stand in a path as it is (RFC 3986, 3.3), so that a key may be a part of one. */
    private static final Pattern KEY = Pattern.compile("[\\w.~@!$*+-]{" + SHORTEST + ",256}");

    @Override
    public Map<String, String> parse(String text) {
        Map<String, String> keys = new LinkedHashMap<>();
        if (!text.isBlank()) {
            for (String part : text.split(",", -1)) {
                add(part, keys);
            }
        }
        check(keys);
        return Map.copyOf(keys);
    }

    /**
     * Adds what one name=key says.
     *
     * @throws IllegalArgumentException where it says nothing, or a name twice
     */
    public static void add(String text, Map<String, String> keys) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("each is a name, an equals sign and a key");
        }
        String name = text.substring(0, equals).strip();
        if (keys.put(name, text.substring(equals + 1).strip()) != null) {
            throw new IllegalArgumentException("the name " + name + " is there twice");
        }
    }

    @Override
    public void check(Map<String, String> value) {
        if (value.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " of them");
        }
        value.forEach((name, key) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("a name has up to 64 letters, digits and _.@-");
            }
            if (!KEY.matcher(key).matches()) {
                throw new IllegalArgumentException(
                        "the key of " + name + " must have " + SHORTEST + " to 256 letters, digits and _.~@!$*+-");
            }
        });
        if (value.values().stream().distinct().count() < value.size()) {
            throw new IllegalArgumentException("two names have one key");
        }
    }

    @Override
    public String print(Map<String, String> value) {
        return String.join(",", value.entrySet().stream().map(Object::toString).toList());
    }

    @Override
    public String form() {
        return "name=key[,name=key...], each key at least " + SHORTEST + " letters, digits and _.~@!$*+-";
    }
}
