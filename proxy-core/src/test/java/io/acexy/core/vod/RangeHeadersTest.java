package io.acexy.core.vod;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeHeadersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-",
                "bytes=0-0",
                "bytes=-500",
                "bytes=500-999",
                "bytes=999999999999999999-", // outside of any file: the engine says so
                "bytes=0-999999999999999999",
                "bytes=0-9,20-29",
                "bytes=0-100, 50-150", // overlapping ones are an engine's to join, or to ignore
                "bytes= 1-2",
                "bytes =1-2"
            })
    void whatIsWellFormedIsPassedOnAsItIs(String range) {
        assertThat(RangeHeaders.of(range, null)).containsExactly(Map.entry("Range", range));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=1",
                "bytes=9-1",
                "bytes=5-9,9-1",
                "bytes=--1",
                "bytes=1-2,",
                "bytes=9999999999999999999-",
                "bytes=0-99999999999999999999999999",
                "items=0-1",
                "bytes=0-1\r\nX: y"
            })
    void whatIsNotCountsAsNone(String range) {
        assertThat(RangeHeaders.of(range, "\"tag\"")).isEmpty();
    }

    @Test
    void noRangeIsNoneAndIsNeverAdded() {
        assertThat(RangeHeaders.of(null, "\"tag\"")).isEmpty();
    }

    @Test
    void theConditionGoesWithItsRangeOrTheRangeGoesToo() {
        assertThat(RangeHeaders.of("bytes=1-2", "\"tag\"")).containsEntry("If-Range", "\"tag\"");
        assertThat(RangeHeaders.of("bytes=1-2", "x".repeat(257))).isEmpty();
    }

    @Test
    void sixteenRangesAreTheMost() {
        assertThat(RangeHeaders.of("bytes=" + ranges(16), null)).isNotEmpty();
        assertThat(RangeHeaders.of("bytes=" + ranges(17), null)).isEmpty();
    }

    private static String ranges(int count) {
        return String.join(",", Collections.nCopies(count, "0-9"));
    }
}
