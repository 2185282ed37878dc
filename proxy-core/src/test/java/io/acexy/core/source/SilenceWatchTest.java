package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.EngineFault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After how long a silence what is done: 0.4 s are suspicious where media flows evenly, 1 s is a question, 4 s are enough. */
class SilenceWatchTest {

    private static final String SUSPECTED = "A suspected (SILENT), B opened";

    private final Actor a = new Actor("A", 1, 2);
    private final Actor b = new Actor("B", 1, 2);
    private final Rehearsal rehearsal = new Rehearsal(Rehearsal.defaults(), a, b);

    @BeforeEach
    void begin() {
        rehearsal.run.begin();
        rehearsal.pass(5);
        assertThat(rehearsal.happened()).isEqualTo("A opened, A used");
    }

    @AfterEach
    void end() {
        rehearsal.close();
    }

    private void stall(double seconds) {
        rehearsal.stalledAt = rehearsal.seconds();
        rehearsal.pass(seconds);
        rehearsal.stalledAt = -1;
        rehearsal.pass(0.1);
    }

    @Test
    void whereMediaFlowsEvenlyAShortSilenceIsSuspicious() {
        a.silent = true;
        assertThat(rehearsal.happensIn(0.38)).isEmpty();
        assertThat(rehearsal.happensIn(0.04)).isEqualTo(SUSPECTED);
    }

    @Test
    void whereItDoesNotThreeTimesTheLongestPauseIs() {
        stall(0.18);
        rehearsal.pass(2);
        a.silent = true;
        assertThat(rehearsal.happensIn(0.56)).isEmpty();
        assertThat(rehearsal.happensIn(0.1)).isEqualTo(SUSPECTED);
    }

    @Test
    void butNoMoreThanThreeQuartersOfASecond() {
        stall(0.34);
        rehearsal.pass(2);
        a.silent = true;
        assertThat(rehearsal.happensIn(0.72)).isEmpty();
        assertThat(rehearsal.happensIn(0.06)).isEqualTo(SUSPECTED);
    }

    @Test
    void anEngineIsAskedOnceInEachSilenceWhenASecondHasPassed() {
        for (int silences = 1; silences < 4; silences++) {
            a.silent = true;
            rehearsal.pass(0.96);
            assertThat(a.questions).isEqualTo(silences - 1);
            rehearsal.pass(0.06);
            assertThat(a.questions).isEqualTo(silences);
            rehearsal.pass(1.5);
            assertThat(a.questions).isEqualTo(silences);
            a.silent = false;
            rehearsal.pass(5);
        }
        assertThat(b.questions).isZero();
    }

    @Test
    void anAnswerThatComesWhenMediaDoesIsNoMatter() {
        a.silent = true;
        a.answersStat = false;
        rehearsal.pass(1.5);
        assertThat(a.questions).isEqualTo(1);
        a.silent = false;
        assertThat(rehearsal.happensIn(3)).isEqualTo(SUSPECTED + ", B stopped");
    }

    @Test
    void anEngineThatAnswersHasFourSeconds() {
        b.free = false;
        a.silent = true;
        rehearsal.pass(3.96);
        assertThat(rehearsal.run.status().phase()).isEqualTo(Phase.WARY);
        rehearsal.pass(0.06);
        assertThat(rehearsal.run.status().phase()).isEqualTo(Phase.RECOVERING);
        assertThat(rehearsal.run.status().trouble())
                .isEqualTo(new EngineFault(EngineFault.Kind.SILENT, "no media for 4000 ms"));
        a.silent = false;
        rehearsal.pass(0.1);
        assertThat(rehearsal.run.status().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void silencesOfASecondAreToldWhenTheyAreOver() {
        stall(0.9);
        assertThat(rehearsal.stalls).isEmpty();
        rehearsal.pass(1);
        stall(2);
        assertThat(rehearsal.stalls).hasSize(1);
        assertThat(rehearsal.stalls.get(0)).isBetween(Duration.ofMillis(2_000), Duration.ofMillis(2_060));
    }

    @Test
    void aPauseOfOurOwnIsNoneAndMakesNoOtherUsual() {
        rehearsal.run.reading(false);
        a.silent = true;
        rehearsal.pass(30);
        a.silent = false;
        rehearsal.run.reading(true);
        rehearsal.pass(2);
        assertThat(rehearsal.stalls).isEmpty();
        assertThat(rehearsal.happened()).isEmpty();
        a.silent = true;
        assertThat(rehearsal.happensIn(0.38)).isEmpty();
        assertThat(rehearsal.happensIn(0.04)).isEqualTo(SUSPECTED);
    }

    @Test
    void aSilenceCountsFromWhenWeReadOn() {
        rehearsal.run.reading(false);
        a.silent = true;
        rehearsal.pass(30);
        rehearsal.run.reading(true);
        assertThat(rehearsal.happensIn(0.38)).isEmpty();
        assertThat(rehearsal.happensIn(0.04)).isEqualTo(SUSPECTED);
    }

    @Test
    void afterAMinuteAllIsOver() {
        b.free = false;
        a.silent = true;
        rehearsal.pass(59.9);
        assertThat(rehearsal.end).isNull();
        rehearsal.pass(0.2);
        assertThat(rehearsal.end)
                .isEqualTo(new RunEnd.Silent(
                        Duration.ofSeconds(60), new EngineFault(EngineFault.Kind.SILENT, "no media for 4000 ms")));
        assertThat(rehearsal.stalls).containsExactly(Duration.ofSeconds(60));
        rehearsal.pass(60);
        assertThat(rehearsal.happened()).isEqualTo("A suspected (SILENT), end: Silent, A left, A stopped");
    }

    @Test
    void thePauseUntilAnotherEngineIsUsedIsNoneOfItsOwn() {
        a.silent = true;
        assertThat(rehearsal.happensIn(6)).contains("A to B EXACT");
        rehearsal.pass(2);
        b.silent = true;
        assertThat(rehearsal.happensIn(0.38)).isEmpty();
        assertThat(rehearsal.happensIn(0.04)).startsWith("B suspected (SILENT)");
    }

    @Test
    void aRunThatIsStoppedSuspectsNobody() {
        a.silent = true;
        rehearsal.run.stop(null);
        assertThat(rehearsal.happensIn(70)).isEqualTo("A left, A stopped");
        assertThat(a.questions).isZero();
        assertThat(rehearsal.end).isNull();
    }
}
