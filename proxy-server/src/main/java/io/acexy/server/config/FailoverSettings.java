package io.acexy.server.config;

import io.acexy.core.source.FailoverConfig;
import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.IntKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.time.Duration;
import java.util.List;

/** When a running stream is moved to another engine, and what is kept ready for it. */
final class FailoverSettings {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    static final Setting<Duration> STALL_CHECK = Names.ACEXY.setting(
            "failover.stall.check",
            DurationKind.between(SHORTEST, LONGEST),
            "1s",
            "Silence after which the engine is asked about the session: one that disowns it or does not answer is"
                    + " left. After three quarters of it, or after four tenths where media comes evenly, a second engine is opened beside"
                    + " the first in case that this one does not go on, three times a minute at most.");
    static final Setting<Duration> STALL_TIMEOUT = Names.ACEXY.setting(
            "failover.stall.timeout",
            DurationKind.between(SHORTEST, LONGEST),
            "4s",
            "Silence after which another engine is tried beside the silent one. Players leave after 3 to 5s without media.");
    static final Setting<Duration> VIDEO_TIMEOUT = Names.ACEXY.setting(
            "failover.video.timeout",
            DurationKind.between(SHORTEST, LONGEST),
            "8s",
            "How long the picture, or every keyframe, may be missing while sound comes until another engine is tried.");
    static final Setting<Duration> SLOW_DEFICIT = Names.ACEXY.setting(
            "failover.slow.deficit",
            DurationKind.between(SHORTEST, LONGEST),
            "10s",
            "How far media may fall behind the wall clock, from its best position, until another engine is tried.");
    static final Setting<Duration> ATTEMPT_TIMEOUT = Names.ACEXY.setting(
            "failover.attempt.timeout",
            DurationKind.between(SHORTEST, LONGEST),
            "10s",
            "How long a replacement may take to its first media until the next one is tried.");
    static final Setting<Duration> START_RACE = Names.ACEXY.setting(
            "start.race",
            DurationKind.between(Duration.ZERO, LONGEST),
            "0s",
            "A start without media after so long is tried on a second engine beside the first; the first to deliver"
                    + " wins. 0s: never.");
    static final Setting<Integer> STANDBY_PLAYERS = Names.ACEXY.setting(
            "standby.players",
            IntKind.between(1, 1_000_000).orZero("never"),
            "0",
            "From so many players on a stream keeps a second engine ready, which costs that engine's slot.");

    static final SettingGroup SETTINGS = new SettingGroup(
            "Failing over",
            List.of(
                    STALL_CHECK,
                    STALL_TIMEOUT,
                    VIDEO_TIMEOUT,
                    SLOW_DEFICIT,
                    ATTEMPT_TIMEOUT,
                    START_RACE,
                    STANDBY_PLAYERS));

    private FailoverSettings() {}

    static FailoverConfig of(Resolution settings) {
        return new FailoverConfig(
                settings.get(STALL_CHECK),
                settings.get(STALL_TIMEOUT),
                settings.get(VIDEO_TIMEOUT),
                settings.get(SLOW_DEFICIT),
                settings.get(ATTEMPT_TIMEOUT),
                settings.get(START_RACE),
                settings.get(STANDBY_PLAYERS));
    }
}
