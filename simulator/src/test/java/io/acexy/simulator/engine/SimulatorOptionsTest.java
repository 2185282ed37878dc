package io.acexy.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SimulatorOptionsTest {

    @Test
    void nothingSaidIsOneRealisticEngineOnTheUsualPort() {
        SimulatorOptions options = SimulatorOptions.parse();
        assertThat(options.ports).containsExactly(6878);
        assertThat(options.script).isEqualTo(EngineScript.NORMAL);
        assertThat(options.settings(0)).isEqualTo(EngineSettings.realistic());
    }

    @Test
    void everyOptionIsUnderstood() {
        SimulatorOptions options = SimulatorOptions.parse(
                "--ports 1,2 --file a.ts --script STALL --fast --bit-rate 8000000 --epoch 1000 --spread 500"
                        .split(" "));
        assertThat(options.ports).containsExactly(1, 2);
        assertThat(options.file).isEqualTo(Path.of("a.ts"));
        assertThat(options.script).isEqualTo(EngineScript.STALL);
        assertThat(options.bitRate).isEqualTo(8_000_000);
        assertThat(options.epoch).isEqualTo(Instant.ofEpochSecond(1000));
        assertThat(options.settings(2).pacing().behindLive()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertRefused("unknown option: --port", "--port", "1");
        assertRefused("its value is missing: --ports", "--ports");
        assertRefused("--ports is 0 to 65535, not 70000", "--ports", "70000");
        assertRefused("--ports takes a number, not x", "--ports", "x");
        assertRefused("NONSENSE is none of [NORMAL, ", "--script", "NONSENSE");
    }

    private static void assertRefused(String reason, String... args) {
        assertThatThrownBy(() -> SimulatorOptions.parse(args))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
