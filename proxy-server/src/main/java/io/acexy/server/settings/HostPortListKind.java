package io.acexy.server.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Addresses, separated by commas; none twice. */
public enum HostPortListKind implements ValueKind<List<HostPort>> {
    INSTANCE;

    private static final int MAX = 1000;

    @Override
    public List<HostPort> parse(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        List<HostPort> engines = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            try {
                engines.add(HostPort.parse(part.strip()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException('"' + part.strip() + "\": " + e.getMessage(), e);
            }
        }
        check(engines);
        return List.copyOf(engines);
    }

    @Override
    public void check(List<HostPort> value) {
        if (value.size() > MAX) {
            throw new IllegalArgumentException("more than " + MAX + " of them");
        }
        HashSet<HostPort> seen = new HashSet<>();
        for (HostPort engine : value) {
            if (!seen.add(engine)) {
                throw new IllegalArgumentException(engine + " is there twice");
            }
        }
    }

    @Override
    public String print(List<HostPort> value) {
        StringBuilder text = new StringBuilder();
        for (HostPort engine : value) {
            text.append(text.isEmpty() ? "" : ",").append(engine);
        }
        return text.toString();
    }

    @Override
    public String form() {
        return "host:port[,host:port...] such as 10.0.0.5:6878,[::1]:6878, each once, at most " + MAX;
    }
}
