package io.acexy.orchestrator.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {

    private static JsonView read(String json) {
        return JsonDocument.parse(json).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "<html>", "{\"a\":", "[1,", "{\"a\":1} {", "{a:1}", "[1,]", "nul"})
    void readsNothingFromWhatIsNotOneWholeDocument(String text) {
        assertThat(JsonDocument.parse(text)).isEmpty();
    }

    @Test
    void readsNothingFromADocumentThatIsTooDeep() {
        assertThat(JsonDocument.parse("[".repeat(100) + "]".repeat(100))).isEmpty();
    }

    @Test
    void readsNothingFromADocumentOfTooManyValues() {
        assertThat(JsonDocument.parse("[0" + ",0".repeat(300_000) + "]")).isEmpty();
    }

    @Test
    void readsNothingFromAnAbsurdName() {
        assertThat(JsonDocument.parse("{\"" + "n".repeat(5_000) + "\":1}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-12-27T10:00:00.123456Z, 2025-12-27T10:00:00.123456Z",
        "2025-12-27T10:00:00Z, 2025-12-27T10:00:00Z",
        "2025-12-27T12:00:00+02:00, 2025-12-27T10:00:00Z",
        "2025-12-27T10:00:00.5+00:00, 2025-12-27T10:00:00.5Z",
        "2026-05-16T08:00:00.123456789Z, 2026-05-16T08:00:00.123456789Z",
        "2025-12-27T10:00:00, 2025-12-27T10:00:00Z",
        "2025-12-27 10:00:00+00:00, 2025-12-27T10:00:00Z"
    })
    void readsEveryTimeStampThatIsInUse(String text, String expected) {
        assertThat(read("{\"t\":\"" + text + "\"}").at("t").instant()).contains(Instant.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null", "\"yesterday\"", "17", "{}", "\"2025-13-45T99:00:00Z\""})
    void takesEveryOtherTimeStampForNone(String value) {
        assertThat(read("{\"t\":" + value + "}").at("t").instant()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "1,true", "\"true\",true", "false,false", "0,false", "\"no\",false"})
    void readsAFlagInEveryForm(String value, boolean expected) {
        assertThat(read("{\"f\":" + value + "}").at("f").flag()).contains(expected);
    }

    @Test
    void readsNumbersAlsoFromStringsAndNothingFromOthers() {
        JsonView json =
                read("{\"a\":\"19000\",\"b\":19000.0,\"c\":123456789012345678901234567890,\"d\":{},\"e\":true}");
        assertThat(json.at("a").integer()).hasValue(19000);
        assertThat(json.at("b").integer()).hasValue(19000);
        assertThat(json.at("c").integer()).isEmpty();
        assertThat(json.at("d").integer()).isEmpty();
        assertThat(json.at("e").integer()).isEmpty();
    }

    @Test
    void answersNothingForWhatIsNotThere() {
        JsonView json = read("{\"a\":null}");
        assertThat(json.at("a").isPresent()).isFalse();
        assertThat(json.at("b").at("c").text()).isEmpty();
        assertThat(json.at("b").items()).isEmpty();
        assertThat(json.at("b").members()).isEmpty();
    }
}
