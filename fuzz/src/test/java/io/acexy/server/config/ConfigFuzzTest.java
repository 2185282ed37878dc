package io.acexy.server.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.acexy.fuzz.Reads;
import io.acexy.server.settings.ConfigException;
import io.acexy.server.settings.ConfigSources;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Settings as a file has them, which come as properties: they are understood, or refused in words for whoever wrote them, in which no
 * secret is repeated; and what is shown of them is one line each.
 */
@Reads({
    AccessConfig.class,
    Acexy.class,
    BackupSettings.class,
    BufferConfig.class,
    ChannelsConfig.class,
    CheckConfig.class,
    ClusterConfig.class,
    ClusterSettings.class,
    DeviceIdKind.class,
    DoorsConfig.class,
    EngineAt.class,
    EngineListKind.class,
    EngineSettings.class,
    EnginesConfig.class,
    FailoverSettings.class,
    GuideConfig.class,
    HlsSettings.class,
    LimitsConfig.class,
    ListenConfig.class,
    LogConfig.class,
    LogFormat.class,
    LogLevel.class,
    MetricsConfig.class,
    Names.class,
    NetworkSettings.class,
    OrchestrationConfig.class,
    OrchestrationPatience.class,
    OrchestrationSettings.class,
    PlayerConfig.class,
    PoolConfig.class,
    ProfileSettings.class,
    ProxyConfig.class,
    ReportConfig.class,
    SchemeKind.class,
    ShownKind.class,
    StreamSettings.class,
    StreamsConfig.class,
    TelevisionConfig.class,
    TunerConfig.class,
    ViewersConfig.class,
    WarmConfig.class
})
class ConfigFuzzTest {

    private static final String SECRET = "acexy.access.sign.secret";

    @FuzzTest
    void settingsAreUnderstoodOrRefusedInWords(byte[] data) throws IOException {
        Properties file = new Properties();
        try {
            file.load(new StringReader(new String(data, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException notInTheFormat) {
            return;
        }
        Map<String, String> values = new HashMap<>();
        file.stringPropertyNames().forEach(name -> values.put(name, file.getProperty(name)));
        values.remove("acexy.config"); // another file is not the fuzzer's
        try {
            EffectiveConfig config = ProxyConfig.load(new ConfigSources(Map.of(), List.of(), values, Map.of()));
            config.settings().forEach(setting -> expectALine(setting.toString(), values));
            config.warnings().forEach(words -> expectALine(words, values));
        } catch (ConfigException e) {
            if (e.problems().isEmpty()) {
                throw new AssertionError("refused without a reason", e);
            }
            e.problems().forEach(words -> expectALine(words, values));
        }
    }

    private static void expectALine(String words, Map<String, String> values) {
        String secret = values.getOrDefault(SECRET, "").strip();
        boolean told = secret.length() >= 16 && words.contains(secret);
        if (words.isBlank() || told || words.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0x1B)) {
            throw new AssertionError("it would say: " + words);
        }
    }
}
