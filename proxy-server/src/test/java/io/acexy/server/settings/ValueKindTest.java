package io.acexy.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueKindTest {

    private static final DurationKind DURATIONS = DurationKind.between(Duration.ZERO, Duration.ofHours(100));
    private static final DataSizeKind SIZES = DataSizeKind.between(0, Integer.MAX_VALUE);

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0s, 0",
        "500ms, 500",
        "15s, 15000",
        "1m30s, 90000",
        "1.5h, 5400000",
        "1h2m3s4ms, 3723004",
        ".5s, 500"
    })
    void durationsAreReadAsGoWritesThem(String text, long millis) {
        assertThat(DURATIONS.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"0s", "500ms", "15s", "1m30s", "1h", "1h2m3s4ms", "0.0005s", "25h"})
    void aPrintedDurationReadsBack(String text) {
        assertThat(DURATIONS.print(DURATIONS.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "512, 512",
        "512B, 512",
        "4.2MiB, 4404019",
        "64KiB, 65536",
        "64kib, 65536",
        "512KB, 512000",
        "1GB, 1000000000",
        "1GiB, 1073741824",
        "5M, 5000000",
        "10 MB, 10000000",
        "2147483647, 2147483647"
    })
    void sizesAreReadInBothCountings(String text, int bytes) {
        assertThat(SIZES.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0", "1000", "64KiB", "3MiB", "1GiB"})
    void aPrintedSizeReadsBack(String text) {
        assertThat(SIZES.print(SIZES.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1, true",
        "t, true",
        "T, true",
        "TRUE, true",
        "True, true",
        "true, true",
        "0, false",
        "f, false",
        "FALSE, false"
    })
    void booleansAreReadAsGoReadsThem(String text, boolean value) {
        assertThat(BooleanKind.INSTANCE.parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        ":8080, ''",
        "127.0.0.1:8080, 127.0.0.1",
        "[::1]:8080, ::1",
        "localhost:8080, localhost",
        "[fe80::1%eth0]:8080, fe80::1%eth0",
        "my_engine-1.lan:8080, my_engine-1.lan"
    })
    void listenAddressesAreReadAndWrittenAsGoDoes(String text, String host) {
        ListenAddress address = ListenAddress.parse(text);
        assertThat(address).isEqualTo(new ListenAddress(host, 8080));
        assertThat(address).hasToString(text);
    }

    @Test
    void aHostMayBeAnAddressWithOrWithoutBrackets() {
        assertThat(HostKind.INSTANCE.parse("[::1]")).isEqualTo("::1");
        assertThat(HostKind.INSTANCE.parse("::1")).isEqualTo("::1");
    }

    @ParameterizedTest
    @CsvSource({"port, port, 0", "prot, port, 1", "prt, port, 1", "ports, port, 1", "abc, xyz, 3", "'', ab, 2"})
    void aTypingErrorCountsOnce(String typed, String name, int errors) {
        assertThat(NearestName.distance(typed, name)).isEqualTo(errors);
    }
}
