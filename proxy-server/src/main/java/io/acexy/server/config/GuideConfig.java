package io.acexy.server.config;

import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.IntKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import io.acexy.server.settings.TextsKind;
import java.time.Duration;
import java.util.List;

/**
 * What is on.
 *
 * @param sources where guides are: URLs or paths, the better ones first
 * @param refresh how often they are looked at
 * @param days so many to come are served
 * @param past so many that are over are served
 */
public record GuideConfig(List<String> sources, Duration refresh, int days, int past) {

    static final Setting<List<String>> SOURCES = Names.ACEXY
            .setting(
                    "guide",
                    new TextsKind("URLs or paths of XMLTV guides, packed with gzip or not"),
                    "",
                    "The guides that /guide.xml is made of; for a channel that several have, the first counts.")
            .keptSecret()
            .atOnce();
    static final Setting<Duration> REFRESH = Names.ACEXY
            .setting(
                    "guide.refresh",
                    DurationKind.between(Duration.ofSeconds(10), Duration.ofDays(7)),
                    "6h",
                    "How often each guide is asked whether it has changed.")
            .atOnce();
    static final Setting<Integer> DAYS = Names.ACEXY
            .setting("guide.days", IntKind.between(1, 21), "7", "How many days to come /guide.xml has.")
            .atOnce();
    static final Setting<Integer> PAST = Names.ACEXY
            .setting("guide.past", IntKind.between(0, 14), "1", "How many days that are over /guide.xml has.")
            .atOnce();

    static final SettingGroup SETTINGS = new SettingGroup("Guide", List.of(SOURCES, REFRESH, DAYS, PAST));

    /** Checks. */
    public GuideConfig {
        SOURCES.check(sources);
        REFRESH.check(refresh);
        DAYS.check(days);
        PAST.check(past);
        sources = List.copyOf(sources);
    }

    static GuideConfig of(Resolution settings) {
        return new GuideConfig(settings.get(SOURCES), settings.get(REFRESH), settings.get(DAYS), settings.get(PAST));
    }

    /** Whether there is one. */
    public boolean isOn() {
        return !sources.isEmpty();
    }
}
