package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadContentsTest {

    private static final ContentId CONTENT = content(0);
    private static final Duration MEMORY = Duration.ofMinutes(5);

    /** A ticker may wrap. */
    private static final long BEGIN = Long.MAX_VALUE - 5;

    private final DeadContents dead = new DeadContents();

    private static ContentId content(int number) {
        return new ContentId(ContentId.Kind.INFOHASH, String.format("%040x", number));
    }

    private boolean isDeadAfter(Duration time) {
        return dead.isDead(CONTENT, BEGIN + time.toNanos(), MEMORY);
    }

    @Test
    void whatWasFoundDeadIsDeadForAsLongAsThatIsRemembered() {
        assertThat(isDeadAfter(Duration.ZERO)).isFalse();
        dead.died(CONTENT, BEGIN);
        assertThat(isDeadAfter(Duration.ZERO)).isTrue();
        assertThat(isDeadAfter(MEMORY.minusNanos(1))).isTrue();
        assertThat(isDeadAfter(MEMORY)).isFalse();
    }

    @Test
    void whatIsSeenAliveIsNotDead() {
        dead.died(CONTENT, BEGIN);
        dead.lives(CONTENT);
        assertThat(isDeadAfter(Duration.ZERO)).isFalse();
    }

    @Test
    void whatDiesAgainIsRememberedFromThen() {
        dead.died(CONTENT, BEGIN);
        dead.died(CONTENT, BEGIN + Duration.ofMinutes(4).toNanos());
        assertThat(isDeadAfter(Duration.ofMinutes(8))).isTrue();
    }

    @Test
    void tenThousandAreRememberedAndTheOldestGoes() {
        dead.died(CONTENT, BEGIN);
        dead.died(content(1), BEGIN);
        dead.died(CONTENT, BEGIN);
        for (int i = 2; i < 10_000; i++) {
            dead.died(content(i), BEGIN);
        }
        assertThat(dead.isDead(content(1), BEGIN, MEMORY)).isTrue();
        dead.died(content(10_000), BEGIN);
        assertThat(dead.isDead(content(1), BEGIN, MEMORY)).isFalse();
        assertThat(isDeadAfter(Duration.ZERO))
                .as("it was found dead after that one")
                .isTrue();
    }
}
