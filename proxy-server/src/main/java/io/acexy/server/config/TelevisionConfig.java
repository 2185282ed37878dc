package io.acexy.server.config;

import io.acexy.server.settings.PathKind;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.UrlKind;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Channels, and what is served of them.
 *
 * @param data a folder for what outlives this process; empty where nothing does
 * @param base the address that is given to players; nothing where their requests say
 * @param channels the household's list of them
 * @param guide what is on
 * @param tuner the face of a network tuner
 */
public record TelevisionConfig(
        Path data, Optional<URI> base, ChannelsConfig channels, GuideConfig guide, TunerConfig tuner) {

    static final Setting<Path> DATA = Names.ACEXY.setting(
            "data",
            PathKind.INSTANCE,
            "",
            "A folder for what has to survive a restart, such as the tuner's id; it is made where it is missing. Empty keeps nothing.");
    static final Setting<Optional<URI>> BASE = Names.ACEXY.setting(
            "base.url",
            UrlKind.INSTANCE,
            "",
            "The address of this proxy in lists of channels, such as http://tv.lan:8080; empty takes the one that the player has asked.");

    static TelevisionConfig of(Resolution settings) {
        return new TelevisionConfig(
                settings.get(DATA),
                settings.get(BASE),
                ChannelsConfig.of(settings),
                GuideConfig.of(settings),
                TunerConfig.of(settings));
    }
}
