package io.acexy.server.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every setting of a program, and the one among them that names the file of settings. Immutable. */
public final class Catalogue {

    private final List<SettingGroup> groups;
    private final Setting<Path> file;
    private final Map<String, String> needless;
    private final Map<String, Setting<?>> byName = new LinkedHashMap<>();

    /**
     * Gathers groups; two settings of one name are a mistake of the programmer.
     *
     * @param file the setting, in one of the groups, that names the file
     */
    public Catalogue(List<SettingGroup> groups, Setting<Path> file) {
        this(groups, file, Map.of());
    }

    /**
     * The same, with environment variables that others like it need.
     *
     * @param needless why each of them is ignored
     */
    public Catalogue(List<SettingGroup> groups, Setting<Path> file, Map<String, String> needless) {
        this.groups = List.copyOf(groups);
        this.file = file;
        this.needless = Map.copyOf(needless);
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

    /** The setting that names the file; it cannot be set in the file itself. */
    Setting<Path> file() {
        return file;
    }

    /** Environment variables that mean nothing here, with the reason. */
    Map<String, String> needless() {
        return needless;
    }

    /** The settings of all groups, in the same order. */
    public List<Setting<?>> settings() {
        List<Setting<?>> all = new ArrayList<>();
        groups.forEach(group -> all.addAll(group.settings()));
        return all;
    }

    /** The families of all groups, in the same order. */
    public List<SettingFamily<?>> families() {
        List<SettingFamily<?>> all = new ArrayList<>();
        groups.forEach(group -> all.addAll(group.families()));
        return all;
    }

    /** Settings by every name they have, aliases included; names without prefix. */
    public Map<String, Setting<?>> byName() {
        return byName;
    }
}
