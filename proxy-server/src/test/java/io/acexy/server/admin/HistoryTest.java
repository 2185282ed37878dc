package io.acexy.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.admin.Event.Detail;
import io.acexy.server.admin.Event.Kind;
import io.acexy.server.admin.Event.Subject;
import io.acexy.server.admin.History.Excerpt;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final TickingClock clock = new TickingClock();
    private final History history = new History(clock);
    private final long before = history.last();

    private void happens(int times) {
        for (int i = 0; i < times; i++) {
            history.add(Kind.ORCHESTRATOR_CHANGED, "event " + (history.last() + 1 - before), Subject.NONE, Detail.NONE);
        }
    }

    private static String[] words(Excerpt excerpt) {
        return excerpt.events().stream().map(Event::words).toArray(String[]::new);
    }

    @Test
    void aHistoryInWhichNothingHasHappenedIsEmptyAndComplete() {
        Excerpt nothing = history.after(before, 10);
        assertThat(nothing.events()).isEmpty();
        assertThat(nothing.first()).isZero();
        assertThat(nothing.complete()).isTrue();
        assertThat(history.latest(10, Instant.EPOCH).complete()).isTrue();
    }

    @Test
    void whoAsksAfterANumberGetsWhatCameBehindItOldestFirst() {
        happens(5);
        Excerpt news = history.after(before + 2, 10);
        assertThat(words(news)).containsExactly("event 3", "event 4", "event 5");
        assertThat(news.complete()).isTrue();
        assertThat(news.last()).isEqualTo(before + 5);
    }

    @Test
    void whatDoesNotFitIsSaidToBeMissing() {
        happens(5);
        assertThat(words(history.after(before, 2))).containsExactly("event 1", "event 2");
        assertThat(history.after(before, 2).complete()).isFalse();
        assertThat(words(history.latest(2, Instant.EPOCH))).containsExactly("event 4", "event 5");
        assertThat(history.latest(2, Instant.EPOCH).complete()).isFalse();
        assertThat(history.latest(5, Instant.EPOCH).complete()).isTrue();
    }

    @Test
    void anEventIsForgottenAfterAnHourAndWhoAsksForItIsToldSo() {
        happens(2);
        clock.pass(Duration.ofMinutes(40));
        happens(1);
        clock.pass(Duration.ofMinutes(21));
        Excerpt left = history.after(before, 10);
        assertThat(words(left)).containsExactly("event 3");
        assertThat(left.first()).isEqualTo(before + 3);
        assertThat(left.complete()).isFalse();
        assertThat(history.after(before + 2, 10).complete()).isTrue();
    }

    @Test
    void ofTooManyTheFirstAreForgotten() {
        happens(History.MOST + 3);
        assertThat(history.size()).isEqualTo(History.MOST);
        assertThat(words(history.after(before, 1))).containsExactly("event 4");
    }

    @Test
    void whoAsksSinceATimeGetsNothingFromBefore() {
        happens(2);
        clock.pass(Duration.ofSeconds(10));
        Instant since = clock.instant();
        happens(2);
        assertThat(words(history.latest(10, since))).containsExactly("event 3", "event 4");
        assertThat(history.latest(10, since).complete()).isTrue();
    }

    /** Whoever comes back after a restart has a number from before it, which must not look like one of now. */
    @Test
    void numbersAfterARestartAreHigherThanBefore() {
        happens(100);
        clock.pass(Duration.ofSeconds(1));
        History next = new History(clock);
        assertThat(next.last()).isGreaterThan(history.last());
        assertThat(next.after(history.last(), 10).complete()).isFalse();
    }

    @Test
    void aWatcherIsCalledForEachEventAndMayLookAtOnce() {
        StringBuilder heard = new StringBuilder();
        history.watch(() -> heard.append(history.last() - before).append(' '));
        happens(3);
        assertThat(heard).hasToString("1 2 3 ");
    }
}
