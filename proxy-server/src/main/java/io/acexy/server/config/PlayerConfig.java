package io.acexy.server.config;

import io.acexy.core.broadcast.LagPolicy;
import io.acexy.server.settings.BooleanKind;
import io.acexy.server.settings.DataSizeKind;
import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.EnumKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.time.Duration;
import java.util.List;

/**
 * The players, and the slow ones among them.
 *
 * @param writeTimeout how long a player may accept no byte
 * @param zapping whether a device gives up its one place for its next wish when all are taken
 * @param sessionTimeout how long a session lives that a client was given links for, and nobody uses
 * @param backlog unsent bytes at which nothing more is written to a player
 * @param filmPause how long one who watches a film may
 */
public record PlayerConfig(
        Duration writeTimeout, boolean zapping, Duration sessionTimeout, int backlog, Duration filmPause) {

    static final Setting<LagPolicy> LAG_POLICY = Names.ACEXY.setting(
            "lag.policy",
            EnumKind.of(LagPolicy.class),
            "skip",
            "A player slower than the stream that falls off the ring: skip to the next keyframe, or close.");
    static final Setting<Duration> WRITE_TIMEOUT = Names.ACEXY.setting(
            "write.timeout",
            DurationKind.between(Duration.ofMillis(10), Duration.ofHours(1)),
            "30s",
            "A player of a stream that accepts no byte for so long is closed.");
    static final Setting<Boolean> ZAPPING = Names.ACEXY
            .setting(
                    "zapping",
                    BooleanKind.INSTANCE,
                    "true",
                    "When there is no place for it, a device (address and user agent) that asks for another stream gives up its one place.")
            .atOnce();
    static final Setting<Duration> SESSION_TIMEOUT = Names.ACEXY.setting(
            "session.timeout",
            DurationKind.between(Duration.ofMillis(10), Duration.ofHours(1)),
            "30s",
            "How long links that were given with format=json work when nobody uses them; until then the stream is kept.");
    static final Setting<Integer> BACKLOG = Names.ACEXY.setting(
            "player.backlog",
            DataSizeKind.between(16 * DataSizeKind.KIB, 16 * DataSizeKind.MIB),
            "128KiB",
            "Unsent bytes at which nothing more is handed to a player's connection; the memory of a slow player.");

    static final Setting<Duration> FILM_PAUSE = Names.ACEXY.setting(
            "film.pause",
            DurationKind.between(Duration.ofMillis(10), Duration.ofHours(24)),
            "30m",
            "A player of a film that accepts no byte for so long is closed, and its engine is free; until then it pauses.");

    static final SettingGroup SETTINGS = new SettingGroup(
            "Players", List.of(LAG_POLICY, WRITE_TIMEOUT, ZAPPING, SESSION_TIMEOUT, BACKLOG, FILM_PAUSE));

    public PlayerConfig {
        WRITE_TIMEOUT.check(writeTimeout);
        SESSION_TIMEOUT.check(sessionTimeout);
        BACKLOG.check(backlog);
        FILM_PAUSE.check(filmPause);
    }

    static PlayerConfig of(Resolution settings) {
        return new PlayerConfig(
                settings.get(WRITE_TIMEOUT),
                settings.get(ZAPPING),
                settings.get(SESSION_TIMEOUT),
                settings.get(BACKLOG),
                settings.get(FILM_PAUSE));
    }
}
