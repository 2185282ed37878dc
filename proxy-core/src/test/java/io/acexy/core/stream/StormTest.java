package io.acexy.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.source.SessionBudget;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.testkit.AlikeOnEveryJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever engines do, they are not hammered, and nobody waits for ever. */
@AlikeOnEveryJvm
class StormTest {

    private static final EndlessMedia MEDIA = EndlessMedia.testPattern();
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration EMPTY_TIMEOUT = Duration.ofSeconds(60);

    @TestFactory
    Stream<DynamicTest> noScriptMakesMoreThanTwelveStartsAMinuteOnAnEngine() {
        List<DynamicTest> rows = new ArrayList<>();
        for (EngineScript script : EngineScript.values()) {
            rows.add(DynamicTest.dynamicTest(script + " on one engine", () -> storm(script, Duration.ZERO, 1, 0)));
            rows.add(DynamicTest.dynamicTest(script + ", two race", () -> storm(script, Duration.ofSeconds(4), 2, 0)));
            rows.add(DynamicTest.dynamicTest(script + ", with spares", () -> storm(script, Duration.ZERO, 2, 0)));
            rows.add(DynamicTest.dynamicTest(script + ", others are well", () -> storm(script, Duration.ZERO, 1, 2)));
        }
        return rows.stream();
    }

    /**
     * A player who comes back after a second, whatever he was told.
     *
     * @param following so many engines follow the script
     * @param well so many more play
     */
    private static void storm(EngineScript script, Duration race, int following, int well) {
        TestEngine[] engines = new TestEngine[following + well];
        for (int i = 0; i < engines.length; i++) {
            engines[i] = new TestEngine("e" + i);
            TestScripts.follow(engines[i], i < following ? script : EngineScript.NORMAL, MEDIA);
        }
        try (TestSwarm swarm = new TestSwarm(MEDIA, TestSwarm.config(race), StreamListener.NONE, engines)) {
            while (swarm.millis() < 70_000) {
                TestViewer viewer = swarm.watch();
                swarm.passUntil(viewer::hasEnded, Duration.ofSeconds(75));
                viewer.viewing.leave(LeaveReason.CLIENT_LEFT);
                swarm.pass(Duration.ofSeconds(1));
            }
            for (TestEngine engine : engines) {
                assertThat(engine.mostStartsInAMinute()).isLessThanOrEqualTo(SessionBudget.MOST);
            }
        }
    }

    @Test
    void mediaWithoutUsableTablesEndsAStartWithTheReason() {
        TestEngine engine = new TestEngine("e");
        TestScripts.follow(engine, EngineScript.WRONG_CRC, MEDIA);
        try (TestSwarm swarm = swarm(engine)) {
            TestViewer viewer = swarm.watch();
            swarm.passUntil(viewer::hasEnded, START_TIMEOUT.multipliedBy(3));

            assertThat(viewer.endedAt).isLessThanOrEqualTo(START_TIMEOUT.toMillis());
            assertThat(viewer.failure.kind()).isEqualTo(StreamFailure.Kind.ENGINE_FAILED);
            assertThat(viewer.failure.reason()).contains("no programme tables");
            assertThat(engine.starts.size()).as("starts").isBetween(2, 7);
        }
    }

    @Test
    void mediaThatEndsAndBeginsAgainWithTheSameBytesEndsTheStream() {
        TestEngine engine = new TestEngine("e");
        engine.repeats = true;
        engine.endsAfter = Duration.ofSeconds(20);
        try (TestSwarm swarm = swarm(engine)) {
            TestViewer viewer = swarm.watch();
            swarm.passUntil(viewer::hasEnded, EMPTY_TIMEOUT.multipliedBy(3));

            assertThat(viewer.endedAt).isBetween(20_000L, 21_000 + EMPTY_TIMEOUT.toMillis());
            assertThat(viewer.failure.kind()).isEqualTo(StreamFailure.Kind.ENDED);
            assertThat(engine.starts.size()).as("starts").isLessThanOrEqualTo(5);
            int packets = viewer.received().length / EndlessMedia.PACKET_SIZE;
            assertThat(packets).as("nothing twice").isLessThanOrEqualTo((int) MEDIA.packetAt(Duration.ofSeconds(24)));
            assertThat(MEDIA.mismatch(viewer.received(), MEDIA.keyframeFrom(0))).isEqualTo(-1);
        }
    }

    @Test
    void theSameMediaAtOnceAgainAndAgainEndsTheStream() {
        TestEngine engine = new TestEngine("e");
        engine.repeats = true;
        engine.reachBack = Duration.ofSeconds(20); // all of it in a burst
        engine.endsAfter = Duration.ofMillis(100);
        try (TestSwarm swarm = swarm(engine)) {
            TestViewer viewer = swarm.watch();
            swarm.passUntil(viewer::hasEnded, EMPTY_TIMEOUT.multipliedBy(3));

            assertThat(viewer.endedAt).isLessThanOrEqualTo(EMPTY_TIMEOUT.toMillis() + 2_000);
            assertThat(engine.starts.size()).as("starts").isLessThanOrEqualTo(SessionBudget.MOST + 1);
            assertThat(MEDIA.mismatch(viewer.received(), MEDIA.keyframeFrom(0))).isEqualTo(-1);
        }
    }

    @Test
    void whoComesBackTooOftenHearsWhatTheEngineSaidWithoutAskingIt() {
        TestEngine engine = new TestEngine("e");
        engine.startFault = EngineFault.ofText("failed to load content");
        try (TestSwarm swarm = swarm(engine)) {
            TestViewer last = null;
            for (int i = 0; i < 20; i++) {
                last = swarm.watch();
                assertThat(swarm.passUntil(last::hasEnded, Duration.ofSeconds(5)))
                        .isTrue();
            }
            assertThat(engine.starts).hasSize(SessionBudget.MOST);
            assertThat(last.failure.kind()).isEqualTo(StreamFailure.Kind.CONTENT_UNAVAILABLE);
            assertThat(last.failure.reason()).contains("failed to load content");
            assertThat(last.failure.retryAfter()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        }
    }

    @Test
    void anEngineThatIsColdAtAFailOverIsWaitedForBesideTheNext() {
        TestEngine one = new TestEngine("one");
        TestEngine two = new TestEngine("two");
        TestEngine three = new TestEngine("three");
        two.cold = Duration.ofSeconds(20);
        three.cold = Duration.ofSeconds(25);
        try (TestSwarm swarm =
                new TestSwarm(MEDIA, TestSwarm.config(Duration.ZERO), StreamListener.NONE, one, two, three)) {
            TestViewer viewer = swarm.watch();
            swarm.pass(Duration.ofSeconds(5));
            one.startFault = EngineFault.unreachable("dead");
            one.sessions.get(0).fail(EngineFault.broken("dead"));
            long failed = swarm.millis();
            int before = viewer.size();
            swarm.passUntil(() -> viewer.size() > before + 100_000, Duration.ofSeconds(60));

            assertThat(viewer.hasEnded()).isFalse();
            assertThat(swarm.millis() - failed).isBetween(20_000L, 24_000L);
            assertThat(two.starts).hasSize(1);
            assertThat(three.starts).hasSize(1);
            assertThat(three.open()).as("the later one is not needed").isZero();
        }
    }

    private static TestSwarm swarm(TestEngine engine) {
        return new TestSwarm(MEDIA, TestSwarm.config(Duration.ZERO), StreamListener.NONE, engine);
    }
}
