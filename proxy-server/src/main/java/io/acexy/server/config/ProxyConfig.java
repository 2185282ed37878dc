package io.acexy.server.config;

import io.acexy.server.net.NetworkConfig;
import io.acexy.server.settings.ConfigException;
import io.acexy.server.settings.ConfigSources;
import io.acexy.server.settings.Resolution;
import io.acexy.server.settings.Resolver;
import io.acexy.server.settings.SearchPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every setting of the proxy, checked. Each part refuses values that its settings do not allow. */
public record ProxyConfig(
        ListenConfig listen,
        EnginesConfig engines,
        StreamsConfig streams,
        ViewersConfig viewers,
        NetworkConfig network,
        ReportConfig report) {

    /** The players, and the slow ones among them. */
    public PlayerConfig player() {
        return viewers.player();
    }

    /** How much there may be. */
    public LimitsConfig limits() {
        return viewers.limits();
    }

    /** HLS. */
    public HlsSettings hls() {
        return viewers.hls();
    }

    /** Channels, and what is served of them. */
    public TelevisionConfig television() {
        return viewers.television();
    }

    /** What is logged. */
    public LogConfig log() {
        return report.log();
    }

    /** What is measured for others. */
    public MetricsConfig metrics() {
        return report.metrics();
    }

    /** What holds when nothing is set. */
    public static ProxyConfig defaults() {
        return of(Map.of());
    }

    /**
     * The defaults with some settings changed, whatever the environment says.
     *
     * @param settings values by name without prefix, such as {@code listen.addr}
     * @throws ConfigException when a name is not known or a value is not allowed
     */
    public static ProxyConfig of(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>();
        settings.forEach((name, value) -> properties.put(Names.ACEXY.property(name), value));
        return load(new ConfigSources(Map.of(), List.of(), properties, Map.of()))
                .config();
    }

    /**
     * Reads all settings: command line over system property over environment over file over default.
     *
     * @throws ConfigException with everything that is wrong
     */
    public static EffectiveConfig load(ConfigSources sources) {
        Resolver resolver = new Resolver(Acexy.SETTINGS, sources);
        Resolution settings = resolver.resolve();
        try {
            ProxyConfig config = of(settings);
            List<String> warnings = new ArrayList<>(resolver.warnings());
            String path = sources.environment().get("PATH");
            if (path != null) {
                warnings.addAll(ProfileSettings.missing(config.streams().derived(), new SearchPath(path)));
            }
            return new EffectiveConfig(config, settings, warnings);
        } catch (IllegalArgumentException e) {
            // Each value alone has passed: these do not fit each other.
            throw new ConfigException(List.of(e.getMessage()));
        }
    }

    private static ProxyConfig of(Resolution settings) {
        return new ProxyConfig(
                ListenConfig.of(settings),
                EngineSettings.of(settings),
                StreamSettings.of(settings),
                ViewersConfig.of(settings),
                NetworkSettings.of(settings),
                ReportConfig.of(settings));
    }
}
