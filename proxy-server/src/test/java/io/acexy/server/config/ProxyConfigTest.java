package io.acexy.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.broadcast.BroadcastConfig;
import io.acexy.core.broadcast.LagPolicy;
import io.acexy.core.broadcast.RingLimits;
import io.acexy.core.derived.DerivedConfig;
import io.acexy.core.engine.EngineConfig;
import io.acexy.core.hls.HlsConfig;
import io.acexy.core.source.Backups;
import io.acexy.core.source.FailoverConfig;
import io.acexy.core.stream.StreamConfig;
import io.acexy.orchestrator.OrchestratorConfig;
import io.acexy.server.net.NetworkConfig;
import io.acexy.server.net.TransportChoice;
import io.acexy.server.settings.ConfigSources;
import io.acexy.server.settings.HostPort;
import io.acexy.server.settings.ListenAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyConfigTest {

    private static final OrchestrationConfig WITHOUT_ORCHESTRATOR = new OrchestrationConfig(
            Optional.empty(), "", new OrchestrationPatience(seconds(60), seconds(10), seconds(60)), 0);

    private static final ClusterConfig PEERS = new ClusterConfig(
            2,
            List.of(
                    new EngineAt(new HostPort("10.0.0.1", 8080), false),
                    new EngineAt(new HostPort("10.0.0.2", 8080), false)));

    @Test
    void theDefaultsAreThese() {
        assertThat(ProxyConfig.defaults())
                .isEqualTo(new ProxyConfig(
                        SampleListen.BY_DEFAULT,
                        new EnginesConfig(
                                new EngineConfig(seconds(5), seconds(30), seconds(5)),
                                new PoolConfig(new HostPort("localhost", 6878), List.of(), 0, seconds(20), seconds(5)),
                                WITHOUT_ORCHESTRATOR,
                                ClusterConfig.NONE,
                                ""),
                        new StreamsConfig(
                                defaultStream(),
                                new BufferConfig(50),
                                new DerivedConfig(Map.of(), 4, seconds(10), 131_072),
                                new Backups.Times(seconds(20), seconds(8), Duration.ofMinutes(10)),
                                new WarmConfig(List.of(), Duration.ZERO, List.of(), 0),
                                new CheckConfig(Duration.ZERO, 0)),
                        new ViewersConfig(
                                new PlayerConfig(seconds(30), true, seconds(30), 131_072, Duration.ofMinutes(30)),
                                SampleLimits.NONE,
                                new HlsSettings(false, seconds(60), new HlsConfig(seconds(4), seconds(60))),
                                SampleTelevision.none()),
                        new NetworkConfig(0, TransportChoice.AUTO, 0, 0, 4 << 20),
                        new ReportConfig(
                                new LogConfig(LogLevel.INFO, LogFormat.TEXT, false, Path.of("")),
                                new MetricsConfig(true, false))));
    }

    private static StreamConfig defaultStream() {
        return new StreamConfig(
                new BroadcastConfig(
                        new RingLimits(seconds(12), 4_404_019, 64 << 20),
                        65_536,
                        Duration.ofMillis(100),
                        seconds(3),
                        LagPolicy.SKIP),
                seconds(60),
                seconds(15),
                seconds(60),
                seconds(10),
                new FailoverConfig(seconds(1), seconds(4), seconds(8), seconds(10), seconds(10), seconds(0), 0),
                0);
    }

    private static final OrchestrationConfig ORCHESTRATION = new OrchestrationConfig(
            Optional.of(OrchestratorConfig.builder(URI.create("http://orchestrator:8000"))
                    .reservationBase(URI.create("https://orchestrator:8083/base"))
                    .apiKey("a-key")
                    .timeout(seconds(28))
                    .listTimeout(seconds(27))
                    .provisionTimeout(seconds(29))
                    .healthInterval(seconds(31))
                    .retries(32)
                    .connections(16)
                    .build()),
            "an-instance",
            new OrchestrationPatience(seconds(33), seconds(34), seconds(35)),
            36);

    @Test
    void everySettingReachesItsPlace(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("all"), EverySetting.LINES);
        assertThat(EverySetting.LINES.lines()).hasSize(Acexy.SETTINGS.settings().size() - 1);
        EffectiveConfig loaded =
                Sources.none().commandLine("config", file.toString()).load();
        assertThat(loaded.settings()).noneMatch(setting -> setting.origin().equals("default"));
        assertThat(loaded.config())
                .isEqualTo(new ProxyConfig(
                        SampleListen.EVERYTHING,
                        new EnginesConfig(
                                new EngineConfig(seconds(5), seconds(10), seconds(11)),
                                new PoolConfig(
                                        new HostPort("engine", 4),
                                        List.of(
                                                new EngineAt(new HostPort("10.0.0.5", 5), false),
                                                new EngineAt(new HostPort("::1", 6), true)),
                                        7,
                                        seconds(8),
                                        seconds(9)),
                                ORCHESTRATION,
                                PEERS,
                                "upstream-key"),
                        new StreamsConfig(
                                everyStream(),
                                new BufferConfig(37),
                                new DerivedConfig(
                                        Map.of("aac", ProfileSettings.ready("aac")), 39, seconds(40), 23 << 10),
                                new Backups.Times(seconds(41), seconds(42), seconds(43)),
                                new WarmConfig(List.of("La 1", "news*"), Duration.ofMinutes(3), List.of("Formula*"), 3),
                                new CheckConfig(Duration.ofHours(6), 3)),
                        new ViewersConfig(
                                new PlayerConfig(seconds(22), false, seconds(38), 23 << 10, seconds(37)),
                                SampleLimits.ALL,
                                new HlsSettings(true, seconds(24), new HlsConfig(seconds(6), seconds(90))),
                                SampleTelevision.every()),
                        new NetworkConfig(25, TransportChoice.IO_URING, 26 << 10, 27, 8 << 20),
                        new ReportConfig(
                                new LogConfig(LogLevel.DEBUG, LogFormat.JSON, true, Path.of("/var/log/a.log")),
                                new MetricsConfig(false, true))));
    }

    private static StreamConfig everyStream() {
        return new StreamConfig(
                new BroadcastConfig(
                        new RingLimits(seconds(35), 13 << 20, 36 << 20),
                        19 << 10,
                        Duration.ofMillis(20),
                        seconds(14),
                        LagPolicy.CLOSE),
                seconds(16),
                Duration.ofMinutes(15),
                seconds(17),
                seconds(18),
                new FailoverConfig(seconds(28), seconds(29), seconds(30), seconds(34), seconds(31), seconds(32), 33),
                12);
    }

    @Test
    void aPartOfTheSettingsMayBeGivenByName() {
        ProxyConfig config = ProxyConfig.of(Map.of("listen.addr", "127.0.0.1:0", "linger", "20ms"));
        assertThat(config.listen().address()).isEqualTo(new ListenAddress("127.0.0.1", 0));
        assertThat(config.streams().each().linger()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void commandLineGoesOverPropertyOverVariableOverFileOverDefault(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("acexy.properties"), "# mine\nacexy.host = from.file  \n");
        Map<String, String> commandLine = new HashMap<>(Map.of("host", "from.option", "config", file.toString()));
        Map<String, String> properties = new HashMap<>(Map.of("acexy.host", "from.property", "java.home", "/"));
        Map<String, String> environment = new HashMap<>(Map.of("ACEXY_HOST", "from.variable", "HOME", "/"));
        ConfigSources all = new ConfigSources(commandLine, List.of(), properties, environment);
        assertThat(host(all)).isEqualTo("from.option");
        commandLine.remove("host");
        ConfigSources noOption = new ConfigSources(commandLine, List.of(), properties, environment);
        assertThat(host(noOption)).isEqualTo("from.property");
        properties.remove("acexy.host");
        ConfigSources noProperty = new ConfigSources(commandLine, List.of(), properties, environment);
        assertThat(host(noProperty)).isEqualTo("from.variable");
        environment.put("ACEXY_HOST", "");
        ConfigSources emptyVariable = new ConfigSources(commandLine, List.of(), properties, environment);
        assertThat(host(emptyVariable)).isEqualTo("from.file");
        ConfigSources nothing = new ConfigSources(Map.of(), List.of(), properties, environment);
        assertThat(host(nothing)).isEqualTo("localhost");
    }

    @Test
    void aVariableMayNameTheFile(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("f"), "acexy.port=7000");
        EffectiveConfig loaded =
                Sources.none().environment("ACEXY_CONFIG", file.toString()).load();
        assertThat(loaded.config().engines().pool().single().port()).isEqualTo(7000);
        assertThat(loaded.print()).contains("# file " + file + ": acexy.port");
    }

    @Test
    void theAliasesOfTheGoAcexyWork() {
        EffectiveConfig addr = Sources.none().environment("ACEXY_ADDR", ":7").load();
        EffectiveConfig buffer = Sources.none().property("acexy.buffer", "9MB").load();
        assertThat(addr.config().listen().address().port()).isEqualTo(7);
        assertThat(buffer.config().streams().each().broadcast().ring().floorBytes())
                .isEqualTo(9_000_000);
        assertThat(addr.warnings()).isEmpty();
    }

    @Test
    void theProperNameGoesOverItsAliasAndADifferenceIsReported() {
        Map<String, String> both = Map.of("ACEXY_LISTEN_ADDR", ":1", "ACEXY_ADDR", ":2");
        EffectiveConfig loaded = ProxyConfig.load(new ConfigSources(Map.of(), List.of(), Map.of(), both));
        assertThat(loaded.config().listen().address().port()).isEqualTo(1);
        assertThat(loaded.warnings())
                .containsExactly("environment variable ACEXY_ADDR is ignored, because environment variable"
                        + " ACEXY_LISTEN_ADDR says otherwise");
    }

    @Test
    void anUnknownVariableOnlyGivesAWarning() {
        EffectiveConfig loaded =
                Sources.none().environment("ACEXY_LISTEN_ADRR", "x").load();
        assertThat(loaded.config()).isEqualTo(ProxyConfig.defaults());
        assertThat(loaded.warnings())
                .containsExactly(
                        "environment variable ACEXY_LISTEN_ADRR is ignored: not a known setting; the nearest is"
                                + " ACEXY_LISTEN_ADDR");
    }

    @ParameterizedTest
    @CsvSource({
        "ACEXY_CONTAINER_ID, abc, streams are reported under",
        "ACEXY_CLIENT_QUEUE_SIZE, 64, players have no queue",
        "ACEXY_EMPTY_RETRY_COUNT, 3, a silent stream is tried"
    })
    void whatForksNeedAndThisDoesNotIsKnownAndIgnored(String variable, String value, String why) {
        EffectiveConfig loaded = Sources.none().environment(variable, value).load();
        assertThat(loaded.config()).isEqualTo(ProxyConfig.defaults());
        assertThat(loaded.warnings()).singleElement().satisfies(warning -> assertThat(warning)
                .startsWith("environment variable " + variable + " is ignored: " + why)
                .doesNotContain("nearest"));
    }

    @Test
    void theForksTimeForAPlayerThatTakesNothingIsOurs() {
        assertThat(Sources.none().environment("ACEXY_WRITE_TIMEOUT", "5s").load())
                .satisfies(loaded ->
                        assertThat(loaded.config().player().writeTimeout()).isEqualTo(seconds(5)))
                .satisfies(loaded -> assertThat(loaded.warnings()).isEmpty());
    }

    @Test
    void everyMachineAddressIsListenedOnWithoutAHost() {
        InetSocketAddress address = ProxyConfig.defaults().listen().address().toSocketAddress();
        assertThat(address.getAddress().isAnyLocalAddress()).isTrue();
        assertThat(address.getPort()).isEqualTo(8080);
    }

    private static String host(ConfigSources sources) {
        return ProxyConfig.load(sources).config().engines().pool().single().host();
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
