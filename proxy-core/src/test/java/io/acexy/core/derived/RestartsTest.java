package io.acexy.core.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RestartsTest {

    private static final ContentId ONE = content(1);

    private final Restarts restarts = new Restarts();

    private static ContentId content(int number) {
        return new ContentId(ContentId.Kind.CONTENT_ID, "%040x".formatted(number)).through("aac");
    }

    private Duration take(ContentId content, int second) {
        return restarts.take(content, Duration.ofSeconds(second).toNanos());
    }

    /**
     * @param starts when they were wanted, in seconds
     * @param pause until the last of them may be had
     */
    record Row(String sentence, int pause, List<Integer> starts) {

        Row(String sentence, int pause, Integer... starts) {
            this(sentence, pause, List.of(starts));
        }

        @Override
        public String toString() {
            return sentence;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("the first is free", 0, 0),
                new Row("so are six at once", 0, 0, 0, 0, 0, 0, 0),
                new Row("the seventh waits until the first is a minute old", 60, 0, 0, 0, 0, 0, 0, 0),
                new Row("it waits for less when the first is older", 15, 0, 10, 20, 30, 40, 44, 45),
                new Row("what was refused counts for nothing", 0, 0, 0, 0, 0, 0, 0, 30, 31, 59, 60),
                new Row("after a minute there is one for each that has grown old", 10, 0, 10, 11, 12, 13, 14, 60, 60),
                new Row("one each eleven seconds goes on for ever", 0, 0, 11, 22, 33, 44, 55, 66, 77, 88, 99));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aProgramIsStartedSixTimesAMinute(Row row) {
        Duration last = null;
        for (int second : row.starts) {
            last = take(ONE, second);
        }
        assertThat(last).isEqualTo(Duration.ofSeconds(row.pause));
    }

    @Test
    void oneStreamTakesNothingFromAnother() {
        for (int i = 0; i < Restarts.MOST; i++) {
            take(ONE, 0);
        }
        assertThat(take(ONE, 0)).isPositive();
        assertThat(take(content(2), 0)).isZero();
        assertThat(take(ONE.through("other"), 0)).isZero();
    }

    @Test
    void streamsAreForgottenWhoseStartsHaveGrownOld() {
        for (int i = 0; i < 1_000; i++) {
            take(content(i), i);
        }
        assertThat(restarts.streams()).isLessThanOrEqualTo(61);
    }
}
