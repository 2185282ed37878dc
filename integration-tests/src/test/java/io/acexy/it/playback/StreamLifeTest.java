package io.acexy.it.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.source.SessionBudget;
import io.acexy.it.support.Content;
import io.acexy.it.support.DependsOnJvm;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.DelayRange;
import io.acexy.simulator.engine.EngineCounters;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@DependsOnJvm
class StreamLifeTest {

    private static final Content CHANNEL = Content.number(4);
    private static final Duration PATIENCE = Patience.LIMIT;

    private final Players players = new Players();
    private EngineSimulator engine;
    private Proxy proxy;

    private void start(EngineSettings settings, String linger) throws Exception {
        engine = EngineSimulator.start(settings);
        proxy = Proxy.before(engine, Map.of("linger", linger, "event.loops", "2"));
    }

    @AfterEach
    void stop() {
        players.close();
        proxy.close();
        engine.close();
    }

    private TestPlayer byId() {
        return players.get(proxy.address(), CHANNEL.byId());
    }

    private TestPlayer byInfohash() {
        return players.get(proxy.address(), CHANNEL.byInfohash());
    }

    private ContentCounters counted() {
        return engine.counters().of(CHANNEL.infohash());
    }

    private ContentCounters await(Predicate<ContentCounters> condition) throws InterruptedException {
        Predicate<EngineCounters> ofChannel = counters -> condition.test(counters.of(CHANNEL.infohash()));
        return engine.awaitCounters(ofChannel, PATIENCE).of(CHANNEL.infohash());
    }

    private static EngineSettings startingIn(long millis) {
        return EngineSettings.fast()
                .withTiming(timing -> timing.withStart(DelayRange.fixed(Duration.ofMillis(millis))));
    }

    @Test
    void simultaneousFirstRequestsStartOneSession() throws Exception {
        start(startingIn(200), "15s");
        List<TestPlayer> crowd = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            crowd.add(byId());
        }
        Truth truth = new Truth(engine.broadcaster(), CHANNEL);
        for (TestPlayer player : crowd) {
            player.awaitBytes(20_000);
            truth.verify(player.body());
        }
        assertThat(counted().starts()).isEqualTo(1);
    }

    @Test
    void whoAsksByInfohashJoinsTheStreamThatWasStartedByContentId() throws Exception {
        start(EngineSettings.fast(), "15s");
        byId().awaitBytes(20_000);
        TestPlayer other = byInfohash();
        other.awaitBytes(20_000);
        new Truth(engine.broadcaster(), CHANNEL).verify(other.body());
        assertThat(counted().starts()).isEqualTo(1);
    }

    @Test
    void twoNamesAskedAtOnceBecomeOneStreamAndNeitherStopKillsTheOther() throws Exception {
        start(startingIn(100), "200ms");
        TestPlayer named = byInfohash();
        TestPlayer byContentId = byId();
        named.awaitBytes(50_000);
        byContentId.awaitBytes(50_000);
        TestPlayer later = byId();
        later.awaitBytes(20_000);
        ContentCounters watched = counted();
        assertThat(watched.readers()).as("one reader on the engine").isEqualTo(1);
        assertThat(watched.stopsReceived())
                .as("a stop of one session would end both")
                .isZero();

        byContentId.close();
        later.close();
        named.awaitMore(50_000);
        new Truth(engine.broadcaster(), CHANNEL).verify(named.body());
        named.close();
        await(counters -> counters.stopsReceived() == 1 && counters.readersNow() == 0);
    }

    @Test
    void aPlayerWhoReturnsWithinTheLingerMeetsAWarmStream() throws Exception {
        start(EngineSettings.fast(), "20s");
        TestPlayer first = byId();
        first.awaitBytes(20_000);
        first.close();
        TestPlayer again = byId();
        again.awaitBytes(20_000);
        assertThat(counted().starts()).isEqualTo(1);
        assertThat(counted().stopsReceived()).isZero();
    }

    @Test
    void afterTheLingerTheEngineIsToldToStopOnceAndTheNextPlayerStartsAnew() throws Exception {
        start(EngineSettings.fast(), "100ms");
        TestPlayer first = byId();
        first.awaitBytes(20_000);
        first.close();
        ContentCounters stopped = await(counters -> counters.stopped() == 1 && counters.sessionsNow() == 0);
        assertThat(stopped.stopsReceived()).isEqualTo(1);

        TestPlayer next = byId();
        next.awaitBytes(20_000);
        new Truth(engine.broadcaster(), CHANNEL).verify(next.body());
        assertThat(counted().starts()).isEqualTo(2);
    }

    @Test
    void aStartThatNobodyWaitsForAnyMoreIsFinishedAndStopped() throws Exception {
        start(startingIn(500), "0s");
        TestPlayer hasty = byId();
        await(counters -> counters.starts() == 1);
        hasty.close();
        ContentCounters after = await(counters -> counters.stopped() == 1 && counters.sessionsNow() == 0);
        assertThat(after.orphaned()).isZero();
        assertThat(after.readers()).as("playback was never opened").isZero();
    }

    @Test
    void whoReturnsWhileTheOldSessionIsBeingStoppedWaitsForItsEnd() throws Exception {
        start(
                EngineSettings.fast()
                        .withTiming(timing -> timing.withCommand(DelayRange.fixed(Duration.ofMillis(500)))),
                "0s");
        TestPlayer first = byId();
        first.awaitBytes(20_000);
        first.close();
        await(counters -> counters.stopsReceived() == 1);
        TestPlayer again = byId();
        again.awaitBytes(50_000);
        new Truth(engine.broadcaster(), CHANNEL).verify(again.body());
        assertThat(counted().maxReadersPerSession()).isEqualTo(1);
        assertThat(counted().opened()).isEqualTo(2);
        assertThat(counted().superseded())
                .as("never two sessions of one content")
                .isZero();
    }

    @Test
    void aStopThatTheEngineNeverAnswersDoesNotWedgeTheChannel() throws Exception {
        engine = EngineSimulator.start();
        proxy = Proxy.before(engine, Map.of("linger", "0s", "engine.stop.timeout", "200ms"));
        engine.setScript(CHANNEL.infohash(), EngineScript.STOP_HANGS);
        TestPlayer first = byId();
        first.awaitBytes(20_000);
        first.close();
        await(counters -> counters.stopsReceived() == 1);
        engine.setScript(CHANNEL.infohash(), EngineScript.NORMAL);
        byId().awaitBytes(20_000);
    }

    @Test
    void leavingAndReturningInAnyOrderNeverWedgesTheChannel() throws Exception {
        start(startingIn(5), "10ms");
        Random random = new Random(4);
        List<TestPlayer> present = new ArrayList<>();
        boolean staying = false;
        for (int step = 0; step < 300; step++) {
            if (!staying && counted().starts() > SessionBudget.MOST / 2) {
                byId().awaitBytes(1); // a content is started a dozen times a minute at most: from now on somebody stays
                staying = true;
            }
            if (present.isEmpty() || random.nextInt(5) < 2) {
                present.add(random.nextBoolean() ? byId() : byInfohash());
            } else {
                TestPlayer leaving = present.remove(random.nextInt(present.size()));
                if (random.nextInt(3) == 0) {
                    leaving.awaitBytes(1);
                }
                if (random.nextInt(3) == 0) {
                    leaving.reset();
                } else {
                    leaving.close();
                }
            }
        }
        for (TestPlayer player : present) {
            player.awaitMore(10_000);
        }
        assertThat(counted().maxReadersPerSession()).isEqualTo(1);
        players.hangUp();
        await(counters -> counters.sessionsNow() == 0 && counters.readersNow() == 0);
        assertThat(engine.counters().heads()).isZero();
    }
}
