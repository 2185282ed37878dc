package io.acexy.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceIdTest {

    /** hdhomerun_config takes these, and calls others invalid. */
    @ParameterizedTest
    @ValueSource(strings = {"105A0F30", "10204084", "1038A145"})
    void takesAndPrintsThoseOfDevices(String id) {
        assertThat(DeviceId.parse(id)).hasToString(id);
    }

    @Test
    void refusesOneWhoseLastDigitDoesNotFollow() {
        assertThatThrownBy(() -> DeviceId.parse("1020408A"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("its last digit must be 4");
    }

    @Test
    void oneIsAlwaysTheSameForTheSameSeed() {
        assertThat(DeviceId.from("a house")).isEqualTo(DeviceId.from("a house"));
        assertThat(IntStream.range(0, 1000)
                        .mapToObj(i -> DeviceId.from("house " + i))
                        .distinct())
                .as("of different houses, nearly all are different")
                .hasSizeGreaterThan(990);
    }

    /** Programs speak to devices of old series in another way (libhdhomerun, hdhomerun_discover_is_legacy). */
    @Test
    void oneThatIsMadeIsOfNoOldSeries() {
        assertThat(IntStream.range(0, 1000).mapToObj(i -> DeviceId.from("house " + i)))
                .allSatisfy(id -> assertThat(id.value() >>> 20).isBetween(0x104, 0x10f));
    }
}
