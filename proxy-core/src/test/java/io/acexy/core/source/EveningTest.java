package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.EngineFault;
import io.acexy.testkit.AlikeOnEveryJvm;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs of a channel for many minutes: too long to be run for every small fault that is put into a class. What happens in which
 * order is for {@link SuccessionTest} to say.
 */
@AlikeOnEveryJvm
class EveningTest {

    /** One content of three plays at each time, and one is open at a time. */
    @TestFactory
    Stream<DynamicTest> whateverDiesWhenWhatPlaysIsUsed() {
        return IntStream.range(0, 10)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> evening(new Random(seed))));
    }

    /** Three that play for some seconds and die: the engine is asked no more often than for one of the kind. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 15})
    void contentsThatKeepDyingAreNotStartedMoreOftenThanOneThatDoes(int seconds) {
        try (Rehearsal rehearsal = SuccessionTest.rehearsal(SuccessionTest.shared("a", "b", "c"), "A")) {
            rehearsal.run.begin();
            for (int minute = 0; minute < 5; minute++) {
                for (int passed = 0; passed < 60; passed += seconds) {
                    rehearsal.pass(seconds);
                    rehearsal.actors.forEach(actor -> actor.fail(EngineFault.Kind.ENDED));
                }
                assertThat(opened(rehearsal)).as("in minute " + minute).isLessThanOrEqualTo(SessionBudget.MOST);
            }
        }
    }

    /** Sessions that have been started since the last question. */
    private static int opened(Rehearsal rehearsal) {
        return (int) Arrays.stream(rehearsal.happened().split(", ", -1))
                .filter(one -> one.endsWith(" opened"))
                .count();
    }

    private static void evening(Random chance) {
        List<String> contents = List.of("a", "b", "c");
        String engines = List.of("A", "A B", "A B C").get(chance.nextInt(3));
        try (Rehearsal rehearsal = SuccessionTest.rehearsal(SuccessionTest.shared("a", "b", "c"), engines)) {
            rehearsal.run.begin();
            for (int i = 0; i < 4; i++) {
                String alive = contents.get(chance.nextInt(3));
                contents.forEach(
                        one -> SuccessionTest.befall(rehearsal, one, one.equals(alive) ? 3 : 2 * chance.nextInt(2)));
                rehearsal.pass(45);
                assertThat(rehearsal.run.status().content())
                        .as(alive + " plays: %s", rehearsal.log)
                        .isEqualTo(Rehearsal.content(alive));
                assertThat(rehearsal.run.status().phase()).isEqualTo(Phase.RUNNING);
            }
        }
    }
}
