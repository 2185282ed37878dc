package io.acexy.it.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.Swarm;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.BroadcastClock;
import io.acexy.simulator.engine.Broadcaster;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.testkit.Patience;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two proxies, each with an engine of one swarm, and an edge that can have its media from either. */
class TwoUpstreamsTest {

    private static final Content CHANNEL = Content.number(7);
    private static final int TS_PACKET = 188;

    private final Players players = new Players();
    private Broadcaster broadcaster;
    private EngineSimulator near;
    private EngineSimulator far;
    private Proxy one;
    private Proxy two;
    private Proxy edge;

    private void start(EndlessMedia media) throws Exception {
        broadcaster = new Broadcaster(BroadcastClock.startingNow(), media);
        near = engine(500);
        far = engine(1_700);
        one = Proxy.before(near, Map.of());
        two = Proxy.before(far, Map.of());
        edge = Proxy.edgeOf(Map.of("engine.health.interval", "200ms", "failover.stall.timeout", "3s"), one, two);
    }

    private EngineSimulator engine(int millisBehind) {
        EngineSettings settings =
                EngineSettings.fast().withPacing(pacing -> pacing.withBehindLive(Duration.ofMillis(millisBehind)));
        return EngineSimulator.builder()
                .settings(settings)
                .broadcaster(broadcaster)
                .start();
    }

    @AfterEach
    void stop() {
        players.close();
        edge.close();
        one.close();
        two.close();
        near.close();
        far.close();
    }

    private static boolean reads(EngineSimulator engine) {
        return engine.counters().of(CHANNEL.infohash()).readersNow() > 0;
    }

    @ParameterizedTest
    @EnumSource(names = {"PICTURE", "MBIT_8", "MBIT_25"})
    void whoWatchesAtTheEdgeKeepsEveryByteWhenOneOfThemEnds(Swarm.Rate rate) throws Exception {
        start(rate.media());
        // More than a burst, so that what is awaited was sent at the speed at which it plays.
        int some = (int) rate.media().packetAt(Duration.ofSeconds(4)) * TS_PACKET;
        TestPlayer player = players.get(edge.address(), CHANNEL.byId());
        player.awaitBytes(some);
        assertThat(reads(near)).as("one of them is asked").isNotEqualTo(reads(far));
        EngineSimulator left = reads(near) ? near : far;
        EngineSimulator other = left == near ? far : near;
        (left == near ? one : two).close();
        other.awaitCounters(counters -> counters.of(CHANNEL.infohash()).readersNow() > 0, Patience.LIMIT);
        player.awaitMore(some / 2);
        assertThat(player.hasEnded()).isFalse();
        new Truth(broadcaster, CHANNEL).verify(player.body());
    }
}
