package io.acexy.core.vod;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.FilmHead;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {

    private static final Span MIDDLE = new Span(100, 899, 1000, "\"a\"");

    private static FilmHead part(String range) {
        return new FilmHead(206, new DefaultHttpHeaders().set("Content-Range", range));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes 0-0/1,           0,   0,    1",
        "bytes 100-199/1000,    100, 199,  1000",
        "bytes=100-199/1000,    100, 199,  1000",
        "bytes 4294967296-8589934591/8589934592, 4294967296, 8589934591, 8589934592"
    })
    void aPartSaysWhichItIs(String range, long first, long last, long total) {
        assertThat(Span.of(part(range))).isEqualTo(new Span(first, last, total, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes */1000",
                "bytes 0-9/*",
                "bytes 9-0/10",
                "bytes 0-10/10",
                "bytes 0-9999999999999999999/10000000000000000000",
                "lines 0-9/10"
            })
    void aPartThatDoesNotSaySoIsUnknown(String range) {
        assertThat(Span.of(part(range)).isKnown()).isFalse();
    }

    @Test
    void aWholeFileIsKnownByItsLength() {
        HttpHeaders headers =
                new DefaultHttpHeaders().set("Content-Length", "1000").set("Last-Modified", "then");
        assertThat(Span.of(new FilmHead(200, headers))).isEqualTo(new Span(0, 999, 1000, "then"));
        assertThat(Span.of(new FilmHead(200, headers.set("ETag", "\"a\""))).validator())
                .isEqualTo("\"a\"");
        assertThat(Span.of(new FilmHead(200, new DefaultHttpHeaders())).isKnown())
                .isFalse();
        assertThat(Span.of(new FilmHead(200, new DefaultHttpHeaders().set("Content-Length", "many")))
                        .isKnown())
                .isFalse();
    }

    @Test
    void anotherAnswerGoesOnWhereItBeginsAtTheNextByteOfTheSameFile() {
        assertThat(MIDDLE.goesOnWith(new Span(500, 899, 1000, "\"a\""), 500)).isTrue();
        assertThat(MIDDLE.goesOnWith(new Span(500, 999, 1000, "\"a\""), 500)).isTrue();
    }

    @ParameterizedTest(name = "{0}-{1}/{2} {3}")
    @CsvSource({
        "501, 899, 1000, a",
        "499, 899, 1000, a",
        "500, 898, 1000, a",
        "500, 899, 1001, a",
        "500, 899, 1000, b",
        "500, 899, 1000,"
    })
    void andNotOtherwise(long first, long last, long total, String validator) {
        String tag = validator == null ? null : '"' + validator + '"';
        assertThat(MIDDLE.goesOnWith(new Span(first, last, total, tag), 500)).isFalse();
        assertThat(MIDDLE.goesOnWith(Span.UNKNOWN, 0)).isFalse();
    }
}
