package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.EngineFault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of the turns of a channel's contents, and when they come. A content has 20 s, and may be silent for 8 s. */
class TurnsTest {

    private static final ContentId CHANNEL = new ContentId(ContentId.Kind.CHANNEL, "one");
    private static final ContentId FIRST = Rehearsal.content("a");
    private static final ContentId SECOND = Rehearsal.content("b");
    private static final Duration MEMORY = Duration.ofMinutes(5);

    private final Actor actor = new Actor("A", 1, 2);
    private final SourceServices.Shared shared = SuccessionTest.shared("a", "b");
    private Rehearsal rehearsal;

    private void begin(ContentId name) {
        rehearsal = new Rehearsal(Rehearsal.defaults(), shared, name, actor);
        rehearsal.run.begin();
    }

    @AfterEach
    void end() {
        rehearsal.close();
    }

    private void dies(ContentId content) {
        rehearsal.refused.add(content);
        actor.endOf(content);
    }

    private boolean isDead(ContentId content) {
        return shared.dead().isDead(content, rehearsal.loop().ticker().nanoTime(), MEMORY);
    }

    @Test
    void theFirstTurnAndEachOtherIsTold() {
        begin(CHANNEL);
        assertThat(rehearsal.turns).containsExactly(new Turn(null, FIRST, null));
        rehearsal.pass(5);
        assertThat(rehearsal.moreTime).isZero();
        dies(FIRST);
        rehearsal.pass(5);
        assertThat(rehearsal.turns).hasSize(2);
        assertThat(rehearsal.turns.get(1).from()).isEqualTo(FIRST);
        assertThat(rehearsal.turns.get(1).to()).isEqualTo(SECOND);
        assertThat(rehearsal.turns.get(1).why().kind()).isEqualTo(EngineFault.Kind.ENDED);
        assertThat(rehearsal.moreTime).isEqualTo(1);
        assertThat(rehearsal.run.status().content()).isEqualTo(SECOND);
        assertThat(rehearsal.run.status().phase()).isEqualTo(Phase.RUNNING);
        assertThat(isDead(FIRST)).isTrue();
        assertThat(isDead(SECOND)).isFalse();
    }

    @Test
    void aContentThatIsAloneHasNoTurns() {
        begin(FIRST);
        assertThat(rehearsal.run.status().content()).isEqualTo(FIRST);
        rehearsal.pass(5);
        dies(FIRST);
        assertThat(rehearsal.happensIn(5))
                .isEqualTo("Aa opened, A used, Aa reopened, A left (CONTENT_UNAVAILABLE), Aa stopped, "
                        + "Aa opened, A failed (CONTENT_UNAVAILABLE), Aa stopped, "
                        + "Aa opened, A failed (CONTENT_UNAVAILABLE), Aa stopped");
        assertThat(rehearsal.turns).isEmpty();
    }

    @Test
    void aContentThatBecomesAChannelsIsFollowedByTheNext() {
        begin(FIRST);
        rehearsal.pass(5);
        rehearsal.run.follow(CHANNEL);
        assertThat(rehearsal.turns).containsExactly(new Turn(null, FIRST, null));
        assertThat(rehearsal.happensIn(30))
                .as("one that plays is not waited for")
                .isEqualTo("Aa opened, A used");
        dies(FIRST);
        assertThat(rehearsal.happensIn(5)).endsWith("a to b (ENDED), Ab opened, A to A KEYFRAME, A used");
    }

    @Test
    void oneThatBringsNothingHasItsTimeFromWhenItIsAChannels() {
        begin(FIRST);
        rehearsal.mute.add(FIRST);
        rehearsal.pass(5);
        rehearsal.run.follow(CHANNEL);
        assertThat(rehearsal.happensIn(19.9)).isEqualTo("Aa opened");
        assertThat(rehearsal.happensIn(1)).isEqualTo("Aa stopped, a to b (SILENT), Ab opened, A used");
        assertThat(rehearsal.turns.get(1).why().detail()).endsWith("brought no media for 20 s");
    }

    @Test
    void oneThatShowsSomethingInTimeKeepsItsTurn() {
        begin(CHANNEL);
        rehearsal.mute.add(FIRST);
        rehearsal.pass(19.5);
        rehearsal.mute.clear();
        assertThat(rehearsal.happensIn(30)).isEqualTo("Aa opened, A used");
    }

    @Test
    void aSilenceOfEightSecondsIsEnough() {
        begin(CHANNEL);
        rehearsal.pass(5);
        rehearsal.mute.add(FIRST);
        assertThat(rehearsal.happensIn(7.96)).isEqualTo("Aa opened, A used, A suspected (SILENT)");
        assertThat(rehearsal.happensIn(1))
                .isEqualTo("A left (SILENT), Aa stopped, a to b (SILENT), Ab opened, A to A KEYFRAME, A used");
    }

    @Test
    void anEngineThatCannotBeReachedSaysNothingOfTheContent() {
        actor.startFault = EngineFault.unreachable("refused");
        begin(CHANNEL);
        rehearsal.pass(1);
        assertThat(rehearsal.happened())
                .isEqualTo("Aa opened, A failed (UNREACHABLE), Aa stopped, a to b (UNREACHABLE), "
                        + "Ab opened, A failed (UNREACHABLE), Ab stopped, end: Failed");
        assertThat(isDead(FIRST)).isFalse();
        assertThat(isDead(SECOND)).isFalse();
    }

    @Test
    void aContentIsAliveWhenItHasPlayedForMoreThanASecond() {
        begin(CHANNEL);
        shared.dead().died(FIRST, rehearsal.loop().ticker().nanoTime());
        rehearsal.pass(1);
        assertThat(rehearsal.happened()).isEqualTo("Aa opened, A used");
        assertThat(isDead(FIRST)).isTrue();
        rehearsal.pass(1);
        assertThat(isDead(FIRST)).isFalse();
    }

    @Test
    void aRunThatIsOverHasNoMoreTurns() {
        begin(CHANNEL);
        rehearsal.mute.add(FIRST);
        rehearsal.pass(5);
        rehearsal.run.stop(null);
        rehearsal.run.backToFirst();
        assertThat(rehearsal.happensIn(60)).isEqualTo("Aa opened, Aa stopped");
        assertThat(rehearsal.turns).hasSize(1);
    }

    @Test
    void oneWhoIsBackWithTheFirstIsNoFault() {
        begin(CHANNEL);
        rehearsal.pass(5);
        dies(FIRST);
        rehearsal.pass(5);
        rehearsal.refused.clear();
        rehearsal.run.backToFirst();
        rehearsal.pass(3);
        assertThat(rehearsal.turns.subList(2, rehearsal.turns.size()))
                .isEqualTo(List.of(new Turn(SECOND, FIRST, null)));
        assertThat(rehearsal.run.status().trouble()).isNull();
        assertThat(rehearsal.run.status().content()).isEqualTo(FIRST);
    }

    @Test
    void eachHasItsTimeFromItsOwnTurnOn() {
        rehearsal = new Rehearsal(Rehearsal.defaults(), SuccessionTest.shared("a", "b", "c"), CHANNEL, actor);
        rehearsal.mute.add(FIRST);
        rehearsal.mute.add(SECOND);
        rehearsal.run.begin();
        rehearsal.pass(10);
        actor.endOf(FIRST);
        assertThat(rehearsal.happensIn(19.9))
                .isEqualTo("Aa opened, A failed (ENDED), Aa stopped, a to b (ENDED), Ab opened");
        assertThat(rehearsal.happensIn(1)).isEqualTo("Ab stopped, b to c (SILENT), Ac opened, A used");
    }

    @Test
    void whereNoneOfThemPlaysTheyAreTriedAgainAfterPauses() {
        begin(CHANNEL);
        rehearsal.pass(5);
        rehearsal.refused.add(SECOND);
        dies(FIRST);
        assertThat(rehearsal.happensIn(0.3))
                .endsWith("a to b (ENDED), Ab opened, A failed (CONTENT_UNAVAILABLE), Ab stopped, "
                        + "b to a (CONTENT_UNAVAILABLE)");
        assertThat(rehearsal.happensIn(0.6)).isEqualTo("Aa opened, A failed (CONTENT_UNAVAILABLE), Aa stopped");
        int starts = actor.starts;
        rehearsal.pass(50);
        assertThat(actor.starts - starts).isBetween(3, SessionBudget.MOST);
        assertThat(rehearsal.end).isNull();
    }
}
