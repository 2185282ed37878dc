package io.acexy.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.ContentId.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamIdTest {

    private static final String DIGITS = "0123456789abcdef0123456789abcdef01234567";

    @Test
    void aHashIsItsOwnName() {
        assertThat(StreamId.of(new ContentId(Kind.INFOHASH, DIGITS))).isEqualTo(DIGITS);
        assertThat(StreamId.of(new ContentId(Kind.CONTENT_ID, DIGITS))).isEqualTo(DIGITS);
    }

    @Test
    void anotherFileOfAContentIsAnotherStream() {
        assertThat(StreamId.of(new ContentId(Kind.INFOHASH, DIGITS, 3))).isEqualTo(DIGITS + "-3");
    }

    @Test
    void whatGoesThroughAProgramIsAnotherStream() {
        String name = StreamId.of(new ContentId(Kind.INFOHASH, DIGITS, 3, "aac"));
        assertThat(name).isEqualTo(DIGITS + "-3.aac");
        assertThat(StreamId.parse(name)).contains(name);
    }

    @Test
    void anAddressHasANameThatFitsIntoAPathAndTellsNothingOfIt() {
        String name = StreamId.of(new ContentId(Kind.URL, "http://host/list.acelive?token=secret"));
        assertThat(name).matches("[0-9a-f]{40}");
        assertThat(StreamId.parse(name)).contains(name);
    }

    @Test
    void whatIsTypedInCapitalsOrWithTheFirstFileIsTheSame() {
        assertThat(StreamId.parse(DIGITS.toUpperCase(java.util.Locale.ROOT))).contains(DIGITS);
        assertThat(StreamId.parse(DIGITS + "-0")).contains(DIGITS);
        assertThat(StreamId.parse(DIGITS + "-12")).contains(DIGITS + "-12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "x123456789abcdef0123456789abcdef01234567",
                DIGITS + "-",
                DIGITS + "-12345",
                DIGITS + "0"
            })
    void anythingElseIsNoName(String typed) {
        assertThat(StreamId.parse(typed)).isEmpty();
    }
}
