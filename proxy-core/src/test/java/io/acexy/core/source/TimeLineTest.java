package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clock references that were published, and where another one lies. In seconds; {@code +} and {@code -} are one tick more or
 * less, and what is negative comes before the wrap of the clock.
 */
class TimeLineTest {

    private static final long SECOND = 27_000_000;
    private static final long RANGE = (1L << 33) * 300;

    private final TimeLine time = new TimeLine();

    private static long ticks(String text) {
        long tick = text.endsWith("+") ? 1 : text.endsWith("-") ? -1 : 0;
        String seconds = tick == 0 ? text : text.substring(0, text.length() - 1);
        return Math.floorMod((long) (Double.parseDouble(seconds) * SECOND) + tick, RANGE);
    }

    private void publish(String references) {
        for (String reference : references.split(" ", -1)) {
            time.add(ticks(reference));
        }
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource({
        "1000, 1000, OLD",
        "1000, 1000-, OLD",
        "1000, 400, OLD",
        "1000, 400-, FOREIGN",
        "1000, 1000+, NEW",
        "1000, 1600, NEW",
        "1000, 1600+, FOREIGN",
        "1000 1001 1002, 1001, OLD",
        "1000 1001 1002, 1002+, NEW",
        "-1, 2, NEW",
        "-1 1, -2, OLD",
        "0, 0, OLD",
        "0, 0+, NEW",
        "1000, 0, FOREIGN"
    })
    void whatIsAfterTheEndIsNewAndWhatIsFarAwayIsOfAnotherClock(String published, String asked, TimeLine.Place place) {
        publish(published);
        assertThat(time.place(ticks(asked))).isEqualTo(place);
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource({
        // The last half minute before a jump, and what may have gone before the very first.
        "1000 5000, 1000, OLD",
        "1000 5000, 970, OLD",
        "1000 5000, 970-, FOREIGN",
        "1000 5000, 1000+, FOREIGN",
        "10 5000, -20, OLD",
        "10 5000, -20-, FOREIGN",
        "1000 1009 1018 1027 1036 5000, 1006, OLD",
        "1000 1009 1018 1027 1036 5000, 1006-, FOREIGN",
        "1000 1009 1018 1027 1036 5000, 1036+, FOREIGN",
        // What was played between two jumps, and nothing before it.
        "1000 5000 5004 9000, 5000, OLD",
        "1000 5000 5004 9000, 5004, OLD",
        "1000 5000 5004 9000, 5000-, FOREIGN",
        "0 5000 5004 9000, 4990, FOREIGN",
        "5000 0 4 9000, 0, OLD",
        "5000 0 4 9000, -1, FOREIGN",
        // Ten seconds are no jump, one tick more is.
        "1000 1010 5000, 1005, OLD",
        "1000 1010+ 5000, 1005, FOREIGN",
        "1000 1000 5000, 990, OLD",
        "-5 5 5000, 0, OLD"
    })
    void whatWasLeftByAJumpIsOld(String published, String asked, TimeLine.Place place) {
        publish(published);
        assertThat(time.place(ticks(asked))).isEqualTo(place);
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource({
        "1000 1005 1002, 1003, AGAIN",
        "1000 1005 1002, 1005, AGAIN",
        "1000 1005 1002, 1005+, NEW",
        "1000 1005 1002, 1002, OLD",
        "1000 1005 1002, 1002+, AGAIN",
        "1000 1005 1002, 1001, OLD",
        "1000 400, 1000, AGAIN",
        "1000 400-, 1000, OLD"
    })
    void whereTheClockWasSetBackTheSameNumbersComeAgain(String published, String asked, TimeLine.Place place) {
        publish(published);
        assertThat(time.place(ticks(asked))).isEqualTo(place);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"1000, FOREIGN", "2000, OLD", "9000, OLD"})
    void ofManyJumpsTheLastEightAreRemembered(String asked, TimeLine.Place place) {
        publish("1000 2000 3000 4000 5000 6000 7000 8000 9000 10000");
        assertThat(time.place(ticks(asked))).isEqualTo(place);
    }

    @ParameterizedTest(name = "{0} is {1} s ahead of 1000, and related: {2}")
    @CsvSource({
        "1000, 0, true",
        "1001.5, 1.5, true",
        "998, -2, true",
        "1600, 600, true",
        "1600.5, 600.5, false",
        "400, -600, true",
        "399.5, -600.5, false",
        "-10, -1010, false"
    })
    void howFarAheadOneIsGoesAroundTheWrap(String asked, double seconds, boolean related) {
        publish("1000");
        assertThat(time.ahead(ticks(asked))).isEqualTo((long) (seconds * SECOND));
        assertThat(time.isRelated(ticks(asked))).isEqualTo(related);
    }

    @Test
    void halfOfTheRangeIsAheadAndMoreIsBehind() {
        time.add(0);
        assertThat(time.ahead(RANGE / 2)).isEqualTo(RANGE / 2);
        assertThat(time.ahead(RANGE / 2 + 1)).isEqualTo(1 - RANGE / 2);
    }

    @Test
    void whereOneOfTheTwoIsMissingThereIsNothingToCompare() {
        assertThat(time.place(5)).isEqualTo(TimeLine.Place.FOREIGN);
        assertThat(time.place(0)).isEqualTo(TimeLine.Place.FOREIGN);
        assertThat(time.isRelated(0)).isFalse();
        time.add(0);
        assertThat(time.isRelated(0)).isTrue();
        assertThat(time.place(-1)).isEqualTo(TimeLine.Place.FOREIGN);
        assertThat(time.isRelated(-1)).isFalse();
    }
}
