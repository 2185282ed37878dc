package io.acexy.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Swarm;
import io.acexy.simulator.engine.EngineSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three engines of one swarm at 8 Mbit/s, whose starts reach back 2 s, are left and come back to in turn. */
class PlannedMoveTest {

    /** From each engine to the next that is further behind, and back to the first; {@code SwitchTest} of the core does it ten times each. */
    private static final int MOVES = 3;

    @Test
    void movesInEachDirectionGiveEveryPlayerEveryByteOnce() throws Exception {
        try (Swarm swarm = Swarm.at(Swarm.Rate.MBIT_8)
                .behindLive(500, 1_700, 2_600)
                .reachingBack(Duration.ofSeconds(2))
                .start()) {
            List<Swarm.Viewer> audience = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                audience.add(swarm.playing());
            }
            for (int i = 0; i < MOVES; i++) {
                EngineSimulator left = swarm.serving();
                swarm.leave(left);
                audience.get(0).player().awaitMore(swarm.bytesOf(Duration.ofMillis(200)));
            }
            for (Swarm.Viewer viewer : audience) {
                assertThat(viewer.player().hasEnded()).isFalse();
                viewer.witness().assertEveryByteOnce();
            }
        }
    }
}
