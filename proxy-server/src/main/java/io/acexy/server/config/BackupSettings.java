package io.acexy.server.config;

import io.acexy.core.source.Backups;
import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.time.Duration;
import java.util.List;

/** When a channel goes on with the next of its contents. */
final class BackupSettings {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    static final Setting<Duration> PATIENCE = Names.ACEXY.setting(
            "channels.patience",
            DurationKind.between(SHORTEST, LONGEST),
            "20s",
            "How long a channel's content may take to its first media until the next one is tried. Cold contents take 10 to"
                    + " 30s.");
    static final Setting<Duration> SILENCE = Names.ACEXY.setting(
            "channels.silence",
            DurationKind.between(SHORTEST, LONGEST),
            "8s",
            "How long a channel that plays may be silent, whatever engine was tried meanwhile, until it goes on with its next"
                    + " content; no less than acexy.failover.stall.timeout.");
    static final Setting<Duration> MEMORY = Names.ACEXY.setting(
            "channels.memory",
            DurationKind.between(Duration.ZERO, Duration.ofDays(7)),
            "10m",
            "How long a content that was found dead comes after the others when its channel is started.");

    static final SettingGroup SETTINGS = new SettingGroup("Backups of channels", List.of(PATIENCE, SILENCE, MEMORY));

    private BackupSettings() {}

    static Backups.Times of(Resolution settings) {
        return new Backups.Times(settings.get(PATIENCE), settings.get(SILENCE), settings.get(MEMORY));
    }
}
