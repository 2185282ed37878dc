package io.acexy.server.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Host names and addresses, separated by commas, in small letters; none twice. */
public enum HostNamesKind implements ValueKind<List<String>> {
    INSTANCE;

    private static final int MOST = 200;

    @Override
    public List<String> parse(String text) {
        List<String> names = new ArrayList<>();
        if (!text.isBlank()) {
            for (String part : text.split(",", -1)) {
                names.add(Ascii.lowerCase(name(part.strip())));
            }
        }
        check(names);
        return List.copyOf(names);
    }

    private static String name(String text) {
        try {
            return Hosts.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException('"' + text + "\": " + e.getMessage(), e);
        }
    }

    @Override
    public void check(List<String> value) {
        if (value.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " of them");
        }
        value.forEach(Hosts::check);
        if (Set.copyOf(value).size() != value.size()) {
            throw new IllegalArgumentException("one is there twice");
        }
    }

    @Override
    public String print(List<String> value) {
        return String.join(",", value.stream().map(Hosts::bracketed).toList());
    }

    @Override
    public String form() {
        return "host names such as tv.example.org, without scheme and port, separated by commas; or empty for none";
    }
}
