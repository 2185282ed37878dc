package io.acexy.server.config;

import io.acexy.server.settings.Catalogue;
import io.acexy.server.settings.PathKind;
import io.acexy.server.settings.Setting;
import io.acexy.server.settings.SettingGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The list of every setting that the proxy has. */
public final class Acexy {

    /** Where the file is cannot be said in the file. */
    static final Setting<Path> CONFIG = Names.ACEXY.setting(
            "config",
            PathKind.INSTANCE,
            "",
            "A file of settings, one acexy.name=value a line (the java .properties format, UTF-8); cannot be set in itself.");

    /** The settings in the order of the documentation. */
    public static final Catalogue SETTINGS = new Catalogue(
            List.of(
                    ListenConfig.SETTINGS,
                    AccessConfig.SETTINGS,
                    DoorsConfig.SETTINGS,
                    EngineSettings.SETTINGS,
                    OrchestrationSettings.SETTINGS,
                    ClusterSettings.SETTINGS,
                    StreamSettings.SETTINGS,
                    FailoverSettings.SETTINGS,
                    PlayerConfig.SETTINGS,
                    LimitsConfig.SETTINGS,
                    HlsSettings.SETTINGS,
                    ProfileSettings.SETTINGS,
                    ChannelsConfig.SETTINGS,
                    BackupSettings.SETTINGS,
                    CheckConfig.SETTINGS,
                    GuideConfig.SETTINGS,
                    TunerConfig.SETTINGS,
                    NetworkSettings.SETTINGS,
                    LogConfig.SETTINGS,
                    MetricsConfig.SETTINGS,
                    new SettingGroup(
                            "Files and addresses", List.of(CONFIG, TelevisionConfig.DATA, TelevisionConfig.BASE))),
            CONFIG,
            // The fork that spoke to orchestrators first wanted to be told its own container.
            Map.of(
                    "ACEXY_CONTAINER_ID",
                    "streams are reported under the engine's container, which the orchestrator's list names"));

    private Acexy() {}
}
