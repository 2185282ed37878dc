package io.acexy.server.config;

import io.acexy.server.settings.BooleanKind;
import io.acexy.server.settings.EnumKind;
import io.acexy.server.settings.PathKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.nio.file.Path;
import java.util.List;

/**
 * What is logged; to standard error, one line per event.
 *
 * @param level the least severe line
 * @param format how it is written
 * @param masked whether content ids and players' addresses are hidden, but for their beginnings
 * @param access where requests are logged: a file, {@link #STDOUT}, or the empty path for nowhere
 */
public record LogConfig(LogLevel level, LogFormat format, boolean masked, Path access) {

    /** Standard output, as the place of the access log. */
    public static final Path STDOUT = Path.of("stdout");

    static final Setting<LogLevel> LEVEL = Names.ACEXY
            .setting(
                    "log.level",
                    EnumKind.of(LogLevel.class),
                    "info",
                    "The least severe line that is logged; PUT /api/v1/log changes it while the process runs.")
            .atOnce();
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
    static final Setting<Path> ACCESS = Names.ACEXY.setting(
            "log.access",
            PathKind.INSTANCE,
            "",
            "Where each request is logged when it is over, in combined format: a file, which is rotated, or stdout.");

    static final SettingGroup SETTINGS = new SettingGroup("Log", List.of(LEVEL, FORMAT, PRIVATE, ACCESS));

    public LogConfig {
        LEVEL.check(level);
        FORMAT.check(format);
    }

    static LogConfig of(Resolution settings) {
        return new LogConfig(settings.get(LEVEL), settings.get(FORMAT), settings.get(PRIVATE), settings.get(ACCESS));
    }

    /** Whether requests are logged. */
    public boolean logsAccess() {
        return !access.toString().isEmpty();
    }
}
