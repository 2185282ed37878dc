package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often the engine in use is asked how its swarm does, and what is shown of it. Looks are taken twice a second. */
class SwarmWatchTest {

    private final Actor actor = new Actor("A", 1, 2);
    private final SourceServices.Shared shared = new SourceServices.Shared(Backups.NONE);
    private final Rehearsal rehearsal = new Rehearsal(Rehearsal.defaults(), shared, Rehearsal.CONTENT, actor);

    @BeforeEach
    void begin() {
        rehearsal.run.begin();
        rehearsal.pass(5);
    }

    @AfterEach
    void end() {
        rehearsal.close();
    }

    private long now() {
        return rehearsal.loop().ticker().nanoTime();
    }

    private int questionsIn(double seconds) {
        int before = actor.questions;
        rehearsal.pass(seconds);
        return actor.questions - before;
    }

    @Test
    void itIsAskedEveryTwoSecondsWhileSomebodyLooks() {
        assertThat(questionsIn(10)).isZero();
        assertThat(rehearsal.run.status().swarm()).isNull();
        shared.attention().pay(now());
        assertThat(questionsIn(0.5)).isEqualTo(1);
        assertThat(questionsIn(1.5)).isZero();
        assertThat(questionsIn(0.5)).isEqualTo(1);
        assertThat(questionsIn(20)).as("nobody has looked again").isEqualTo(3);
        assertThat(rehearsal.run.status().swarm().stat().peers()).isEqualTo(5);
        assertThat(now() - rehearsal.run.status().swarm().nanos())
                .isBetween(
                        Duration.ofSeconds(13).toNanos(), Duration.ofSeconds(15).toNanos());
    }

    @Test
    void oneThatDoesNotAnswerIsNotAskedMeanwhile() {
        actor.answersStat = false;
        shared.attention().pay(now());
        assertThat(questionsIn(2.4)).isEqualTo(1);
        assertThat(questionsIn(0.3)).isEqualTo(1);
        rehearsal.pass(2.5);
        assertThat(rehearsal.run.status().swarm()).isNull();
    }

    @Test
    void whatOneSaysOfASessionThatItDoesNotKnowIsNotShown() {
        actor.knowsSession = false;
        shared.attention().pay(now());
        assertThat(questionsIn(1)).isEqualTo(1);
        assertThat(rehearsal.run.status().swarm()).isNull();
    }

    @Test
    void attentionIsPaidForTenSeconds() {
        long begin = Long.MAX_VALUE - 5; // a ticker may wrap
        Attention attention = new Attention();
        assertThat(attention.isPaid(0)).isFalse();
        attention.pay(begin);
        assertThat(attention.isPaid(begin + Duration.ofSeconds(10).toNanos() - 1))
                .isTrue();
        assertThat(attention.isPaid(begin + Duration.ofSeconds(10).toNanos())).isFalse();
    }
}
