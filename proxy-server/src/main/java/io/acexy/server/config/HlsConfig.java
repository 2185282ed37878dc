package io.acexy.server.config;

import io.acexy.server.settings.BooleanKind;
import io.acexy.server.settings.DurationKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the Go acexy that are accepted, so that its environment can be kept, and that change nothing: this version
 * does not serve HLS.
 */
public record HlsConfig(boolean m3u8, Duration streamTimeout) {

    static final Setting<Boolean> M3U8 = Names.ACEXY.setting(
            "m3u8",
            BooleanKind.INSTANCE,
            "false",
            "Accepted for compatibility: HLS is not served by this version, and true only logs a warning.");
    static final Setting<Duration> STREAM_TIMEOUT = Names.ACEXY.setting(
            "m3u8.stream.timeout",
            DurationKind.between(Duration.ofMillis(10), Duration.ofHours(1)),
            "60s",
            "Accepted for compatibility; has no effect in this version.");

    static final SettingGroup SETTINGS = new SettingGroup("HLS", List.of(M3U8, STREAM_TIMEOUT));

    public HlsConfig {
        M3U8.check(m3u8);
        STREAM_TIMEOUT.check(streamTimeout);
    }

    static HlsConfig of(Resolution settings) {
        return new HlsConfig(settings.get(M3U8), settings.get(STREAM_TIMEOUT));
    }
}
