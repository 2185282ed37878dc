package io.acexy.it.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

/**
 * Three engines of one swarm, 0.5, 1.7 and 2.6 s behind live, and faults in a row: the replacement is opened while its bytes still
 * overlap what players have. Faults in many orders and at many moments, eight in a row, with either reach, are in the core's
 * {@code FaultsTest}, and each decision in {@code SuccessionTest}, where time is the test's.
 */
class EarlyReplacementTest {

    /** Clock references come so often: what was lost between two of them is known no better. */
    private static final double CLOCK_MILLIS = 50;

    private enum Fault {
        KILLED,
        STOPPED,
        HUNG,
        SILENT,
        CLEAN_END,
        MOVE
    }

    /** One that is noticed at once, one that is not, and none. */
    private static final List<Fault> OF_EACH_SORT = List.of(Fault.KILLED, Fault.SILENT, Fault.MOVE);

    private static Swarm swarm(Swarm.Rate rate, Duration reachBack) throws Exception {
        return Swarm.at(rate)
                .behindLive(500, 1_700, 2_600)
                .reachingBack(reachBack)
                .with("failover.stall.timeout", "2s")
                .start();
    }

    @Test
    void everybodyHasEveryByteOnceWhereStartsReachBackTwoSeconds() throws Exception {
        try (Swarm swarm = swarm(Swarm.Rate.MBIT_8, Duration.ofSeconds(2))) {
            List<Swarm.Viewer> audience = play(swarm, 8, List.of(Fault.values()));
            for (Swarm.Viewer viewer : audience) {
                assertThat(viewer.player().hasEnded()).isFalse();
                viewer.witness().assertEveryByteOnce();
            }
            assertThat(number(swarm, "lost_millis")).isZero();
        }
    }

    /** On a machine that is busy elsewhere an engine may take longer to start than its reach allows: that is told, too. */
    @Test
    void atTwentyFiveMegabitsNothingIsRepeatedAndWhatIsMissingIsTold() throws Exception {
        try (Swarm swarm = swarm(Swarm.Rate.MBIT_25, Duration.ofSeconds(2))) {
            assertWhatIsMissingIsTold(swarm, play(swarm, 3, OF_EACH_SORT));
        }
    }

    /** From an engine to one that is nearer to live something is missing that none of them sends again. */
    @Test
    void soItIsWhereStartsReachBackNotAtAll() throws Exception {
        try (Swarm swarm = swarm(Swarm.Rate.MBIT_8, Duration.ZERO)) {
            assertWhatIsMissingIsTold(swarm, play(swarm, 3, OF_EACH_SORT));
        }
    }

    private static void assertWhatIsMissingIsTold(Swarm swarm, List<Swarm.Viewer> audience) throws Exception {
        double told = number(swarm, "lost_millis");
        for (Swarm.Viewer viewer : audience) {
            assertThat(viewer.player().hasEnded()).isFalse();
            viewer.witness().assertForwardOnly();
            double missing =
                    viewer.witness().missing() * 1_000.0 / swarm.rate().media().packetsPerSecond();
            assertThat(missing)
                    .as("ms; %s", viewer.witness())
                    .isCloseTo(told, within(OF_EACH_SORT.size() * CLOCK_MILLIS));
        }
    }

    private static List<Swarm.Viewer> play(Swarm swarm, int players, List<Fault> faults) throws Exception {
        Random random = new Random(1);
        List<Swarm.Viewer> audience = new ArrayList<>();
        for (int i = 0; i < players; i++) {
            audience.add(swarm.playing());
        }
        for (Fault fault : faults) {
            audience.get(0).player().awaitMore(swarm.bytesOf(Duration.ofMillis(200 + random.nextInt(1_000))));
            EngineSimulator victim = swarm.serving();
            int before = number(swarm, "engine_switches");
            happen(swarm, victim, fault);
            awaitAnother(swarm, victim, before);
            audience.get(0).player().awaitMore(swarm.bytesOf(Duration.ofSeconds(1)));
            victim.setScript(Swarm.CHANNEL.infohash(), EngineScript.NORMAL);
            victim.restart();
        }
        return audience;
    }

    private static void happen(Swarm swarm, EngineSimulator victim, Fault fault) throws Exception {
        switch (fault) {
            case KILLED -> victim.kill();
            case STOPPED -> Swarm.stopElsewhere(victim);
            case HUNG -> victim.setScript(EngineScript.FULL_HANG);
            case SILENT -> victim.setScript(Swarm.CHANNEL.infohash(), EngineScript.STARVED);
            case CLEAN_END -> victim.setScript(Swarm.CHANNEL.infohash(), EngineScript.EOF_MIDSTREAM);
            case MOVE -> swarm.leave(victim);
        }
    }

    /** Until players live from another engine, and nothing is left on this one. */
    private static void awaitAnother(Swarm swarm, EngineSimulator victim, int before) throws InterruptedException {
        Patience.until(
                () -> number(swarm, "engine_switches"),
                now -> now > before
                        && Swarm.of(victim).readersNow() == 0
                        && swarm.engines().stream()
                                .anyMatch(engine -> Swarm.of(engine).readersNow() > 0));
    }

    /** What the status page says of the stream. */
    private static int number(Swarm swarm, String field) throws InterruptedException {
        String page = new StatusPage(swarm.proxy(), swarm.players()).read();
        return Integer.parseInt(page.replaceAll("(?s).*\"" + field + "\":([0-9]+).*", "$1"));
    }

    @Test
    void aSwarmThatStallsAsAWholeIsGivenOneSessionMoreAndNotLeft() throws Exception {
        try (Swarm swarm = swarm(Swarm.Rate.MBIT_8, Duration.ofSeconds(2))) {
            Swarm.Viewer viewer = swarm.playing();
            EngineSimulator first = swarm.serving();
            swarm.engines().forEach(engine -> engine.setScript(Swarm.CHANNEL.infohash(), EngineScript.STARVED));
            EngineSimulator second = swarm.engine(1);
            Swarm.await(second, counters -> counters.readersNow() == 1);
            swarm.engines().forEach(engine -> engine.setScript(Swarm.CHANNEL.infohash(), EngineScript.NORMAL));
            Swarm.await(second, counters -> counters.sessionsNow() == 0);
            viewer.player().awaitMore(swarm.bytesOf(Duration.ofSeconds(2)));

            assertThat(number(swarm, "engine_switches")).isZero();
            assertThat(Swarm.of(first).starts()).isEqualTo(1);
            assertThat(Swarm.of(second).starts()).isEqualTo(1);
            assertThat(Swarm.of(swarm.engine(2)).starts()).isZero();
            viewer.witness().assertEveryByteOnce();
        }
    }
}
