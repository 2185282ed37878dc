package io.acexy.server.config;

import io.acexy.server.settings.Resolution;

/**
 * What those who watch are given.
 *
 * @param limits how much of it
 */
public record ViewersConfig(PlayerConfig player, LimitsConfig limits, HlsSettings hls, TelevisionConfig television) {

    static ViewersConfig of(Resolution settings) {
        return new ViewersConfig(
                PlayerConfig.of(settings),
                LimitsConfig.of(settings),
                HlsSettings.of(settings),
                TelevisionConfig.of(settings));
    }
}
