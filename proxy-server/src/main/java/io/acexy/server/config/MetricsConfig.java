package io.acexy.server.config;

import io.acexy.server.settings.BooleanKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.util.List;

/**
 * What machines that watch are told.
 *
 * @param on whether anything is measured for them
 * @param contents whether they are told of single contents too
 */
public record MetricsConfig(boolean on, boolean contents) {

    static final Setting<Boolean> ON = Names.ACEXY.setting(
            "metrics", BooleanKind.INSTANCE, "true", "Whether /metrics is served, for Prometheus and its like.");
    static final Setting<Boolean> CONTENTS = Names.ACEXY.setting(
            "metrics.content",
            BooleanKind.INSTANCE,
            "false",
            "Whether /metrics has series for each content, the 100 that have run longest; they name what is watched.");

    static final SettingGroup SETTINGS = new SettingGroup("Metrics", List.of(ON, CONTENTS));

    static MetricsConfig of(Resolution settings) {
        return new MetricsConfig(settings.get(ON), settings.get(CONTENTS));
    }
}
