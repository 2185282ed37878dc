package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SessionBudgetTest {

    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "1".repeat(40));
    private static final ContentId OTHER = new ContentId(ContentId.Kind.INFOHASH, "3".repeat(40));
    private static final Engine ONE = Engine.at("127.0.0.1", 1);
    private static final Engine TWO = Engine.at("127.0.0.1", 2);

    /** Tickers may begin anywhere, also just before their numbers wrap. */
    private static final long BEGIN = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(30);

    private final SessionBudget budget = new SessionBudget();

    private static long at(int seconds) {
        return BEGIN + TimeUnit.SECONDS.toNanos(seconds);
    }

    private int granted(ContentId content, Engine engine, int seconds, int wishes) {
        int granted = 0;
        for (int i = 0; i < wishes; i++) {
            granted += budget.take(Set.of(content), engine, at(seconds)) ? 1 : 0;
        }
        return granted;
    }

    @Test
    void twelveStartsAMinuteAreAllowedAndNotOneMore() {
        assertThat(granted(CONTENT, ONE, 0, 5)).isEqualTo(5);
        assertThat(granted(CONTENT, ONE, 30, 20)).isEqualTo(7);
        assertThat(granted(CONTENT, ONE, 59, 1)).isZero();
        assertThat(granted(CONTENT, ONE, 60, 20))
                .as("those of the beginning have grown old")
                .isEqualTo(5);
        assertThat(granted(CONTENT, ONE, 89, 1)).isZero();
        assertThat(granted(CONTENT, ONE, 90, 20)).isEqualTo(7);
    }

    @Test
    void anotherEngineAndAnotherContentHaveBudgetsOfTheirOwn() {
        granted(CONTENT, ONE, 0, 12);
        assertThat(granted(CONTENT, TWO, 1, 20)).isEqualTo(12);
        assertThat(granted(OTHER, ONE, 1, 20)).isEqualTo(12);
        assertThat(budget.exhausted(Set.of(CONTENT), at(2))).containsOnlyKeys(ONE, TWO);
    }

    @Test
    void whoIsRefusedHearsHowLongAndHowTheLastStartFailed() {
        granted(CONTENT, ONE, 0, 12);
        EngineFault fault = EngineFault.broken("no tables");
        budget.failed(Set.of(CONTENT), ONE, fault);
        assertThat(budget.exhausted(Set.of(CONTENT), at(20)))
                .containsEntry(ONE, new SessionBudget.Exhausted(Duration.ofSeconds(40), fault));
        assertThat(budget.exhausted(Set.of(CONTENT), at(60))).isEmpty();
    }

    @Test
    void contentsThatNobodyAsksForAreForgotten() {
        for (int i = 0; i < 20_000; i++) {
            budget.take(Set.of(new ContentId(ContentId.Kind.INFOHASH, String.format("%040x", i))), ONE, at(i / 100));
        }
        assertThat(budget.contents()).isLessThanOrEqualTo(100 * 61);
    }

    @Test
    void aStartUnderTwoNamesCountsUnderBothOrNeither() {
        assertThat(granted(OTHER, ONE, 0, 20)).isEqualTo(12);
        assertThat(budget.take(Set.of(CONTENT, OTHER), ONE, at(10))).isFalse();
        assertThat(granted(CONTENT, ONE, 10, 20)).as("nothing was counted").isEqualTo(12);
        assertThat(budget.take(Set.of(CONTENT, OTHER), ONE, at(70))).isTrue();
        assertThat(granted(CONTENT, ONE, 70, 20)).isEqualTo(11);
        assertThat(granted(OTHER, ONE, 70, 20)).isEqualTo(11);
    }

    @Test
    void whoHasTwoNamesWaitsForTheLaterOne() {
        granted(CONTENT, ONE, 0, 12);
        granted(OTHER, ONE, 10, 12);
        budget.failed(Set.of(OTHER), ONE, EngineFault.broken("other"));
        for (Set<ContentId> names : List.of(Set.of(CONTENT, OTHER), Set.of(OTHER))) {
            assertThat(budget.exhausted(names, at(20)).get(ONE).pause()).isEqualTo(Duration.ofSeconds(50));
        }
        assertThat(budget.exhausted(Set.of(CONTENT), at(20)).get(ONE))
                .isEqualTo(new SessionBudget.Exhausted(Duration.ofSeconds(40), null));
    }

    @Test
    void aFaultOfWhatWasNotStartedIsNoNews() {
        budget.failed(Set.of(CONTENT), ONE, EngineFault.broken("unknown"));
        granted(CONTENT, ONE, 0, 12);
        budget.failed(Set.of(CONTENT), TWO, EngineFault.broken("another engine"));
        assertThat(budget.exhausted(Set.of(CONTENT), at(20)).get(ONE).lastFault())
                .isNull();
    }

    @Test
    void contentsAreForgottenInTheOrderOfTheirLastStarts() {
        granted(CONTENT, ONE, 0, 1);
        granted(OTHER, ONE, 30, 1);
        assertThat(budget.contents()).isEqualTo(2);
        granted(CONTENT, TWO, 40, 1);
        granted(new ContentId(ContentId.Kind.INFOHASH, "5".repeat(40)), ONE, 90, 1);
        assertThat(budget.contents()).as("the second one is a minute old").isEqualTo(2);
        assertThat(granted(CONTENT, TWO, 95, 20)).isEqualTo(11);
    }
}
