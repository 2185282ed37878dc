package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "text/html, application/json",
                "text/plain;q=0.5, application/json;q=0.6",
                "text/*;q=0.1,application/json;q=0.1",
                "*/*, application/json",
                "application/json;q=0.001",
            })
    void jsonIsPreferredWhereItIsNamedAndTextIsNotLikedBetter(String header) {
        assertThat(Accept.prefersJson(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/plain",
                "video/mp2t, */*",
                "application/json;q=0",
                "application/json;q=0.0",
                "application/json;q=0.4, text/html;q=0.5",
                "application/json;q=0.9, text/*",
                "application/json;q=much",
                "application/json;q=NaN",
                "application/jsonp",
                ",,;;,",
            })
    void textIsPreferredOtherwise(String header) {
        assertThat(Accept.prefersJson(header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "br, gzip", "*", "gzip;q=0.1", "*;q=0, gzip", "gzip, *;q=0"})
    void whatMayBePackedIs(String header) {
        assertThat(Gzip.isAccepted(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "identity", "br", "gzip;q=0", "gzip; q=0.000", "*, gzip;q=0", "*;q=0", "gzip;q=much", "xgzip"
            })
    void whatMayNotIsNot(String header) {
        assertThat(Gzip.isAccepted(header)).isFalse();
    }

    @Test
    void textIsPreferredWithoutTheHeader() {
        assertThat(Accept.prefersJson(null)).isFalse();
    }

    @Test
    void onlyTheBeginningOfALongHeaderIsRead() {
        assertThat(Accept.prefersJson("a/b,".repeat(1000) + "application/json")).isFalse();
    }
}
