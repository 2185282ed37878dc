package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SpareBudgetTest {

    private final SpareBudget budget = new SpareBudget();

    private boolean takeAt(int seconds) {
        return budget.take(Long.MAX_VALUE - 5 + TimeUnit.SECONDS.toNanos(seconds)); // a ticker may wrap
    }

    @Test
    void threeAMinuteThatWereOfNoUse() {
        assertThat(takeAt(0)).isTrue();
        assertThat(takeAt(10)).isTrue();
        assertThat(takeAt(20)).isTrue();
        assertThat(takeAt(59)).isFalse();
        assertThat(takeAt(60)).isTrue();
        assertThat(takeAt(61)).isFalse();
    }

    @Test
    void whatWasUsedCostsNothing() {
        for (int i = 0; i < 20; i++) {
            assertThat(takeAt(i)).isTrue();
            budget.giveBack();
        }
    }

    @Test
    void besideOneThatBeginsTooLateAnotherMayBeOpenedOnce() {
        assertThat(budget.takeAnother()).isFalse();
        takeAt(0);
        assertThat(budget.takeAnother()).isTrue();
        assertThat(budget.takeAnother()).isFalse();
    }
}
