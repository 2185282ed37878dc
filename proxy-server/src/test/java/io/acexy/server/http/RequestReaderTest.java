package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

    private final DoorFixture door = new DoorFixture();

    @AfterEach
    void close() {
        door.close();
    }

    private Request.Form form(String request) {
        door.ask(request);
        return door.last().form();
    }

    @Test
    void theFormFollowsVersionMethodAcceptAndConnection() {
        assertThat(form("GET /echo HTTP/1.1\r\nAccept: application/json\r\n\r\n"))
                .isEqualTo(new Request.Form(true, true, true, false));
        assertThat(form("HEAD /echo HTTP/1.1\r\n\r\n")).isEqualTo(new Request.Form(false, true, false, false));
        assertThat(form("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"))
                .isEqualTo(new Request.Form(true, false, false, false));
        assertThat(form("GET /echo HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .isEqualTo(new Request.Form(true, true, false, true));
    }

    @Test
    void aClientOfHttp10ClosesUnlessItSaysOtherwise() {
        assertThat(form("HEAD /echo HTTP/1.0\r\n\r\n")).isEqualTo(new Request.Form(false, false, false, true));
    }

    @Test
    void aClientThatWaitsForTheWordToSendItsBodyIsAnsweredForTheLastTime() {
        assertThat(form("GET /echo HTTP/1.1\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n")
                        .last())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /echo HTTP/1.1\nHost: a\n\n", "GET /echo HTTP/1.1\r\nHost: a\n\r\n"})
    void aLineThatEndsWithLineFeedAloneIsRefusedByName(String request) {
        assertThat(door.ask(request))
                .startsWith("HTTP/1.1 400 ")
                .contains("a line of the request does not end with CR LF");
    }

    @Test
    void aRawSpaceInTheUrlIsRefusedByName() {
        assertThat(door.ask("GET /echo?name=Das Erste&text=x HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("a space in the URL is written %20");
    }

    @Test
    void aBrokenEscapeCostsNotTheConnectionButNonsenseDoes() {
        assertThat(door.get("/%zz")).startsWith("HTTP/1.1 400 ").doesNotContain("connection: close");
        assertThat(door.ask("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ").contains("connection: close");
    }
}
