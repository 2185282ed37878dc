package io.acexy.server.config;

import io.acexy.server.settings.EnumKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.util.List;

/** What is logged; to standard error, one line per event. */
public record LogConfig(LogLevel level) {

    static final Setting<LogLevel> LEVEL = Names.ACEXY.setting(
            "log.level", EnumKind.of(LogLevel.class), "info", "The least severe line that is logged.");

    static final SettingGroup SETTINGS = new SettingGroup("Log", List.of(LEVEL));

    public LogConfig {
        LEVEL.check(level);
    }

    static LogConfig of(Resolution settings) {
        return new LogConfig(settings.get(LEVEL));
    }
}
