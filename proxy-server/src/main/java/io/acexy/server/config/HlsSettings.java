package io.acexy.server.config;

import io.acexy.core.hls.HlsConfig;
import io.acexy.server.settings.BooleanKind;
import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.time.Duration;
import java.util.List;

/**
 * HLS.
 *
 * @param m3u8 whether /ace/getstream answers HLS too
 * @param streamTimeout how long a player lives who asks for nothing
 * @param lists lengths of segments and lists
 */
public record HlsSettings(boolean m3u8, Duration streamTimeout, HlsConfig lists) {

    static final Setting<Boolean> M3U8 = Names.ACEXY.setting(
            "m3u8",
            BooleanKind.INSTANCE,
            "false",
            "Whether /ace/getstream answers HLS too, as /ace/manifest.m3u8 always does.");
    static final Setting<Duration> STREAM_TIMEOUT = Names.ACEXY.setting(
            "m3u8.stream.timeout",
            DurationKind.between(Duration.ofMillis(10), Duration.ofHours(1)),
            "60s",
            "How long an HLS player counts who asks for nothing. After the last one the stream lingers, as after any player.");
    static final Setting<Duration> SEGMENT = Names.ACEXY.setting(
            "hls.segment",
            DurationKind.between(Duration.ofSeconds(1), Duration.ofSeconds(30)),
            "4s",
            "How long an HLS segment is at least, if the keyframes allow: players are about three of them behind.");
    static final Setting<Duration> WINDOW = Names.ACEXY.setting(
            "hls.window",
            DurationKind.between(Duration.ofSeconds(3), Duration.ofMinutes(10)),
            "60s",
            "How much media an HLS list names, but never less than three segments; twice as much is held in memory.");

    static final SettingGroup SETTINGS = new SettingGroup("HLS", List.of(M3U8, STREAM_TIMEOUT, SEGMENT, WINDOW));

    public HlsSettings {
        M3U8.check(m3u8);
        STREAM_TIMEOUT.check(streamTimeout);
    }

    static HlsSettings of(Resolution settings) {
        return new HlsSettings(
                settings.get(M3U8),
                settings.get(STREAM_TIMEOUT),
                new HlsConfig(settings.get(SEGMENT), settings.get(WINDOW)));
    }
}
