package io.acexy.server.config;

import io.acexy.server.settings.BooleanKind;
import io.acexy.server.settings.EnumKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.util.List;

/**
 * What is logged; to standard error, one line per event.
 *
 * @param level the least severe line
 * @param format how it is written
 * @param masked whether content ids and players' addresses are hidden, but for their beginnings
 */
public record LogConfig(LogLevel level, LogFormat format, boolean masked) {

    static final Setting<LogLevel> LEVEL = Names.ACEXY.setting(
            "log.level",
            EnumKind.of(LogLevel.class),
            "info",
            "The least severe line that is logged.");
    static final Setting<LogFormat> FORMAT = Names.ACEXY.setting(
            "log.format",
            EnumKind.of(LogFormat.class),
            "text",
            "How lines are written: text for people, or json, one object a line, for programs.");
    static final Setting<Boolean> PRIVATE = Names.ACEXY.setting(
            "log.private",
            BooleanKind.INSTANCE,
            "false",
            "Logs show content ids by their first 8 digits, and players' addresses by their network (/24, IPv6 /48).");
    static final SettingGroup SETTINGS = new SettingGroup("Log", List.of(LEVEL, FORMAT, PRIVATE));

    public LogConfig {
        LEVEL.check(level);
        FORMAT.check(format);
    }

    static LogConfig of(Resolution settings) {
        return new LogConfig(settings.get(LEVEL), settings.get(FORMAT), settings.get(PRIVATE));
    }
}
