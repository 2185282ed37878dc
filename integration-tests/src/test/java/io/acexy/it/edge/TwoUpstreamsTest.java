package io.acexy.it.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.BroadcastClock;
import io.acexy.simulator.engine.Broadcaster;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.media.EndlessMedia;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two proxies, each with an engine of one swarm, and an edge that can have its media from either. */
class TwoUpstreamsTest {

    private static final Content CHANNEL = Content.number(7);

    /** More than a burst, so that what is awaited was sent at the speed at which it plays. */
    private static final int SOME = 60_000;

    private final Broadcaster broadcaster = new Broadcaster(BroadcastClock.startingNow(), EndlessMedia.testPattern());
    private final Players players = new Players();
    private EngineSimulator near;
    private EngineSimulator far;
    private Proxy one;
    private Proxy two;
    private Proxy edge;

    @BeforeEach
    void start() throws Exception {
        near = engine(2);
        far = engine(4);
        one = Proxy.before(near, Map.of());
        two = Proxy.before(far, Map.of());
        edge = Proxy.edgeOf(Map.of("engine.health.interval", "200ms", "failover.stall.timeout", "3s"), one, two);
    }

    /** The burst reaches back far enough to overlap with what the other has sent. */
    private EngineSimulator engine(int secondsBehind) {
        EngineSettings settings = EngineSettings.fast()
                .withPacing(pacing -> pacing.withBehindLive(Duration.ofSeconds(secondsBehind))
                        .withBurst(Duration.ofSeconds(12), 50)
                        .withPieces(500, 20_000));
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

    @Test
    void whoWatchesAtTheEdgeKeepsEveryByteWhenOneOfThemEnds() throws Exception {
        TestPlayer player = players.get(edge.address(), CHANNEL.byId());
        player.awaitBytes(SOME);
        assertThat(reads(near)).as("one of them is asked").isNotEqualTo(reads(far));
        Proxy serving = reads(near) ? one : two;
        serving.close();
        player.awaitMore(SOME);
        player.awaitMore(SOME);
        assertThat(player.hasEnded()).isFalse();
        new Truth(broadcaster, CHANNEL).verify(player.body());
        assertThat(reads(near) || reads(far)).isTrue();
    }
}
