package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.message.Reconciled;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenWishesTest {

    private final AskedOrchestrator orchestrator = new AskedOrchestrator();
    private boolean waitedFor = true;
    private final OpenWishes wishes = new OpenWishes(orchestrator.client, orchestrator.desk(), () -> waitedFor);

    @AfterEach
    void noMistakeWasMade() {
        assertThat(orchestrator.bugs.count()).isZero();
    }

    private long remindedAfter(long millis) {
        orchestrator.advance(Duration.ofMillis(millis));
        return orchestrator.count("reconcile");
    }

    @Test
    void aWishIsRemindedOfThreeTimesWithGrowingPauses() {
        wishes.taken();
        assertThat(remindedAfter(1_199)).isZero();
        assertThat(remindedAfter(1)).isEqualTo(1);
        assertThat(remindedAfter(2_499)).isEqualTo(1);
        assertThat(remindedAfter(1)).isEqualTo(2);
        assertThat(remindedAfter(3_999)).isEqualTo(2);
        assertThat(remindedAfter(1)).isEqualTo(3);
        assertThat(remindedAfter(60_000)).isEqualTo(3);
    }

    @Test
    void aSecondWishBeginsTheRemindersAgain() {
        wishes.taken();
        remindedAfter(1_000);
        wishes.taken();
        assertThat(wishes.open()).isEqualTo(2);
        assertThat(remindedAfter(1_199)).isZero();
        assertThat(remindedAfter(1)).isEqualTo(1);
    }

    @Test
    void remindersThatHaveBegunAgainBeforeTheAnswerAreNotTwo() {
        orchestrator.offers("reconcile");
        wishes.taken();
        remindedAfter(1_200);
        wishes.remindAnew();
        orchestrator.give("reconcile", new Reconciled("ok"));
        assertThat(remindedAfter(1_200)).isEqualTo(2);
        orchestrator.give("reconcile", new Reconciled("ok"));
        assertThat(remindedAfter(1_300)).isEqualTo(2);
        assertThat(remindedAfter(1_200)).isEqualTo(3);
    }

    @Test
    void whatHasComeOrIsForgottenOrIsWantedByNobodyIsNotRemindedOf() {
        wishes.taken();
        wishes.closed();
        assertThat(remindedAfter(1_200)).isZero();
        wishes.closed();
        assertThat(wishes.open()).as("never fewer than none").isZero();

        wishes.taken();
        wishes.forget();
        assertThat(wishes.open()).isZero();
        assertThat(remindedAfter(1_200)).isZero();

        wishes.taken();
        waitedFor = false;
        assertThat(remindedAfter(1_200)).isZero();
    }

    @Test
    void thatAWishIsVoidIsBelievedOnceAMinute() {
        wishes.taken();
        wishes.taken();
        long second = TimeUnit.SECONDS.toNanos(1);
        assertThat(wishes.believeVoid(5 * second)).isTrue();
        assertThat(wishes.open()).isEqualTo(1);
        assertThat(wishes.believeVoid(65 * second - 1)).isFalse();
        assertThat(wishes.open()).isEqualTo(1);
        assertThat(wishes.believeVoid(65 * second)).isTrue();
        assertThat(wishes.open()).isZero();
    }
}
