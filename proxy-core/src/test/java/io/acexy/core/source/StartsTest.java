package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineSelection;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On what a start is tried, for how often room is asked, and why it is given up. */
class StartsTest {

    private static final EngineSelection.None FULL = new EngineSelection.Busy("all are full", Duration.ofSeconds(5));

    private final Actor a = new Actor("A", 1, 2);
    private final Actor b = new Actor("B", 1, 2);
    private final SourceServices.Shared shared = new SourceServices.Shared(Backups.NONE);
    private final Rehearsal rehearsal = new Rehearsal(Rehearsal.defaults(), shared, Rehearsal.CONTENT, a, b);

    @AfterEach
    void end() {
        rehearsal.close();
    }

    private String beginAndPass(double seconds) {
        rehearsal.run.begin();
        rehearsal.pass(seconds);
        return rehearsal.happened();
    }

    private static EngineFault fault(EngineFault.Kind kind) {
        return new EngineFault(kind, "as the test wants");
    }

    @Test
    void whereAllAreFullRoomIsAskedForOnceAndThatIsTheEnd() {
        a.free = false;
        b.free = false;
        rehearsal.nobody = FULL;
        assertThat(beginAndPass(1)).isEqualTo("end: NoEngine");
        assertThat(rehearsal.end).isEqualTo(new RunEnd.NoEngine(FULL));
        assertThat(rehearsal.reclaims).isEqualTo(1);
    }

    @Test
    void whereRoomThatIsMadeIsTakenByOthersItIsAskedForThreeTimes() {
        a.free = false;
        b.free = false;
        rehearsal.nobody = FULL;
        rehearsal.makesRoom = true;
        assertThat(beginAndPass(1)).isEqualTo("end: NoEngine");
        assertThat(rehearsal.reclaims).isEqualTo(3);
    }

    @Test
    void whereThereIsNoEngineNobodyCanMakeRoom() {
        a.free = false;
        b.free = false;
        rehearsal.makesRoom = true;
        assertThat(beginAndPass(1)).isEqualTo("end: NoEngine");
        assertThat(rehearsal.end).isEqualTo(new RunEnd.NoEngine(rehearsal.nobody));
        assertThat(rehearsal.reclaims).isZero();
    }

    @Test
    void whatIsWrongWithTheContentIsTriedOnNoOtherEngine() {
        a.startFault = fault(EngineFault.Kind.CONTENT_UNKNOWN);
        assertThat(beginAndPass(1)).isEqualTo("A opened, A failed (CONTENT_UNKNOWN), A stopped, end: Failed");
        assertThat(rehearsal.end).isEqualTo(new RunEnd.Failed(a.startFault));
    }

    @Test
    void theFirstFaultIsTold() {
        a.startFault = fault(EngineFault.Kind.UNREACHABLE);
        b.startFault = fault(EngineFault.Kind.BROKEN);
        assertThat(beginAndPass(1)).endsWith("end: Failed");
        assertThat(rehearsal.end).isEqualTo(new RunEnd.Failed(a.startFault));
    }

    @Test
    void thatItIsAFilmIsToldWhateverWasWrongBefore() {
        a.startFault = fault(EngineFault.Kind.UNREACHABLE);
        b.startFault = fault(EngineFault.Kind.ON_DEMAND);
        assertThat(beginAndPass(1)).endsWith("end: Failed");
        assertThat(rehearsal.end).isEqualTo(new RunEnd.Failed(b.startFault));
    }

    @Test
    void enginesThatWereStartedTooOftenAreNotStarted() {
        for (int i = 0; i < SessionBudget.MOST; i++) {
            shared.budget()
                    .take(
                            Set.of(Rehearsal.CONTENT),
                            a.engine,
                            rehearsal.loop().ticker().nanoTime());
        }
        b.free = false;
        assertThat(beginAndPass(1)).isEqualTo("end: Exhausted");
        assertThat(rehearsal.end).isEqualTo(new RunEnd.Exhausted(Duration.ofMinutes(1), null));
        assertThat(((RunEnd.Exhausted) rehearsal.end).reason().kind()).isEqualTo(EngineFault.Kind.BROKEN);
        EngineFault last = fault(EngineFault.Kind.ENDED);
        assertThat(new RunEnd.Exhausted(Duration.ZERO, last).reason()).isEqualTo(last);
    }

    @Test
    void oneThatSendsSomethingElseIsFollowedByAnother() {
        a.change = packet -> Arrays.fill(packet, (byte) 0);
        assertThat(beginAndPass(5)).isEqualTo("A opened, A failed (BROKEN), A stopped, B opened, B used");
        assertThat(rehearsal.run.status().engine()).isEqualTo(b.engine);
    }

    @Test
    void whoIsRefusedBecauseOfManyStartsHearsHowTheLastOneFailed() {
        a.startFault = fault(EngineFault.Kind.UNREACHABLE);
        for (int i = 0; i < SessionBudget.MOST; i++) {
            try (Rehearsal one = new Rehearsal(Rehearsal.defaults(), shared, Rehearsal.CONTENT, a)) {
                one.run.begin();
                one.pass(0.2);
                assertThat(one.end).isEqualTo(new RunEnd.Failed(a.startFault));
            }
        }
        try (Rehearsal last = new Rehearsal(Rehearsal.defaults(), shared, Rehearsal.CONTENT, a)) {
            last.run.begin();
            assertThat(((RunEnd.Exhausted) last.end).lastFault()).isEqualTo(a.startFault);
        }
    }
}
