package io.acexy.it.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.DelayRange;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.testkit.Patience;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoolFailureTest {

    private static final String UNHEALTHY = "no engine is healthy";

    private static final Map<String, String> EAGER_PROBES =
            Map.of("engine.health.interval", "50ms", "engine.health.timeout", "10s");

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = EngineScript.class,
            names = {
                "TEXT_500",
                "MOD_DETECTED",
                "NO_PEERS",
                "MISSING_OPTION",
                "EMPTY_REPLY",
                "NOT_JSON",
                "FAILED_TO_START_BODY",
                "PLAYBACK_404",
                "REDIRECT_LOOP"
            })
    void aStartThatFailsOnOneEngineIsTriedOnTheNextAndThePlayerNeverKnows(EngineScript script) throws Exception {
        try (Pool pool = new Pool(2, Map.of())) {
            pool.engine(0).setScript(script);

            pool.playing(1);

            assertThat(pool.starts()).containsExactly(1L, 1L);
            pool.engine(0).awaitCounters(counters -> counters.total().sessionsNow() == 0, Pool.PATIENCE);
        }
    }

    @Test
    void aStartThatIsRefusedTheConnectionIsTriedOnTheNext() throws Exception {
        try (Pool pool = new Pool(2, Map.of())) {
            pool.engine(0).kill();

            pool.playing(1);

            assertThat(pool.starts()).containsExactly(0L, 1L);
        }
    }

    @Test
    void contentThatNobodyKnowsIsNotLookedForOnOtherEngines() throws Exception {
        try (Pool pool = new Pool(2, Map.of())) {
            pool.engine(0).setScript(EngineScript.CONTENT_NOT_FOUND);

            assertThat(pool.watch(1).awaitStatus()).isEqualTo(404);

            assertThat(pool.starts()).containsExactly(1L, 0L);
        }
    }

    @Test
    void threeEnginesAreTriedAndThenThePlayerGetsWhatTheFirstSaid() throws Exception {
        try (Pool pool = new Pool(4, Map.of())) {
            pool.engines().forEach(engine -> engine.setScript(EngineScript.NO_PEERS));
            pool.engine(0).setScript(EngineScript.FAILED_TO_LOAD);

            pool.assertRefused(pool.watch(1), 502, "engine said: failed to load content");

            assertThat(pool.starts()).containsExactly(1L, 1L, 1L, 0L);
        }
    }

    @Test
    void aDeadEngineIsOutAfterItsProbesHaveFailedAndBackAfterOneThatSucceeds() throws Exception {
        try (Pool pool = new Pool(1, EAGER_PROBES)) {
            pool.engine(0).kill();
            awaitHealth(pool, false);
            pool.assertRefused(pool.watch(1), 503, UNHEALTHY);

            pool.engine(0).restart();

            awaitHealth(pool, true);
        }
    }

    @Test
    void anEngineWhoseCoreHangsIsOutAndDelaysNobodyOnTheOthers() throws Exception {
        Map<String, String> settings = Map.of(
                "engine.health.interval", "50ms",
                "engine.health.timeout", "1s",
                "engine.stop.timeout", "500ms",
                "no.response.timeout", "10s",
                "empty.timeout", "15s");
        try (Pool pool = new Pool(2, settings, shortLived())) {
            TestPlayer hanging = pool.playing(1);
            TestPlayer healthy = pool.playing(2);
            assertThat(pool.sessions()).containsExactly(1, 1);

            pool.engine(0).setScript(EngineScript.CORE_HANG);

            assertThat(hanging.awaitEnd()).isEqualTo(TestPlayer.End.CLEAN);
            healthy.awaitMore(10_000);
            pool.assertRefused(pool.watch(3), 503, "every engine plays as many streams as it may");
            assertThat(pool.engine(0).counters().total().starts()).isEqualTo(1);
        }
    }

    @Test
    void aStatusSlowerThanTheProbesPatienceTakesAnEngineOutAndNothingFromItsStreams() throws Exception {
        EngineSettings slow =
                EngineSettings.fast().withFaults(faults -> faults.withSlowStatus(DelayRange.of(10_000, 10_000)));
        Map<String, String> settings = Map.of(
                "engine.health.interval", "50ms",
                "engine.health.timeout", "3s",
                "engine.stop.timeout", "5m",
                "max.streams.per.engine", "10");
        try (Pool pool = new Pool(1, settings, slow)) {
            TestPlayer running = pool.playing(2);

            pool.engine(0).setScript(EngineScript.SLOW_STATUS);
            awaitHealth(pool, false);

            running.awaitMore(10_000);
            pool.assertPlays(running, 2);
        }
    }

    /** Sessions that a hanging engine was never told to stop end by themselves. */
    private static EngineSettings shortLived() {
        return EngineSettings.fast().withRules(rules -> rules.withIdleExpiry(Duration.ofSeconds(1)));
    }

    /**
     * Health is seen from outside only by what a new stream gets: asks until it is this, each time for another channel,
     * because one that plays already needs no engine.
     */
    private static void awaitHealth(Pool pool, boolean wanted) throws InterruptedException {
        AtomicInteger channel = new AtomicInteger(100);
        Patience.until(
                () -> answer(pool, channel.getAndIncrement()), answer -> answer.contains(wanted ? "200" : UNHEALTHY));
    }

    /** The status where something plays, otherwise the words of the refusal. */
    private static String answer(Pool pool, int channel) throws InterruptedException {
        try (TestPlayer player = pool.watch(channel)) {
            if (player.awaitStatus() == 200) {
                return "200";
            }
            player.awaitEnd();
            return player.text();
        }
    }
}
