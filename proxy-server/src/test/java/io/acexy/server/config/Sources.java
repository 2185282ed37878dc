package io.acexy.server.config;

import io.acexy.server.settings.ConfigSources;
import java.util.List;
import java.util.Map;

/** Builds sources of settings one layer at a time. */
record Sources(Map<String, String> commandLine, Map<String, String> properties, Map<String, String> environment) {

    static Sources none() {
        return new Sources(Map.of(), Map.of(), Map.of());
    }

    Sources commandLine(String name, String value) {
        return new Sources(Map.of(name, value), properties, environment);
    }

    Sources property(String name, String value) {
        return new Sources(commandLine, Map.of(name, value), environment);
    }

    Sources environment(String name, String value) {
        return new Sources(commandLine, properties, Map.of(name, value));
    }

    EffectiveConfig load() {
        return ProxyConfig.load(new ConfigSources(commandLine, List.of(), properties, environment));
    }
}
