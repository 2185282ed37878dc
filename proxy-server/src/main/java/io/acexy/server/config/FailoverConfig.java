package io.acexy.server.config;

import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.IntKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.time.Duration;
import java.util.List;

/**
 * When a running stream is moved to another engine, and what is kept ready for it.
 *
 * @param stallCheck silence after which the engine is asked about the session
 * @param stallTimeout silence after which another engine is tried beside the silent one
 * @param videoTimeout how long the picture may be missing while sound comes
 * @param slowDeficit by how much media may fall behind the wall clock
 * @param attemptTimeout how long a replacement may take to its first media
 * @param startRace when a start is tried on a second engine beside the first; zero is never
 * @param standbyPlayers from how many players on a second engine is kept ready; 0 is never
 */
public record FailoverConfig(
        Duration stallCheck,
        Duration stallTimeout,
        Duration videoTimeout,
        Duration slowDeficit,
        Duration attemptTimeout,
        Duration startRace,
        int standbyPlayers) {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    static final Setting<Duration> STALL_CHECK = Setting.of(
            "failover.stall.check",
            DurationKind.between(SHORTEST, LONGEST),
            "2s",
            "Silence after which the engine is asked about the session; one that disowns it or does not answer is left.");
    static final Setting<Duration> STALL_TIMEOUT = Setting.of(
            "failover.stall.timeout",
            DurationKind.between(SHORTEST, LONGEST),
            "4s",
            "Silence after which another engine is tried beside the silent one. Players leave after 3 to 5s without media.");
    static final Setting<Duration> VIDEO_TIMEOUT = Setting.of(
            "failover.video.timeout",
            DurationKind.between(SHORTEST, LONGEST),
            "8s",
            "How long the picture, or every keyframe, may be missing while sound comes until another engine is tried.");
    static final Setting<Duration> SLOW_DEFICIT = Setting.of(
            "failover.slow.deficit",
            DurationKind.between(SHORTEST, LONGEST),
            "10s",
            "How far media may fall behind the wall clock, from its best position, until another engine is tried.");
    static final Setting<Duration> ATTEMPT_TIMEOUT = Setting.of(
            "failover.attempt.timeout",
            DurationKind.between(SHORTEST, LONGEST),
            "10s",
            "How long a replacement may take to its first media until the next one is tried.");
    static final Setting<Duration> START_RACE = Setting.of(
            "start.race",
            DurationKind.between(Duration.ZERO, LONGEST),
            "0s",
            "A start without media after so long is tried on a second engine beside the first; the first to deliver"
                    + " wins. 0s: never.");
    static final Setting<Integer> STANDBY_PLAYERS = Setting.of(
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

    public FailoverConfig {
        STALL_CHECK.check(stallCheck);
        STALL_TIMEOUT.check(stallTimeout);
        VIDEO_TIMEOUT.check(videoTimeout);
        SLOW_DEFICIT.check(slowDeficit);
        ATTEMPT_TIMEOUT.check(attemptTimeout);
        START_RACE.check(startRace);
        STANDBY_PLAYERS.check(standbyPlayers);
    }

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
