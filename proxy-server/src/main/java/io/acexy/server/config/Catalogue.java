package io.acexy.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every setting there is. Immutable. */
public final class Catalogue {

    /** Where the file is cannot be said in the file. */
    static final Setting<Path> CONFIG = Setting.of(
            "config",
            PathKind.INSTANCE,
            "",
            "A file of settings, one acexy.name=value a line (the java .properties format, UTF-8); cannot be set in itself.");

    /** The settings of the proxy. */
    public static final Catalogue ACEXY = new Catalogue(List.of(
            ListenConfig.SETTINGS,
            EngineConfig.SETTINGS,
            OrchestrationConfig.SETTINGS,
            StreamConfig.SETTINGS,
            FailoverConfig.SETTINGS,
            PlayerConfig.SETTINGS,
            HlsConfig.SETTINGS,
            RuntimeConfig.SETTINGS,
            LogConfig.SETTINGS,
            new SettingGroup("File", List.of(CONFIG))));

    private final List<SettingGroup> groups;
    private final Map<String, Setting<?>> byName = new LinkedHashMap<>();

    /** Gathers groups; two settings of one name are a mistake of the programmer. */
    Catalogue(List<SettingGroup> groups) {
        this.groups = List.copyOf(groups);
        for (Setting<?> setting : settings()) {
            for (String name : setting.names()) {
                if (byName.putIfAbsent(name, setting) != null) {
                    throw new IllegalStateException("two settings are called " + name);
                }
            }
        }
    }

    /** The settings in the order of the documentation. */
    public List<SettingGroup> groups() {
        return groups;
    }

    List<Setting<?>> settings() {
        List<Setting<?>> all = new ArrayList<>();
        groups.forEach(group -> all.addAll(group.settings()));
        return all;
    }

    /** Settings by every name they have, aliases included; names without prefix. */
    Map<String, Setting<?>> byName() {
        return byName;
    }
}
