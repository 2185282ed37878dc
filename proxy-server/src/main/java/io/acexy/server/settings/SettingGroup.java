package io.acexy.server.settings;

import java.util.List;

/**
 * Settings that are read together, in the order in which they are documented.
 *
 * @param title a heading, such as "Engines"
 * @param families what is named by whoever runs the program; documented first
 */
public record SettingGroup(String title, List<Setting<?>> settings, List<SettingFamily<?>> families) {

    public SettingGroup {
        settings = List.copyOf(settings);
        families = List.copyOf(families);
    }

    /** One whose names are all known. */
    public SettingGroup(String title, List<Setting<?>> settings) {
        this(title, settings, List.of());
    }
}
