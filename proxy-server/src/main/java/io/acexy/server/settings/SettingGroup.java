package io.acexy.server.settings;

import java.util.List;

/**
 * Settings that are read together, in the order in which they are documented.
 *
 * @param title a heading, such as "Engines"
 */
public record SettingGroup(String title, List<Setting<?>> settings) {

    public SettingGroup {
        settings = List.copyOf(settings);
    }
}
