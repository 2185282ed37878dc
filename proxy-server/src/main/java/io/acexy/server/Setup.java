package io.acexy.server;

import io.acexy.server.config.EffectiveConfig;
import io.acexy.server.config.ProxyConfig;
import io.acexy.server.http.Route;
import io.acexy.server.settings.Resolution;
import java.util.List;
import java.util.function.Supplier;

/**
 * How a proxy is set up.
 *
 * @param settings what it starts with
 * @param again reads them again, and throws a {@link io.acexy.server.settings.ConfigException} where they are wrong; may block
 * @param demo what is served beside all else
 * @param origin whom the process has come from
 */
record Setup(EffectiveConfig settings, Supplier<EffectiveConfig> again, List<Route> demo, Origin origin) {

    /** One that nobody has prepared anything for. */
    Setup(EffectiveConfig settings, Supplier<EffectiveConfig> again, List<Route> demo) {
        this(settings, again, demo, Origin.NONE);
    }

    /** The same for a process that somebody has started. */
    Setup from(Origin there) {
        return new Setup(settings, again, demo, there);
    }

    /** One whose settings stay as they are, but for the files that they name. */
    static Setup of(ProxyConfig config) {
        EffectiveConfig settings = new EffectiveConfig(config, new Resolution(), List.of());
        return new Setup(settings, () -> settings, List.of());
    }
}
