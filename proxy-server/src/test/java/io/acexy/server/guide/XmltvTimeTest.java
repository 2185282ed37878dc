package io.acexy.server.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmltvTimeTest {

    @ParameterizedTest
    @CsvSource({
        "20261127183000 +0100, 2026-11-27T17:30:00Z",
        "20261127183000 -0530, 2026-11-28T00:00:00Z",
        "20261127183000 +01:00, 2026-11-27T17:30:00Z",
        "20261127183000+0000, 2026-11-27T18:30:00Z",
        "20261127183000, 2026-11-27T18:30:00Z",
        "20261127183000 UTC, 2026-11-27T18:30:00Z",
        "202611271830, 2026-11-27T18:30:00Z",
        "20261127, 2026-11-27T00:00:00Z"
    })
    void readsTheFormsThatGuidesHave(String text, Instant time) {
        assertThat(XmltvTime.parse(text)).hasValue(time.getEpochSecond());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tomorrow", "20261327", "20261127250000", "2026-11-27T18:30:00Z"})
    void knowsWhatIsNone(String text) {
        assertThat(XmltvTime.parse(text)).isEmpty();
    }
}
