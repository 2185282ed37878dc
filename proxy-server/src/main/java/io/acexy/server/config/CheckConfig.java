package io.acexy.server.config;

import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.IntKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.time.Duration;
import java.util.List;

/**
 * Whether channels are looked at without being asked for, and what comes of it.
 *
 * @param every how often each of them is; zero is never
 * @param hideAfter after so many checks that found it dead a channel is left out of lists; 0 is never
 */
public record CheckConfig(Duration every, int hideAfter) {

    static final Setting<Duration> CHECK = Names.ACEXY.setting(
            "channels.check",
            DurationKind.between(Duration.ofMinutes(1), Duration.ofDays(30)).orZero("never"),
            "0s",
            "How often each channel is tried: one at a time, only while an engine is idle, and given up at once for whoever wants to"
                    + " watch. 0s: never.");
    static final Setting<Integer> HIDE = Names.ACEXY.setting(
            "channels.hide.dead",
            IntKind.between(1, 1_000).orZero("never"),
            "0",
            "After so many checks in a row that found it dead a channel is left out of lists, tuner and guide, until one finds it"
                    + " alive. Nothing is left out while most of those that were checked seem dead.");

    static final SettingGroup SETTINGS = new SettingGroup("Checks of channels", List.of(CHECK, HIDE));

    static CheckConfig of(Resolution settings) {
        return new CheckConfig(settings.get(CHECK), settings.get(HIDE));
    }
}
