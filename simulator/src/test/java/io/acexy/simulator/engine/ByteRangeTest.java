package io.acexy.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ByteRangeTest {

    @ParameterizedTest(name = "{0} of 1000 bytes is {1}")
    @CsvSource({
        "bytes=0-, 0-1000",
        "bytes=0-0, 0-1",
        "bytes=10-19, 10-20",
        "bytes=990-2000, 990-1000",
        "bytes=999-, 999-1000",
        "bytes=-1, 999-1000",
        "bytes=-5000, 0-1000",
        "bytes=0-99999999999999999999, 0-1000",
        "bytes=1000-, nothing",
        "bytes=99999999999999999999-, nothing",
        "bytes=-0, nothing",
        "bytes=20-10, all",
        "bytes=-, all",
        "bytes=a-b, all",
        "'bytes=0-1,5-6', all",
        "items=0-1, all",
        "'', all"
    })
    void aHeaderAsksForARun(String header, String expected) {
        Optional<ByteRange> asked = ByteRange.of(header, 1000);
        String got = asked.map(r -> r.equals(ByteRange.NOTHING) ? "nothing" : r.first() + "-" + r.end())
                .orElse("all");
        assertThat(got).isEqualTo(expected);
    }
}
