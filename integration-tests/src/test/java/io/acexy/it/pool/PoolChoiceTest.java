package io.acexy.it.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.DelayRange;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolChoiceTest {

    @Test
    void aNewStreamGoesToTheEngineWithTheFewestStreams() throws Exception {
        try (Pool pool = new Pool(2, Map.of("max.streams.per.engine", "2"))) {
            pool.playing(1);
            assertThat(pool.sessions()).containsExactly(1, 0);
            pool.playing(2);
            assertThat(pool.sessions()).containsExactly(1, 1);
            pool.playing(3);
            pool.playing(4);
            assertThat(pool.sessions()).containsExactly(2, 2);
        }
    }

    @Test
    void anotherPlayerOfARunningStreamNeedsNoEngine() throws Exception {
        try (Pool pool = new Pool(1, Map.of())) {
            pool.playing(1);
            pool.playing(1);

            assertThat(pool.starts()).containsExactly(1L);
        }
    }

    @Test
    void anEngineOfAPoolPlaysOneStreamAndAFullPoolAnswers503WithRetryAfter() throws Exception {
        try (Pool pool = new Pool(1, Map.of())) {
            TestPlayer first = pool.playing(1);

            pool.assertRefused(pool.watch(2), 503, "every engine plays as many streams as it may");

            first.awaitMore(1);
            assertThat(pool.starts()).containsExactly(1L);
        }
    }

    @Test
    void anIdleStreamThatLingersGivesItsEngineUpToANewChannelAtOnce() throws Exception {
        try (Pool pool = new Pool(1, Map.of("linger", "30s"))) {
            pool.playing(1).close();
            pool.status().awaitNoPlayer();

            pool.playing(2);

            assertThat(pool.engine(0)
                            .counters()
                            .of(Content.number(1).infohash())
                            .stopped())
                    .isEqualTo(1);
        }
    }

    @Test
    void aStreamThatIsBeingStoppedGivesItsEngineToANewChannelWhenItIsDone() throws Exception {
        EngineSettings slowToStop =
                EngineSettings.fast().withTiming(timing -> timing.withCommand(DelayRange.of(500, 500)));
        try (Pool pool = new Pool(1, Map.of("linger", "0"), slowToStop)) {
            pool.playing(1).close();
            pool.engine(0).awaitCounters(counters -> counters.total().stopsReceived() == 1, Pool.PATIENCE);

            pool.playing(2);
        }
    }

    @Test
    void simultaneousFirstRequestsOfAsManyChannelsSpreadOverAllEngines() throws Exception {
        try (Pool pool = new Pool(6, Map.of())) {
            List<TestPlayer> players =
                    IntStream.range(0, 6).mapToObj(pool::watch).toList();

            for (int channel = 0; channel < 6; channel++) {
                pool.assertPlays(players.get(channel), channel);
            }
            assertThat(pool.starts()).containsOnly(1L);
        }
    }

    @Test
    void theSingleEngineHasNoLimitOfStreams() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start();
                Proxy proxy = Proxy.before(engine, Map.of("linger", "100ms"));
                Players players = new Players()) {
            for (int channel = 0; channel < 8; channel++) {
                TestPlayer player =
                        players.get(proxy.address(), Content.number(channel).byId());
                assertThat(player.awaitStatus()).isEqualTo(200);
            }
            engine.awaitCounters(counters -> counters.total().sessionsNow() == 8, Patience.LIMIT);
        }
    }
}
