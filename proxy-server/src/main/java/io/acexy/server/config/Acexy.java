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
            // What forks of the Go acexy want to be told.
            Map.of(
                    "ACEXY_CONTAINER_ID",
                    "streams are reported under the engine's container, which the orchestrator's list names",
                    "ACEXY_CLIENT_QUEUE_SIZE",
                    "players have no queue of their own but one buffer that all of a stream share, acexy.buffer.time",
                    "ACEXY_EMPTY_RETRY_COUNT",
                    "a silent stream is tried on further engines until acexy.empty.timeout, however many that are"));

    private Acexy() {}
}
