package io.acexy.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Program;
import io.acexy.it.support.Proxy;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The device maker's own tool, as Debian has it, takes this proxy for one of them. */
class HdhomerunTest {

    private static final String NOBODY = "no devices found\n";

    /** The port is the protocol's, so that each run has an address of its own. */
    private final String host = "127.65." + ThreadLocalRandom.current().nextInt(1, 255) + '.'
            + ThreadLocalRandom.current().nextInt(1, 255);

    @Test
    void findsTheTunerAndReadsWhatItIs() throws Exception {
        Map<String, String> settings =
                Map.of("listen.addr", host + ":0", "tuner", "true", "tuner.id", "1038A145", "tuner.discovery", "true");
        try (EngineSimulator engine = EngineSimulator.start();
                Proxy proxy = Proxy.before(engine, settings)) {
            assertThat(proxy.address().getPort()).isPositive();
            assertThat(found()).isEqualTo("hdhomerun device 1038A145 found at " + host + "\n");
            assertThat(Program.run("hdhomerun_config", host, "get", "/sys/model")
                            .output())
                    .isEqualTo("hdhomerun5_dvbt\n");
            assertThat(Program.run("hdhomerun_config", host, "get", "/tuner3/status")
                            .output())
                    .isEqualTo("ch=none lock=none ss=0 snq=0 seq=0 bps=0 pps=0\n");
            assertThat(Program.run("hdhomerun_config", host, "get", "/sys/nothing")
                            .output())
                    .isEqualTo("ERROR: unknown getset variable\n");
        }
    }

    /** The tool waits for less than half a second, which a machine under load may need. */
    private String found() throws Exception {
        long end = System.nanoTime() + Patience.LIMIT.toNanos();
        String found = NOBODY;
        while (found.equals(NOBODY) && System.nanoTime() < end) {
            found = Program.run("hdhomerun_config", "discover", host).output();
        }
        return found;
    }

    @Test
    void findsNobodyWhereNobodyWantsToBeFound() throws Exception {
        Map<String, String> settings = Map.of("listen.addr", host + ":0", "tuner", "true");
        try (EngineSimulator engine = EngineSimulator.start();
                Proxy proxy = Proxy.before(engine, settings)) {
            assertThat(proxy.address().getPort()).isPositive();
            assertThat(Program.run("hdhomerun_config", "discover", host).output())
                    .isEqualTo(NOBODY);
        }
    }
}
