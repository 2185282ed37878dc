package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.EngineFault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What there is to say of a run at each moment, and what its sessions are told. */
class RunStatusTest {

    private final Actor a = new Actor("A", 1, 2);
    private final Actor b = new Actor("B", 1, 2);
    private final Rehearsal rehearsal = new Rehearsal(Rehearsal.defaults(), a, b);

    @BeforeEach
    void nothingHasHappened() {
        assertThat(rehearsal.run.status()).isEqualTo(RunStatus.NONE);
    }

    @AfterEach
    void end() {
        rehearsal.close();
    }

    private RunStatus status() {
        return rehearsal.run.status();
    }

    private void play() {
        rehearsal.run.begin();
        rehearsal.pass(5);
    }

    @Test
    void aStartShowsTheEngineInTrialThenItsAnswerAndThenThatItRuns() {
        rehearsal.run.begin();
        assertThat(status().phase()).isEqualTo(Phase.STARTING);
        assertThat(status().content()).isEqualTo(Rehearsal.CONTENT);
        assertThat(status().engine()).isEqualTo(a.engine);
        assertThat(status().links()).isNull();
        int changes = rehearsal.changes;
        rehearsal.pass(0.1);
        assertThat(status().links().sessionId()).isEqualTo("s");
        assertThat(rehearsal.named).isEqualTo(1);
        assertThat(rehearsal.changes).isGreaterThan(changes);
        rehearsal.pass(1);
        assertThat(status().phase()).isEqualTo(Phase.RUNNING);
        assertThat(status().engine()).isEqualTo(a.engine);
        assertThat(status().links()).isNotNull();
        assertThat(status().trouble()).isNull();
        assertThat(status().lastTrouble()).isNull();
        assertThat(status().switches()).isZero();
    }

    @Test
    void aStartThatFailedShowsNoEngine() {
        a.startFault = EngineFault.unreachable("refused");
        b.startFault = EngineFault.unreachable("refused");
        rehearsal.run.begin();
        rehearsal.pass(3);
        assertThat(status().phase()).isEqualTo(Phase.OVER);
        assertThat(status().engine()).isNull();
        assertThat(rehearsal.named).isZero();
        assertThat(rehearsal.happened()).endsWith("B stopped, end: Failed");
    }

    @Test
    void aSwitchShowsWhatWasWrongAndThatItIsOver() {
        b.silent = true;
        play();
        a.silent = true;
        rehearsal.pass(2);
        assertThat(status().phase()).isEqualTo(Phase.WARY);
        assertThat(status().trouble()).isNull();
        rehearsal.pass(3);
        assertThat(status().phase()).isEqualTo(Phase.RECOVERING);
        assertThat(status().trouble().kind()).isEqualTo(EngineFault.Kind.SILENT);
        assertThat(status().engine()).isEqualTo(a.engine);
        b.silent = false;
        rehearsal.pass(2);
        assertThat(status().phase()).isEqualTo(Phase.RUNNING);
        assertThat(status().engine()).isEqualTo(b.engine);
        assertThat(status().trouble()).isNull();
        assertThat(status().lastTrouble().kind()).isEqualTo(EngineFault.Kind.SILENT);
        assertThat(status().switches()).isEqualTo(1);
        assertThat(status().lost()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aJumpShowsWhatWasLost() {
        b.reachBack = 0;
        play();
        a.startFault = EngineFault.unreachable("refused");
        a.fail(EngineFault.Kind.BROKEN);
        rehearsal.pass(6);
        assertThat(status().switches()).isEqualTo(1);
        assertThat(status().lost()).isBetween(Duration.ofMillis(100), Duration.ofMillis(2_500));
    }

    @Test
    void aRunThatIsStoppedShowsNoEngineAndNoTrouble() {
        play();
        b.free = false;
        a.silent = true;
        rehearsal.pass(6);
        assertThat(status().trouble()).isNotNull();
        rehearsal.happened();
        assertThat(rehearsal.run.stop(null).isDone()).isFalse();
        assertThat(status().phase()).isEqualTo(Phase.OVER);
        assertThat(status().engine()).isNull();
        assertThat(status().links()).isNull();
        assertThat(status().trouble()).isNull();
        rehearsal.pass(60);
        assertThat(rehearsal.happened()).isEqualTo("A left, A stopped");
    }

    @Test
    void aRunThatIsStoppedStopsWhatWasOpenedBesideTheOneInUse() {
        play();
        a.silent = true;
        rehearsal.pass(2);
        assertThat(rehearsal.happened()).isEqualTo("A opened, A used, A suspected (SILENT), B opened");
        rehearsal.run.stop(EngineFault.broken("as the test wants"));
        rehearsal.pass(1);
        assertThat(rehearsal.happened()).isEqualTo("B stopped, A left (BROKEN), A stopped");
        assertThat(a.leases + b.leases).isZero();
    }

    @Test
    void aRunThatIsStoppedMovesNoMore() {
        play();
        b.free = false;
        rehearsal.run.move();
        rehearsal.run.stop(EngineFault.broken("as the test wants"));
        b.free = true;
        rehearsal.pass(20);
        rehearsal.run.move();
        rehearsal.run.condemn(EngineFault.broken("too late"));
        rehearsal.pass(20);
        assertThat(rehearsal.happened()).isEqualTo("A opened, A used, A left (BROKEN), A stopped");
    }

    @Test
    void anEngineThatIsCondemnedIsLeft() {
        play();
        rehearsal.run.condemn(EngineFault.broken("as the test wants"));
        rehearsal.pass(2);
        assertThat(rehearsal.happened())
                .isEqualTo("A opened, A used, A left (BROKEN), A stopped, B opened, A to B EXACT, B used");
    }

    @Test
    void aMistakeOfThisProgramIsTriedOnNoOtherEngine() {
        play();
        a.fail(EngineFault.Kind.INTERNAL);
        rehearsal.pass(3);
        assertThat(rehearsal.happened()).isEqualTo("A opened, A used, end: Failed, A left, A stopped");
    }

    @Test
    void whoIsInUseIsReadOrNot() {
        rehearsal.run.reading(false);
        play();
        assertThat(a.read).as("the first one").isFalse();
        rehearsal.run.reading(true);
        assertThat(a.read).isTrue();
        rehearsal.run.reading(false);
        assertThat(a.read).isFalse();
        a.fail(EngineFault.Kind.BROKEN);
        rehearsal.pass(2);
        assertThat(status().engine()).isEqualTo(b.engine);
        assertThat(b.read).as("the next one").isFalse();
        rehearsal.run.reading(true);
        assertThat(b.read).isTrue();
    }

    @Test
    void whoIsInUseIsToldHowMuchIsToBeGathered() {
        rehearsal.run.wakeAt(100);
        assertThat(a.wakesAt).isZero();
        play();
        rehearsal.run.wakeAt(200);
        assertThat(a.wakesAt).isEqualTo(200);
        assertThat(b.wakesAt).isZero();
    }

    @Test
    void aStartIsLeftToAnotherStreamOnTheSameEngineOnly() {
        a.cold = 60;
        play();
        rehearsal.run.yieldTo(a.engine);
        rehearsal.pass(2);
        assertThat(rehearsal.happened()).isEqualTo("A opened");
        assertThat(status().phase()).isEqualTo(Phase.OVER);
        assertThat(a.leases).isZero();
    }

    @Test
    void aStartIsStoppedWhereAnotherStreamPlaysOnAnotherEngine() {
        a.cold = 60;
        play();
        rehearsal.run.yieldTo(b.engine);
        rehearsal.pass(2);
        assertThat(rehearsal.happened()).isEqualTo("A opened, A stopped");
        assertThat(a.leases).isZero();
    }
}
