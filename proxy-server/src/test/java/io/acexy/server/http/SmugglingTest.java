package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of which a proxy before this one may think that they end elsewhere (RFC 9112, 2.2, 3, 5.1, 5.2, 6.3 and 11.2). */
class SmugglingTest {

    private static final String HIDDEN = "GET /echo?text=hidden HTTP/1.1\r\nHost: a\r\n\r\n";

    private final DoorFixture door = new DoorFixture();

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doubtful")
    void whatFollowsADoubtfulRequestIsNotServed(String name, String request) {
        String answer = door.ask(request + HIDDEN);

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("hidden");
        assertThat(door.channel.isOpen()).isFalse();
    }

    static Stream<Arguments> doubtful() {
        return Stream.of(
                of("two lengths that differ", "Content-Length: 0", "Content-Length: 5"),
                of("a list of lengths that differ", "Content-Length: 0, 5"),
                of("a length and chunks", "Content-Length: 5", "Transfer-Encoding: chunked"),
                of("a length that is no number", "Content-Length: +5"),
                of("a length that is negative", "Content-Length: -5"),
                of("a length in hexadecimal", "Content-Length: 0x5"),
                of("a length that overflows", "Content-Length: 18446744073709551617"),
                of("chunks that are not the last coding", "Transfer-Encoding: chunked, identity"),
                of("a coding that is not known", "Transfer-Encoding: xchunked"),
                of("a coding behind a tab that some do not see", "Transfer-Encoding:\u000bchunked"),
                of("a name that ends with a space", "Transfer-Encoding : chunked"),
                of("a name that ends with a tab", "Content-Length\t: 5"),
                of("a line without a colon", "Transfer-Encoding chunked"),
                of("a name with a NUL", "Content\u0000-Length: 5"),
                of("a value with a NUL", "X-Any: a\u0000b"),
                of("two hosts", "Host: b"),
                raw("a line that ends with LF alone", "GET /echo HTTP/1.1\nHost: a\n\n"),
                raw("a header that ends with LF alone", "GET /echo HTTP/1.1\r\nHost: a\nX-Any: b\r\n\r\n"),
                raw("a line that ends with CR alone", "GET /echo HTTP/1.1\rHost: a\r\n\r\n"),
                raw("a header with a CR in it", "GET /echo HTTP/1.1\r\nHost: a\r\nX-Any: b\rc\r\n\r\n"),
                raw("a NUL in the path", "GET /ec\u0000ho HTTP/1.1\r\nHost: a\r\n\r\n"),
                raw("a version of its own", "GET /echo HTTP/1.2.3\r\nHost: a\r\n\r\n"));
    }

    /** They have been answered when their bodies come. */
    @ParameterizedTest
    @ValueSource(strings = {"G\r\nhello\r\n0\r\n\r\n", "-1\r\nhello\r\n0\r\n\r\n", "1\r\nhello\r\n0\r\n\r\n"})
    void whatFollowsADoubtfulBodyIsNotServed(String body) {
        String answer = door.ask("GET /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body + HIDDEN);

        assertThat(answer).as("what was asked before is answered").startsWith("HTTP/1.1 200");
        assertThat(answer).doesNotContain("hidden");
        assertThat(door.channel.isOpen()).isFalse();
    }

    /** As RFC 9112, 5.2 allows: one value, with a space where the line was folded. */
    @Test
    void aFoldedLineIsAPartOfTheValueBeforeIt() {
        String answer =
                door.ask("GET /echo?text=seen HTTP/1.1\r\nHost: a\r\nX-Any: a\r\n Transfer-Encoding: chunked\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("seen");
        assertThat(door.last().headers().get("X-Any")).isEqualTo("a Transfer-Encoding: chunked");
        assertThat(door.last().headers().contains("Transfer-Encoding")).isFalse();
    }

    private static Arguments of(String name, String... headers) {
        return raw(name, "GET /echo HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    }

    private static Arguments raw(String name, String request) {
        return Arguments.of(name, request);
    }
}
