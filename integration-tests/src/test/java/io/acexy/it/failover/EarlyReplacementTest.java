package io.acexy.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.StatusPage;
import io.acexy.it.support.Swarm;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three engines of one swarm at 8 Mbit/s: the replacement is opened while its bytes still overlap what players have. Starts
 * reach back 5 s, so that a machine that is busy elsewhere has its time. Those that reach back 2 s, more seeds, and each
 * decision are in the core's own tests, where time is the test's.
 */
class EarlyReplacementTest {

    private static final int PLAYERS = 20;
    private static final int FAULTS = 8;

    private enum Fault {
        KILLED,
        HUNG,
        SILENT,
        CLEAN_END,
        MOVE
    }

    private static Swarm swarm() throws Exception {
        return Swarm.at(Swarm.Rate.MBIT_8)
                .behindLive(500, 1_700, 2_600)
                .reachingBack(Duration.ofSeconds(5))
                .with("failover.stall.timeout", "2s")
                .start();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void eightFaultsInARowGiveTwentyPlayersEveryByteOnce(int seed) throws Exception {
        Random random = new Random(seed);
        try (Swarm swarm = swarm()) {
            List<Swarm.Viewer> audience = new ArrayList<>();
            for (int i = 0; i < PLAYERS; i++) {
                audience.add(swarm.playing());
            }
            for (int i = 0; i < FAULTS; i++) {
                audience.get(0).player().awaitMore(swarm.bytesOf(Duration.ofMillis(500 + random.nextInt(2_000))));
                EngineSimulator victim = swarm.serving();
                int before = switches(swarm);
                happen(swarm, victim, Fault.values()[random.nextInt(Fault.values().length)]);
                awaitAnother(swarm, victim, before);
                audience.get(0).player().awaitMore(swarm.bytesOf(Duration.ofSeconds(1)));
                victim.setScript(Swarm.CHANNEL.infohash(), EngineScript.NORMAL);
                victim.restart();
            }
            for (Swarm.Viewer viewer : audience) {
                assertThat(viewer.player().hasEnded()).isFalse();
                viewer.witness().assertEveryByteOnce();
            }
        }
    }

    private static void happen(Swarm swarm, EngineSimulator victim, Fault fault) throws InterruptedException {
        switch (fault) {
            case KILLED -> victim.kill();
            case HUNG -> victim.setScript(EngineScript.FULL_HANG);
            case SILENT -> victim.setScript(Swarm.CHANNEL.infohash(), EngineScript.STARVED);
            case CLEAN_END -> victim.setScript(Swarm.CHANNEL.infohash(), EngineScript.EOF_MIDSTREAM);
            case MOVE -> swarm.leave(victim);
        }
    }

    /** Until players live from another engine, and nothing is left on this one. */
    private static void awaitAnother(Swarm swarm, EngineSimulator victim, int before) throws InterruptedException {
        Patience.until(
                () -> switches(swarm),
                now -> now > before
                        && Swarm.of(victim).readersNow() == 0
                        && swarm.engines().stream()
                                .anyMatch(engine -> Swarm.of(engine).readersNow() > 0));
    }

    private static int switches(Swarm swarm) throws InterruptedException {
        String page = new StatusPage(swarm.proxy(), swarm.players()).read();
        return Integer.parseInt(page.replaceAll("(?s).*\"engine_switches\":([0-9]+).*", "$1"));
    }

    @Test
    void aSwarmThatStallsAsAWholeIsGivenOneSessionMoreAndNotLeft() throws Exception {
        try (Swarm swarm = swarm()) {
            Swarm.Viewer viewer = swarm.playing();
            EngineSimulator first = swarm.serving();
            swarm.engines().forEach(engine -> engine.setScript(Swarm.CHANNEL.infohash(), EngineScript.STARVED));
            EngineSimulator second = swarm.engine(1);
            Swarm.await(second, counters -> counters.readersNow() == 1);
            swarm.engines().forEach(engine -> engine.setScript(Swarm.CHANNEL.infohash(), EngineScript.NORMAL));
            Swarm.await(second, counters -> counters.sessionsNow() == 0);
            viewer.player().awaitMore(swarm.bytesOf(Duration.ofSeconds(2)));

            assertThat(switches(swarm)).isZero();
            assertThat(Swarm.of(first).starts()).isEqualTo(1);
            assertThat(Swarm.of(second).starts()).isEqualTo(1);
            assertThat(Swarm.of(swarm.engine(2)).starts()).isZero();
            viewer.witness().assertEveryByteOnce();
        }
    }
}
