package io.acexy.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.HlsViewer;
import io.acexy.it.support.Swarm;
import io.acexy.simulator.engine.EngineSimulator;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * HLS at 8 Mbit/s, while an operator moves the stream and an engine dies. A player of transport stream watches too, and is the
 * clock.
 */
class HlsSwarmTest {

    private static final Duration BETWEEN = Duration.ofMillis(500);

    private static void look(Swarm swarm, Swarm.Viewer clock, HlsViewer viewer, int times) throws Exception {
        double second = swarm.bytesOf(Duration.ofSeconds(1));
        for (int i = 0; i < times; i++) {
            clock.player().awaitMore(swarm.bytesOf(BETWEEN));
            viewer.refresh(clock.player().size() / second);
        }
    }

    @Test
    void whereNothingIsLostThereIsNoDiscontinuity() throws Exception {
        try (Swarm swarm = Swarm.at(Swarm.Rate.MBIT_8)
                .behindLive(1_000, 2_000)
                .reachingBack(Duration.ofSeconds(8))
                .with("hls.segment", "1s")
                .with("hls.window", "6s")
                .unhurried()
                .start()) {
            Swarm.Viewer clock = swarm.playing();
            HlsViewer viewer =
                    new HlsViewer(URI.create(swarm.proxy().url("/ace/manifest.m3u8?id=" + Swarm.CHANNEL.id())));
            look(swarm, clock, viewer, 12);
            EngineSimulator first = swarm.serving();
            swarm.leave(first);
            EngineSimulator second = swarm.serving();
            assertThat(second).isNotSameAs(first);
            look(swarm, clock, viewer, 12);
            second.kill();
            Swarm.await(first, counters -> counters.readersNow() == 1);
            look(swarm, clock, viewer, 12);

            assertThat(viewer.rules().discontinuities()).isZero();
            assertThat(viewer.rules().segments()).isGreaterThan(8);
            assertThat(Swarm.of(first).starts())
                    .as("one session for both players each time")
                    .isEqualTo(2);
            assertThat(Swarm.of(second).starts()).isEqualTo(1);
            clock.witness().assertEveryByteOnce();
        }
    }
}
