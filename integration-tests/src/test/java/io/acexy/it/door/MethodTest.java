package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.it.support.JsonText;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodTest {

    private static final Content CHANNEL = Content.number(1);

    private Door door;

    @BeforeEach
    void open() throws Exception {
        door = Door.open();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void headIsAnsweredAsTheStreamWouldBeAndStartsNothing() throws Exception {
        try (RawConnection connection = door.connect()) {
            RawAnswer head =
                    connection.request("HEAD", CHANNEL.byId(), "HTTP/1.1").head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-type")).isEqualTo("video/mp2t");
            assertThat(head.header("content-length")).isNull();
            assertThat(head.header("access-control-allow-origin")).isEqualTo("*");
            // No byte of a body is between this answer and the next.
            assertThat(connection.get("/ace/status").answer().status()).isEqualTo(200);
        }
        assertThat(door.total().starts()).isZero();
        assertThat(door.engine().counters().heads()).isZero();
    }

    @Test
    void headOfAWrongIdIsRefusedWithoutABody() throws Exception {
        try (RawConnection connection = door.connect()) {
            RawAnswer head = connection
                    .request("HEAD", "/ace/getstream?id=1", "HTTP/1.1")
                    .head();
            assertThat(head.status()).isEqualTo(400);
            assertThat(connection.get("/ace/status").answer().status()).isEqualTo(200);
        }
    }

    @Test
    void headOfTheStatusHasTheLengthOfItsBodyAndNoBody() throws Exception {
        RawAnswer get = door.get("/ace/status");
        try (RawConnection connection = door.connect()) {
            RawAnswer head =
                    connection.request("HEAD", "/ace/status", "HTTP/1.1").head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
            assertThat(connection.get("/ace/status").answer().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ace/getstream?id=1", "/ace/status", "*", "/"})
    void optionsNamesTheMethodsAndLetsBrowsersIn(String target) throws Exception {
        RawAnswer answer = door.ask(
                "OPTIONS",
                target,
                "Origin: http://page.test",
                "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: range");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(answer.header("access-control-allow-methods")).contains("GET");
        assertThat(answer.header("access-control-allow-headers")).isEqualTo("*, Authorization");
    }

    @Test
    void everyAnswerMayBeReadByABrowser() throws Exception {
        for (String target : new String[] {"/ace/status", "/ace/getstream", "/nothing", "/ace/status?id=1"}) {
            RawAnswer answer = door.get(target, "Origin: http://page.test");
            assertThat(answer.header("access-control-allow-origin")).as(target).isEqualTo("*");
        }
        assertThat(door.play(CHANNEL.byId()).header("access-control-allow-origin"))
                .isEqualTo("*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "get", "SUBSCRIBE"})
    void otherMethodsAreNotAllowed(String method) throws Exception {
        for (String target : new String[] {CHANNEL.byId(), "/ace/status"}) {
            RawAnswer answer = door.ask(method, target, "Content-Length: 0");
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
        }
        assertThat(door.total().starts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ace", "/ace/", "/ace/getstreams", "/ace/getstream/x", "/ACE/status", "/%00"})
    void unknownPathsAreNotFound(String path) throws Exception {
        RawAnswer answer = door.get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("/ace/getstream?id=").contains("/ace/status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=1000-2000", "bytes=-500", "nonsense"})
    void aRangeOfALiveStreamIsIgnored(String range) throws Exception {
        RawAnswer answer = door.play(CHANNEL.byId(), "Range: " + range);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-range")).isNull();
    }

    @Test
    void failuresAreTextUnlessJsonIsPreferred() throws Exception {
        RawAnswer text = door.get("/ace/getstream?id=1", "Accept: */*");
        assertThat(text.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(text.body()).startsWith("'id' must be 40 hexadecimal digits\n");

        RawAnswer json = door.get("/ace/getstream?id=1", "Accept: text/html;q=0.5, application/json");
        assertThat(json.status()).isEqualTo(400);
        assertThat(json.header("content-type")).isEqualTo("application/json");
        assertThat(JsonText.object(json.body()))
                .containsEntry("error", "bad_request")
                .containsEntry("reason", "'id' must be 40 hexadecimal digits")
                .containsKey("advice");
    }

    @Test
    void aFailureOfTheEngineIsToldInTheFormThatThePlayerPrefers() throws Exception {
        door.engine().setScript(io.acexy.simulator.engine.EngineScript.CONTENT_NOT_FOUND);
        RawAnswer text = door.get(CHANNEL.byId());
        assertThat(text.status()).isEqualTo(404);
        assertThat(text.body()).contains("content not found");
        RawAnswer json = door.get(CHANNEL.byId(), "Accept: application/json");
        assertThat(json.status()).isEqualTo(404);
        assertThat(JsonText.object(json.body())).containsEntry("error", "content_unknown");
    }

    @Test
    void aFailureThatMayPassSaysWhenToComeAgain() throws Exception {
        door.engine().setScript(io.acexy.simulator.engine.EngineScript.NO_PEERS);
        RawAnswer answer = door.get(CHANNEL.byId(), "Accept: application/json");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(JsonText.object(answer.body()))
                .containsEntry("retry_after_seconds", Long.parseLong(answer.header("retry-after")));
    }
}
