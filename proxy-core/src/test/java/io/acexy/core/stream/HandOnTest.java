package io.acexy.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.acexy.simulator.media.EndlessMedia;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A newer process takes over: what is left to it, when, and what is asked of it. */
class HandOnTest {

    private static final Duration WHILE = Duration.ofSeconds(2);

    private final TestEngine engine = new TestEngine("a");
    private final TestEngine newer = new TestEngine("newer");
    private final RecordingNews news = new RecordingNews();
    private final TestSwarm swarm =
            new TestSwarm(EndlessMedia.testPattern(), TestSwarm.config(Duration.ZERO), news, engine, newer);

    @AfterEach
    void close() {
        swarm.close();
    }

    private TestViewer watch() {
        TestViewer viewer = swarm.watch();
        swarm.pass(WHILE);
        assertThat(viewer.hasBegun()).isTrue();
        return viewer;
    }

    private boolean playsOn() {
        Future<Boolean> answer = swarm.streams.playsOn(TestSwarm.CONTENT, swarm.loop());
        assertThat(swarm.passUntil(answer::isDone, WHILE)).isTrue();
        return answer.getNow();
    }

    @Test
    void whatSomebodyWatchesPlaysOn() {
        watch();
        assertThat(playsOn()).isTrue();
        assertThat(engine.open()).isEqualTo(1);
    }

    @Test
    void whatDoesNotRunDoesNotPlayOn() {
        assertThat(playsOn()).isFalse();
    }

    @Test
    void whatLingersIsStoppedBeforeTheAnswer() {
        watch().viewing.leave(LeaveReason.CLIENT_LEFT);
        swarm.pass(Duration.ofSeconds(1));
        assertThat(engine.open()).isEqualTo(1);
        Future<Boolean> answer = swarm.streams.playsOn(TestSwarm.CONTENT, swarm.loop());
        List<Long> openThen = new ArrayList<>();
        answer.addListener(done -> openThen.add(engine.open()));
        swarm.pass(WHILE);
        assertThat(answer.getNow()).isFalse();
        assertThat(openThen).containsExactly(0L);
    }

    @Test
    void whoTakesOverIsToldWhenTheEngineHasBeenStopped() {
        TestViewer own = watch();
        TestViewer heir = swarm.watchAsHeir();
        swarm.pass(WHILE);
        assertThat(heir.hasBegun()).isTrue();
        List<Long> openThen = new ArrayList<>();
        heir.onEnd = () -> openThen.add(engine.open());
        own.viewing.leave(LeaveReason.CLIENT_LEFT);
        swarm.pass(WHILE);
        assertThat(openThen).containsExactly(0L);
        assertThat(swarm.streams.statuses()).isEmpty();
    }

    @Test
    void heIsToldLastTooWhenSomebodyEndsTheStream() {
        watch();
        TestViewer heir = swarm.watchAsHeir();
        List<Long> openThen = new ArrayList<>();
        heir.onEnd = () -> openThen.add(engine.open());
        swarm.streams.stop(TestSwarm.CONTENT);
        swarm.pass(WHILE);
        assertThat(openThen).containsExactly(0L);
    }

    @Test
    void whatBeginsThenHasItsMediaFromTheNewerOneAndDoesNotPlayOn() {
        swarm.streams.succeededBy(new Heir());
        watch();
        assertThat(newer.open()).isEqualTo(1);
        assertThat(engine.open()).isZero();
        assertThat(playsOn()).isFalse();
        assertThat(newer.open()).as("it is the players', and goes on").isEqualTo(1);
    }

    @Test
    void whoseStreamsEndOneAfterTheOtherNeverLooksForMoreThanOneEngineAtOnce() {
        swarm.areApart = true;
        ContentId other = new ContentId(ContentId.Kind.INFOHASH, "3".repeat(40));
        ContentId third = new ContentId(ContentId.Kind.INFOHASH, "4".repeat(40));
        List<TestViewer> viewers = List.of(watch(), swarm.watch(other, "other"), swarm.watch(third, "third"));
        swarm.pass(WHILE);
        Future<Void> closed = swarm.streams.close(swarm.loop(), Duration.ofSeconds(5));
        assertThat(swarm.passUntil(closed::isDone, Duration.ofSeconds(5))).isTrue();
        List<Long> ends =
                viewers.stream().map(viewer -> viewer.endedAt).sorted().toList();
        assertThat(ends.get(1) - ends.get(0)).isBetween(200L, 300L);
        assertThat(ends.get(2) - ends.get(1)).isBetween(200L, 300L);
    }

    @Test
    void howeverManyStreamsThereAreTheyHaveEndedWhenTheTimeIsOver() {
        swarm.areApart = true;
        List<TestViewer> viewers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            viewers.add(swarm.watch(new ContentId(ContentId.Kind.INFOHASH, String.format("%040d", i)), "viewer"));
        }
        swarm.pass(WHILE);
        long begin = swarm.millis();
        Future<Void> closed = swarm.streams.close(swarm.loop(), Duration.ofSeconds(1));
        assertThat(swarm.passUntil(closed::isDone, WHILE)).isTrue();
        assertThat(viewers)
                .allSatisfy(viewer -> assertThat(viewer.endedAt - begin).isBetween(0L, 1_000L + swarm.stepMillis));
    }

    @Test
    void whatPlayedBeforeKeepsItsOwnEngines() {
        TestViewer own = watch();
        swarm.streams.succeededBy(new Heir());
        swarm.pass(WHILE);
        assertThat(playsOn()).isTrue();
        assertThat(newer.starts).isEmpty();
        assertThat(own.hasEnded()).isFalse();
    }

    @Test
    void whoComesForWhatHasBeenLeftToHimFindsAnEndAndStartsNothing() {
        swarm.streams.succeededBy(new Heir());
        TestViewer late = swarm.watchAsHeir();
        swarm.pass(WHILE);
        assertThat(late.hasEnded()).isTrue();
        assertThat(swarm.streams.statuses()).isEmpty();
        assertThat(engine.open() + newer.open()).isZero();
    }

    @Test
    void whatAnOlderOneHasEndedIsTheNewestOnesToGoOnWith() {
        TestEngine elder = new TestEngine(Engine.kinAt(1234));
        elder.endsAfter = WHILE;
        TestSwarm middle =
                new TestSwarm(EndlessMedia.testPattern(), TestSwarm.config(Duration.ZERO), new RecordingNews(), elder);
        middle.watch();
        middle.pass(Duration.ofSeconds(1));
        middle.away = true;
        middle.pass(WHILE);
        Future<Boolean> answer = middle.streams.playsOn(TestSwarm.CONTENT, middle.loop());
        assertThat(middle.passUntil(answer::isDone, WHILE)).isTrue();
        assertThat(answer.getNow()).as("it looks for another").isFalse();
        assertThat(middle.streams.statuses()).as("and its player stays").hasSize(1);
        assertThat(elder.open()).as("what it has stopped is not opened again").isZero();
        middle.close();
    }

    /** Always the newer process. */
    private final class Heir implements EngineSelector {

        @Override
        public Future<EngineSelection> select(ContentId content, Set<Engine> excluding, EventExecutor home) {
            return home.newSucceededFuture(new EngineSelection.Selected(newer.engine, new Lease()));
        }
    }

    private record Lease() implements EngineLease {
        @Override
        public void release() {}

        @Override
        public void fail(EngineFault fault) {}
    }
}
