package io.acexy.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.DependsOnJvm;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.BroadcastClock;
import io.acexy.simulator.engine.Broadcaster;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.testkit.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two engines of one swarm, one further behind live than the other: what one has sent, the other still has. */
@DependsOnJvm
class SeamlessFailoverTest {

    private static final Content CHANNEL = Content.number(7);
    private static final Duration PATIENCE = Patience.LIMIT;

    /** What comes at the speed at which it plays, so that more than a second passes until it is there. */
    private static final int SOME = 60_000;

    /** So much of what was sent before an engine sends at once. */
    private static final Duration BURST = Duration.ofSeconds(12);

    /**
     * How much further behind live one is, in seconds. A stream waits three for a candidate to come to where players are, and
     * then rather goes on with a gap on an engine that is ahead, such as one that was reopened after its connection broke.
     */
    private static final int APART = 2;

    /** One of each kind; {@code FaultsTest} of the core has them in many orders, and at any moment. */
    private static final int FAILURES = 5;

    private final Broadcaster broadcaster = new Broadcaster(BroadcastClock.startingNow(), EndlessMedia.testPattern());
    private final Players players = new Players();
    private EngineSimulator near;
    private EngineSimulator far;
    private Proxy proxy;

    @BeforeEach
    void start() throws Exception {
        near = engine(2);
        far = engine(2 + APART);
        proxy = Proxy.beforePool(
                Map.of("engine.health.interval", "200ms", "empty.timeout", "25s", "failover.stall.timeout", "3s"),
                near,
                far);
    }

    /** The burst reaches back far enough to overlap with what the other has sent. */
    private EngineSimulator engine(int secondsBehind) {
        EngineSettings settings = EngineSettings.fast()
                .withPacing(pacing -> pacing.withBehindLive(Duration.ofSeconds(secondsBehind))
                        .withBurst(BURST, 50)
                        .withPieces(500, 20_000));
        return EngineSimulator.builder()
                .settings(settings)
                .broadcaster(broadcaster)
                .start();
    }

    @AfterEach
    void stop() {
        players.close();
        proxy.close();
        near.close();
        far.close();
    }

    private static int burst() {
        return Math.toIntExact(EndlessMedia.testPattern().bitsPerSecond() / 8 * BURST.toSeconds());
    }

    private EngineSimulator serving() {
        return near.counters().of(CHANNEL.infohash()).readersNow() > 0 ? near : far;
    }

    private EngineSimulator other(EngineSimulator engine) {
        return engine == near ? far : near;
    }

    @Test
    void aHundredPlayersKeepEveryByteThroughEachFailureOfTheirEngines() throws Exception {
        List<TestPlayer> audience = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            audience.add(players.get(proxy.address(), CHANNEL.byId()));
        }
        TestPlayer first = audience.get(0);
        // Else the next engine is ill before this one has been missed.
        first.awaitBytes(burst() + SOME);
        Random random = new Random(10);
        for (int round = 0; round < FAILURES; round++) {
            first.awaitMore(5_000 + random.nextInt(40_000));
            EngineSimulator victim = serving();
            fail(victim, round);
            other(victim)
                    .awaitCounters(counters -> counters.of(CHANNEL.infohash()).readersNow() == 1, PATIENCE);
            first.awaitMore(SOME);
            heal(victim);
        }
        first.awaitMore(SOME);
        Truth truth = new Truth(broadcaster, CHANNEL);
        for (TestPlayer player : audience) {
            assertThat(player.hasEnded()).isFalse();
            truth.verify(player.body());
        }
        assertThat(near.counters().of(CHANNEL.infohash()).maxReadersPerSession())
                .isEqualTo(1);
        assertThat(far.counters().of(CHANNEL.infohash()).maxReadersPerSession()).isEqualTo(1);
    }

    /** Killed, hung, ended, starved, restarted, in turn. */
    private static void fail(EngineSimulator victim, int round) {
        switch (round) {
            case 0 -> victim.kill();
            case 1 -> victim.setScript(EngineScript.FULL_HANG);
            case 2 -> {
                victim.setScript(CHANNEL.infohash(), EngineScript.EOF_MIDSTREAM);
            }
            case 3 -> victim.setScript(CHANNEL.infohash(), EngineScript.STARVED);
            default -> {
                victim.kill();
                victim.restart();
                victim.setScript(CHANNEL.infohash(), EngineScript.FAILED_TO_LOAD);
            }
        }
    }

    private static void heal(EngineSimulator victim) {
        victim.setScript(CHANNEL.infohash(), EngineScript.NORMAL);
        victim.setScript(EngineScript.NORMAL);
        victim.restart();
    }
}
