package io.acexy.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.acexy.server.settings.ConfigException;
import io.acexy.server.settings.ConfigSources;
import io.acexy.server.settings.DataSizeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad configurations, and what each says. */
class RefusedConfigTest {

    private static final String DURATION = "; allowed: a duration such as 500ms, 15s or 1m30s, ";
    private static final String SIZE = "; allowed: a size such as 4.2MiB or 64KiB, ";
    private static final String ENGINES =
            "; allowed: host:port[,host:port...] such as 10.0.0.5:6878,[::1]:6878,acexy://10.0.0.6:8080, each once, at most 1000";
    private static final String LISTEN = "; allowed: [host]:port such as :8080, 127.0.0.1:8080 or [::1]:8080";
    private static final String URL = "; allowed: a URL such as http://orchestrator:8000, or empty for none";
    private static final String HOST =
            "; allowed: a host name or an address such as localhost, 10.0.0.5 or ::1, without scheme and port";

    /** One bad value, written as a system property, and the end of the message that names it. */
    record Row(String name, String value, String says) {}

    static Stream<Row> addresses() {
        return Stream.of(
                new Row("listen.addr", "8080", "the colon before the port is missing" + LISTEN),
                new Row("listen.addr", ":http", "the port is not a number up to 65535" + LISTEN),
                new Row("listen.addr", ":65536", "the port is not a number up to 65535" + LISTEN),
                new Row("listen.addr", ":-1", "the port is not a number up to 65535" + LISTEN),
                new Row("listen.addr", ":99999999999", "the port is not a number up to 65535" + LISTEN),
                new Row("listen.addr", "::1:8080", "an IPv6 address goes in brackets before its port" + LISTEN),
                new Row("listen.addr", "[::g]:8080", "not an IPv6 address" + LISTEN),
                new Row("listen.addr", "[localhost]:8080", "not an IPv6 address" + LISTEN),
                new Row("listen.addr", "a b:8080", "not a host name or an address" + LISTEN),
                new Row("host", "http://engine", "only the host belongs here" + HOST),
                new Row("host", "engine:6878", "the port does not belong here" + HOST),
                new Row("host", "", "not a host name or an address" + HOST),
                new Row("host", "-engine", "not a host name or an address" + HOST),
                new Row("host", "a".repeat(254), "not a host name or an address" + HOST),
                new Row("scheme", "https", "engines speak plain http; allowed: http"),
                new Row("scheme", "ftp", "engines speak plain http; allowed: http"),
                new Row("engines", "one", "\"one\": the port is missing" + ENGINES),
                new Row("engines", "one:6878,", "\"\": the port is missing" + ENGINES),
                new Row("engines", "one:0", "\"one:0\": the port is 1 to 65535" + ENGINES),
                new Row("engines", ":6878", "\":6878\": not a host name or an address" + ENGINES),
                new Row("engines", "one:1, one:1", "one:1 is there twice" + ENGINES),
                new Row("engines", "::1:6878", "an IPv6 address goes in brackets before its port" + ENGINES),
                new Row("orch.url", "orchestrator:8000", "it starts with http:// or https://" + URL),
                new Row("orch.url", "http://o:99999", "a port is 1 to 65535" + URL),
                new Row("orch.url", "http://o:0", "a port is 1 to 65535" + URL),
                new Row("orch.url", "http://:8000", "the host is missing, or is no host name" + URL),
                new Row("orch.url", "http://a:1/?key=x", "a user, a query or a fragment does not belong here" + URL),
                new Row("orch.url", "http://a b", "not a URL" + URL));
    }

    static Stream<Row> numbers() {
        return Stream.of(
                new Row("port", "0", "out of range; allowed: a whole number, 1 to 65535"),
                new Row("port", "65536", "out of range; allowed: a whole number, 1 to 65535"),
                new Row("port", "6878x", "not a whole number; allowed: a whole number, 1 to 65535"),
                new Row("port", "", "not a whole number; allowed: a whole number, 1 to 65535"),
                new Row("port", "99999999999", "not a whole number; allowed: a whole number, 1 to 65535"),
                new Row(
                        "event.loops",
                        "-1",
                        "out of range; allowed: a whole number, 0 (one per processor), or 1 to 1024"),
                new Row("limit.players", "-1", "out of range; allowed: a whole number, 0 (no limit), or 1 to 1000000"),
                new Row("m3u8", "yes", "neither true nor false; allowed: true or false (also t, f, 1, 0)"),
                new Row("lag.policy", "skipp", "the nearest is skip; allowed: one of skip, close"),
                new Row("transport", "iouring", "the nearest is io_uring; allowed: one of auto, epoll, io_uring, nio"),
                new Row("log.level", "warning", "the nearest is warn; allowed: one of debug, info, warn, error"));
    }

    static Stream<Row> quantities() {
        return Stream.of(
                new Row("linger", "15", "the unit is missing" + DURATION + "0s to 1h"),
                new Row("linger", "15 sec", "unknown unit sec" + DURATION + "0s to 1h"),
                new Row("linger", "soon", "a number is missing" + DURATION + "0s to 1h"),
                new Row("linger", "", "a number is missing" + DURATION + "0s to 1h"),
                new Row("linger", "-1s", "a number is missing" + DURATION + "0s to 1h"),
                new Row("linger", "1.2.3s", "a number is missing" + DURATION + "0s to 1h"),
                new Row("linger", "61m", "out of range" + DURATION + "0s to 1h"),
                new Row("linger", "9999999999h", "out of range" + DURATION + "0s to 1h"),
                new Row("linger", "9".repeat(21) + "s", "too many digits" + DURATION + "0s to 1h"),
                new Row("start.timeout", "0", "out of range" + DURATION + "10ms to 10m"),
                new Row("buffer.size", "1MB", "out of range" + SIZE + "1MiB to 1GiB"),
                new Row("buffer.size", "4.2", "out of range" + SIZE + "1MiB to 1GiB"),
                new Row("buffer.size", "4GiB", "out of range" + SIZE + "1MiB to 1GiB"),
                new Row("buffer.size", "4.2MiBs", "unknown unit MiBs" + SIZE + "1MiB to 1GiB"),
                new Row("buffer.size", "4MiB5", "more follows after the unit" + SIZE + "1MiB to 1GiB"),
                new Row("socket.send.buffer", "1", "0 (the kernel's autotuning), or 4KiB to 64MiB"),
                new Row(
                        "allocator.chunk.size",
                        "3MiB",
                        "not a power of two; allowed: a size that is a power of two, such as 4MiB, 64KiB to 64MiB"));
    }

    @Test
    void aKeyThatNoHeaderCanCarryIsRefusedAndNotShown() {
        assertThat(problems(Sources.none().property("acexy.orch.apikey", "two words")))
                .containsExactly("acexy.orch.apikey: \"***\" is refused: it has characters that no header can carry;"
                        + " allowed: printable ASCII without spaces, or empty for none (system property"
                        + " acexy.orch.apikey)");
    }

    @Test
    void aSecondListenerWithoutAnOrchestratorIsRefused() {
        assertThat(problems(Sources.none().property("acexy.orch.select.url", "http://orchestrator:8083")))
                .containsExactly("acexy.orch.select.url is set, but acexy.orch.url is not: set both, or neither");
    }

    @ParameterizedTest
    @MethodSource({"addresses", "numbers", "quantities"})
    void aWrongValueIsNamedWithWhatIsAllowedAndWhereItWasWritten(Row row) {
        String property = "acexy." + row.name();
        assertThat(problems(Sources.none().property(property, row.value())))
                .singleElement()
                .asString()
                .startsWith(property + ": \"" + Acexy.CONFIG.shown(row.value()) + "\" is refused: ")
                .endsWith(row.says() + " (system property " + property + ")");
    }

    @Test
    void anUnknownSystemPropertyIsNamedWithTheNearestKnownOne() {
        assertThat(problems(Sources.none().property("acexy.listn.adr", ":1")))
                .containsExactly("system property acexy.listn.adr is not a known setting; the nearest is"
                        + " acexy.listen.addr; allowed: acexy.name=value with a name from --help");
    }

    @Test
    void aWrongVariableIsNamedAsItWasWritten() {
        assertThat(problems(Sources.none().environment("ACEXY_PORT", "x")))
                .containsExactly("acexy.port: \"x\" is refused: not a whole number; allowed: a whole number, 1 to 65535"
                        + " (environment variable ACEXY_PORT)");
    }

    @Test
    void aWrongOptionIsNamedAsItWasWritten() {
        assertThat(problems(Sources.none().commandLine("buffer.size", "x")))
                .singleElement()
                .asString()
                .endsWith("(command line --buffer-size)");
    }

    @Test
    void aBufferThatHoldsTooFewChunksIsRefused() {
        Map<String, String> settings = Map.of("buffer.size", "1MiB", "chunk.size", "512KiB");
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> ProxyConfig.of(settings));
        assertThat(refused.problems())
                .containsExactly(
                        "acexy.buffer.size is 1048576 bytes, but must hold 4 chunks of acexy.chunk.size, which is"
                                + " 524288 bytes");
    }

    @Test
    void allErrorsAreReportedTogether() {
        ConfigSources sources = new ConfigSources(
                Map.of("port", "x"),
                List.of("option --prot is not known"),
                Map.of("acexy.hots", "a", "acexy.linger", "15"),
                Map.of("ACEXY_BURST", "3"));
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> ProxyConfig.load(sources));
        assertThat(refused.problems()).hasSize(5);
        assertThat(refused)
                .hasMessageContainingAll("--prot", "acexy.port", "acexy.hots", "acexy.linger", "acexy.burst");
    }

    @Test
    void aControlCharacterDoesNotReachTheConsole() {
        assertThat(problems(Sources.none().property("acexy.profiles", "a\u001b[2J")))
                .allSatisfy(words -> assertThat(words).doesNotContain("\u001b"));
        assertThat(problems(Sources.none().property("acexy.profile.a", "\"\u001b[2J")))
                .allSatisfy(words -> assertThat(words).doesNotContain("\u001b"));
        assertThat(problems(Sources.none().property("acexy.port", "1\u001b[2J\n2")))
                .singleElement()
                .asString()
                .contains("\"1?[2J?2\"");
    }

    @Test
    void aRecordRefusesWhatItsSettingsRefuse() {
        IllegalArgumentException refused =
                catchThrowableOfType(IllegalArgumentException.class, () -> new LimitsConfig.Players(-1, 0, 0, 0));
        assertThat(refused).hasMessageContaining("acexy.limit.players: \"-1\" is refused: out of range");
    }

    @Test
    void aMissingFileIsRefused(@TempDir Path dir) {
        Path missing = dir.resolve("acexy.properties");
        assertThat(problems(Sources.none().environment("ACEXY_CONFIG", missing.toString())))
                .containsExactly(
                        "acexy.config: \"" + missing + "\" is refused: there is no such file; allowed: the path of"
                                + " a file, or empty for none (environment variable ACEXY_CONFIG)");
    }

    @Test
    void aDirectoryIsNoFileOfSettings(@TempDir Path dir) {
        assertThat(problems(Sources.none().commandLine("config", dir.toString())))
                .singleElement()
                .asString()
                .contains("is refused: not a file");
    }

    @Test
    void aFileOfUnboundedSizeIsRefused(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("large"), "#".repeat(DataSizeKind.MIB + 1));
        assertThat(problems(Sources.none().commandLine("config", file.toString())))
                .singleElement()
                .asString()
                .contains("is refused: the file is larger than 1MiB");
    }

    @Test
    void aFileThatIsNotUtf8OrNotInTheFormatIsRefused(@TempDir Path dir) throws IOException {
        Path latin = Files.write(dir.resolve("latin"), new byte[] {'a', '=', (byte) 0xe9});
        Path broken = Files.writeString(dir.resolve("broken"), "acexy.host=\\u12");
        assertThat(problems(Sources.none().commandLine("config", latin.toString())))
                .singleElement()
                .asString()
                .contains("is refused: the file is not UTF-8");
        assertThat(problems(Sources.none().commandLine("config", broken.toString())))
                .singleElement()
                .asString()
                .contains("is refused: ");
    }

    @Test
    void unknownKeysOfTheFileAreNamedWithTheNearestKnownOnes(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("f"), "acexy.prot=1\nport=2\nacexy.config=other\nacexy.burst=x\n");
        assertThat(problems(Sources.none().commandLine("config", file.toString())))
                .containsExactly(
                        "file " + file + ": acexy.prot is not a known setting; the nearest is acexy.port; allowed:"
                                + " acexy.name=value with a name from --help",
                        "file " + file + ": port is not a known setting; the nearest is acexy.port; allowed:"
                                + " acexy.name=value with a name from --help",
                        "file " + file + ": acexy.config cannot be set in the file itself",
                        "acexy.burst: \"x\" is refused: a number is missing; allowed: a duration such as 500ms, 15s or"
                                + " 1m30s, 0s to 1m (file " + file + ": acexy.burst)");
    }

    private static List<String> problems(Sources sources) {
        return catchThrowableOfType(ConfigException.class, sources::load).problems();
    }
}
