package io.acexy.server.config;

import io.acexy.core.source.Backups;
import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.IntKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import io.acexy.server.settings.TextsKind;
import java.time.Duration;
import java.util.List;

/** When a channel goes on with the next of its contents, and when it runs without viewers. */
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

    static final Setting<List<String>> WARM = Names.ACEXY.setting(
            "channels.warm",
            new TextsKind("patterns such as Sports*, with ! before for those that are left out"),
            "",
            "Channels, by name or id, that always run, so that nobody waits for them; each takes an engine's slot, which whoever"
                    + " wants something else gets where there is no other.");
    static final Setting<Duration> WARM_BEFORE = Names.ACEXY.setting(
            "channels.warm.before",
            DurationKind.between(Duration.ZERO, Duration.ofHours(1)),
            "0s",
            "How long before a programme of acexy.channels.warm.programmes its channel begins to run. 0s: never.");
    static final Setting<List<String>> WARM_PROGRAMMES = Names.ACEXY.setting(
            "channels.warm.programmes",
            new TextsKind("patterns such as Formula 1*, with ! before for those that are left out"),
            "",
            "The programmes, by name, before which their channels begin to run.");

    static final Setting<Integer> AHEAD = Names.ACEXY.setting(
            "zap.ahead",
            IntKind.between(0, 16),
            "0",
            "How many channels run without viewers that come, in the list, after the one that a viewer has begun to watch last, so"
                    + " that whoever zaps finds them playing. Only on engines that are idle, and given up first.");

    static final SettingGroup SETTINGS = new SettingGroup(
            "Backups of channels", List.of(PATIENCE, SILENCE, MEMORY, WARM, WARM_BEFORE, WARM_PROGRAMMES, AHEAD));

    private BackupSettings() {}

    static WarmConfig warm(Resolution settings) {
        return new WarmConfig(
                settings.get(WARM), settings.get(WARM_BEFORE), settings.get(WARM_PROGRAMMES), settings.get(AHEAD));
    }

    static Backups.Times of(Resolution settings) {
        return new Backups.Times(settings.get(PATIENCE), settings.get(SILENCE), settings.get(MEMORY));
    }
}
