package io.acexy.server.config;

import io.acexy.server.settings.Resolution;

/** What those who watch are given. */
public record ViewersConfig(PlayerConfig player, HlsSettings hls, TelevisionConfig television) {

    static ViewersConfig of(Resolution settings) {
        return new ViewersConfig(PlayerConfig.of(settings), HlsSettings.of(settings), TelevisionConfig.of(settings));
    }
}
