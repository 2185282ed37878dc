package io.acexy.simulator.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The orchestrator alone, from the command line. */
final class OrchestratorSimulatorMainTest {

    private static final String[] SMALL = {
        "--port",
        "0",
        "--internal-port",
        "0",
        "--fast",
        "--dialect",
        "b",
        "--engines",
        "3",
        "--slots",
        "2",
        "--max-replicas",
        "7",
        "--api-key",
        "secret",
        "--idle",
        "5",
        "--script",
        "vpn-down"
    };

    @Test
    void optionsAreUnderstood() {
        OrchestratorOptions options = OrchestratorOptions.parse(SMALL);
        assertThat(options.dialect).isEqualTo(OrchestratorDialect.B);
        assertThat(options.script).isEqualTo(OrchestratorScript.VPN_DOWN);
        assertThat(options.settings.fleet().enginesAtStart()).isEqualTo(3);
        assertThat(options.settings.fleet().slotsPerEngine()).isEqualTo(2);
        assertThat(options.settings.fleet().replicas().most()).isEqualTo(7);
        assertThat(options.settings.fleet().departure().idleRemoved()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.settings.apiKey()).isEqualTo("secret");
        assertThat(options.settings.toString()).doesNotContain("secret");
        assertThat(OrchestratorOptions.parse().port).isEqualTo(8000);
    }

    @Test
    void wrongOptionsSayWhatIsWrong() {
        assertWrong("--port takes a number, not x", "--port", "x");
        assertWrong("--port is 0 to 65535, not 70000", "--port", "70000");
        assertWrong("unknown option: --nothing", "--nothing", "1");
        assertWrong("unknown option, or its value is missing: --port", "--port");
        assertWrong("c is none of [A_OCT, A_DEC, A_LAST, B]", "--dialect", "c");
    }

    private static void assertWrong(String message, String... args) {
        assertThatThrownBy(() -> OrchestratorOptions.parse(args)).hasMessage(message);
    }

    @Test
    void commandsAreObeyedAndEverythingIsPrinted() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        OrchestratorOptions options = OrchestratorOptions.parse(SMALL);
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
                OrchestratorSimulatorMain main = new OrchestratorSimulatorMain(options, out)) {
            new ApiClient("http://127.0.0.1:" + main.port()).get("/api/v1/engines?key=secret");
            String commands =
                    """
                    scripts
                    script normal
                    script frozen engines
                    script
                    add
                    restart a-dec
                    engines
                    kill nobody
                    counters
                    nonsense

                    quit
                    """;
            byte[] lines = commands.getBytes(StandardCharsets.UTF_8);
            assertThat(main.obeyAll(new ByteArrayInputStream(lines), out)).isTrue();
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("GET /api/v1/engines?key=***")
                .contains("FROZEN: ")
                .contains("now [] {ENGINES=FROZEN}")
                .contains("engine acestream-4 is listed at")
                .contains("restarts as A_DEC")
                .contains("which engine? 0 fit")
                .contains("unknown command: nonsense")
                .contains("engines 4, streams 0")
                .doesNotContain("secret");
    }
}
