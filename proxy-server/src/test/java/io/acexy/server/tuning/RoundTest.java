package io.acexy.server.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.ContentId;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When which channel is tried, on a loop and by a clock that are the test's. */
class RoundTest implements Round.Known {

    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final Bugs bugs = new Bugs();
    private final Map<String, Instant> known = new HashMap<>();
    private final List<String> begun = new ArrayList<>();
    private Lineup lineup = lineup(3);
    private Promise<Checkup> current;
    private boolean idle = true;
    private boolean full;
    private Instant now = Instant.parse("2026-11-27T20:00:00Z");

    @BeforeEach
    void freeze() {
        loop.freezeTime();
    }

    @AfterEach
    void close() {
        loop.finishAndReleaseAll();
        assertThat(bugs.count()).isZero();
    }

    private static Lineup lineup(int channels) {
        return new Lineup(IntStream.rangeClosed(1, channels)
                .mapToObj(number -> new Channel(
                        "c" + number,
                        String.valueOf(number),
                        "Channel " + number,
                        "",
                        List.of(),
                        "",
                        List.of(new ContentId(ContentId.Kind.CONTENT_ID, "1".repeat(40)))))
                .toList());
    }

    @Override
    public Optional<Instant> last(String channel) {
        return Optional.ofNullable(known.get(channel));
    }

    @Override
    public Optional<Future<Checkup>> begin(Channel channel, Duration time) {
        assertThat(current == null || current.isDone()).as("one at a time").isTrue();
        if (full) {
            return Optional.empty();
        }
        begun.add(channel.id());
        current = loop.eventLoop().newPromise();
        return Optional.of(current);
    }

    private Round round(Duration every) {
        Round round = new Round(
                every,
                () -> lineup,
                this,
                () -> idle,
                new GuardedLoop(loop.eventLoop(), bugs, "round", () -> {}),
                () -> now);
        round.start();
        pass(0);
        return round;
    }

    private void pass(int seconds) {
        for (int i = 0; i <= seconds; i++) {
            loop.runScheduledPendingTasks();
            loop.runPendingTasks();
            if (i < seconds) {
                now = now.plusSeconds(1);
                loop.advanceTimeBy(1, TimeUnit.SECONDS);
            }
        }
    }

    private void over(Checkup.Verdict verdict) {
        current.setSuccess(new Checkup(now, verdict, Optional.empty(), Optional.empty()));
        pass(0);
    }

    @Test
    void eachIsTriedInItsTurnSpreadOverTheTime() {
        round(Duration.ofMinutes(30));
        assertThat(begun).containsExactly("c1");
        over(Checkup.Verdict.ALIVE);
        pass(595);
        assertThat(begun).hasSize(1);
        pass(10);
        assertThat(begun).containsExactly("c1", "c2");
        over(Checkup.Verdict.DEAD);
        pass(605);
        over(Checkup.Verdict.ALIVE);
        assertThat(begun).containsExactly("c1", "c2", "c3");
        pass(605);
        assertThat(begun).containsExactly("c1", "c2", "c3", "c1");
    }

    @Test
    void noneIsBegunBesideAnother() {
        round(Duration.ofMinutes(1));
        pass(600);
        assertThat(begun).containsExactly("c1");
    }

    @Test
    void howeverManyThereAreTheStartsAreApart() {
        lineup = lineup(5_000);
        round(Duration.ofMinutes(1));
        over(Checkup.Verdict.ALIVE);
        pass(15);
        assertThat(begun).hasSize(1);
        pass(10);
        assertThat(begun).hasSize(2);
    }

    @Test
    void nothingIsTriedWithoutAnIdleEngine() {
        idle = false;
        round(Duration.ofMinutes(1));
        pass(600);
        assertThat(begun).isEmpty();
        idle = true;
        pass(5);
        assertThat(begun).containsExactly("c1");
    }

    @Test
    void oneThatGaveWayToAViewerIsTriedAgainSoonerThanTheOthers() {
        lineup = lineup(1);
        round(Duration.ofDays(1));
        over(Checkup.Verdict.UNKNOWN);
        pass(295);
        assertThat(begun).hasSize(1);
        pass((int) Duration.ofDays(1).toSeconds());
        assertThat(begun).hasSize(2);
    }

    @Test
    void whatAnEarlierProcessHasFoundIsNotTriedAnew() {
        known.put("c1", now.minusSeconds(60));
        known.put("c2", Instant.MAX);
        known.put("c3", now.minusSeconds(1_000));
        round(Duration.ofMinutes(15));
        assertThat(begun).containsExactly("c2");
        over(Checkup.Verdict.ALIVE);
        pass(305);
        assertThat(begun).containsExactly("c2", "c3");
    }

    @Test
    void whereAsManyChecksRunAsMayItWaits() {
        full = true;
        round(Duration.ofMinutes(1));
        pass(30);
        full = false;
        pass(5);
        assertThat(begun).containsExactly("c1");
    }

    @Test
    void withoutATimeNothingIsTriedAndAfterTheEndNothingMore() {
        round(Duration.ZERO);
        pass(600);
        assertThat(begun).isEmpty();
        Round round = round(Duration.ofMinutes(1));
        over(Checkup.Verdict.ALIVE);
        round.close();
        pass(600);
        assertThat(begun).hasSize(1);
    }
}
