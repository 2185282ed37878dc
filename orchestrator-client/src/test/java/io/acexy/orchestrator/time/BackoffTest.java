package io.acexy.orchestrator.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void waitsTwoFourEightSecondsAndNeverMoreThanItsMaximum() {
        List<Long> waits = IntStream.of(1, 2, 3, 4, 5, 1000)
                .mapToObj(failures -> Backoff.DEFAULT.delay(failures, () -> 0.5).toSeconds())
                .toList();
        assertThat(waits).containsExactly(2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void spreadsEachWaitByItsJitter() {
        assertThat(Backoff.DEFAULT.delay(1, () -> 0)).isEqualTo(Duration.ofMillis(1600));
        assertThat(Backoff.DEFAULT.delay(1, () -> 0.75)).isEqualTo(Duration.ofMillis(2200));
    }

    @Test
    void aWaitThatWasAskedForIsNeverCutShort() {
        Duration asked = Duration.ofSeconds(10);
        assertThat(Backoff.delayed(asked, 0.1, () -> 0)).isEqualTo(asked);
        assertThat(Backoff.delayed(asked, 0.1, () -> 1)).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void refusesWaitsThatDoNotGrow() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
