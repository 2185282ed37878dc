package io.acexy.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.HlsViewer;
import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.EngineSimulator;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * HLS while engines come and go, held to its rules over one list after the other. A player of transport stream watches too: what he gets
 * is the clock, however slow the machine is.
 */
class HlsFailoverTest {

    private static final Map<String, String> LISTS = Map.of("hls.segment", "1s", "hls.window", "6s");

    /** Of the test pattern. */
    private static final double BYTES_PER_SECOND = 43_733;

    /** From one look to the next. */
    private static final int LOOK = 7_500;

    private Duo duo;
    private TestPlayer clock;
    private HlsViewer viewer;

    @AfterEach
    void close() {
        duo.close();
    }

    private void watch() throws Exception {
        clock = duo.playing();
        viewer = new HlsViewer(URI.create(duo.proxy().url("/ace/manifest.m3u8?id=" + Duo.CHANNEL.id())));
    }

    private void look(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            clock.awaitMore(LOOK);
            viewer.refresh(clock.size() / BYTES_PER_SECOND);
        }
    }

    private void kill(EngineSimulator engine) throws Exception {
        engine.kill();
        Duo.await(duo.other(engine), counters -> counters.readersNow() == 1);
    }

    @Test
    void oneListAfterTheOtherKeepsTheRules() throws Exception {
        duo = Duo.overlapping(LISTS);
        watch();
        look(40);
        assertThat(viewer.rules().segments()).isGreaterThan(6);
        assertThat(viewer.rules().discontinuities()).isZero();
        assertThat(Duo.of(duo.serving()).starts())
                .as("one session for both players")
                .isEqualTo(1);
    }

    @Test
    void acrossTwoFailOversThatLoseNothingThereIsNoDiscontinuity() throws Exception {
        duo = Duo.overlapping(LISTS);
        watch();
        look(12);
        EngineSimulator first = duo.serving();
        kill(first);
        look(14);
        first.restart();
        kill(duo.other(first));
        look(14);
        assertThat(viewer.rules().discontinuities()).isZero();
        assertThat(viewer.rules().segments()).isGreaterThan(6);
    }

    /** The one engine is eight seconds behind the other, and neither sends what lies before. */
    @Test
    void whereAFailOverLosesMediaThereIsOneDiscontinuityAndWhereItDoesNotThereIsNone() throws Exception {
        duo = new Duo(Duration.ofSeconds(9), Duration.ofSeconds(1), Duration.ofMillis(0), LISTS);
        watch();
        EngineSimulator behind = duo.serving();
        look(20);
        kill(behind);
        look(24);
        assertThat(viewer.rules().discontinuities()).isEqualTo(1);
        behind.restart();
        kill(duo.other(behind));
        look(24);
        assertThat(viewer.rules().discontinuities()).isEqualTo(1);
    }
}
