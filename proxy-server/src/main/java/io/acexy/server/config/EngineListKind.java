package io.acexy.server.config;

import io.acexy.server.settings.HostPort;
import io.acexy.server.settings.ValueKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Engines and proxies, separated by commas; no address twice. */
enum EngineListKind implements ValueKind<List<EngineAt>> {
    INSTANCE;

    private static final int MAX = 1000;

    @Override
    public List<EngineAt> parse(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        List<EngineAt> engines = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            try {
                engines.add(EngineAt.parse(part.strip()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException('"' + part.strip() + "\": " + e.getMessage(), e);
            }
        }
        check(engines);
        return List.copyOf(engines);
    }

    @Override
    public void check(List<EngineAt> value) {
        if (value.size() > MAX) {
            throw new IllegalArgumentException("more than " + MAX + " of them");
        }
        HashSet<HostPort> seen = new HashSet<>();
        for (EngineAt engine : value) {
            if (!seen.add(engine.address())) {
                throw new IllegalArgumentException(engine + " is there twice");
            }
        }
    }

    @Override
    public String print(List<EngineAt> value) {
        StringBuilder text = new StringBuilder();
        for (EngineAt engine : value) {
            text.append(text.isEmpty() ? "" : ",").append(engine);
        }
        return text.toString();
    }

    @Override
    public String form() {
        return "host:port[,host:port...] such as 10.0.0.5:6878,[::1]:6878,acexy://10.0.0.6:8080, each once, at most "
                + MAX;
    }
}
