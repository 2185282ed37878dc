package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.DependsOnJvm;
import io.acexy.it.support.Door;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.EngineScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DependsOnJvm
class WireTest {

    private static final Content CHANNEL = Content.number(1);
    private static final int ENOUGH = 188 * 400;

    private Door door;

    @BeforeEach
    void open() throws Exception {
        // A start that hangs is waited for at the end, but not for so long.
        door = Door.open("no.response.timeout", "5m", "shutdown.timeout", "1s");
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void aPlayerOfHttp11GetsChunks() throws Exception {
        try (RawConnection player = door.connect().get(CHANNEL.byId())) {
            RawAnswer head = player.head();
            assertThat(head.version()).isEqualTo("HTTP/1.1");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("transfer-encoding")).isEqualTo("chunked");
            assertThat(head.header("content-length")).isNull();
            verify(player.chunks(ENOUGH));
        }
    }

    @Test
    void aPlayerOfHttp10GetsTheSameMediaAsItIsUntilTheConnectionCloses() throws Exception {
        try (RawConnection player = door.connect().request("GET", CHANNEL.byId(), "HTTP/1.0")) {
            RawAnswer head = player.head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("transfer-encoding")).isNull();
            assertThat(head.header("content-length")).isNull();
            assertThat(head.header("connection")).isEqualTo("close");
            verify(player.bytes(ENOUGH));
        }
    }

    private void verify(byte[] media) {
        new Truth(door.engine().broadcaster(), CHANNEL).verify(media);
    }

    @Test
    void theConnectionOfASmallAnswerServesTheNextRequest() throws Exception {
        try (RawConnection connection = door.connect()) {
            for (int i = 0; i < 100; i++) {
                assertThat(connection.get("/ace/status").answer().status()).isEqualTo(200);
                assertThat(connection.get("/nothing").answer().status()).isEqualTo(404);
            }
        }
    }

    @Test
    void aClientThatWantsToCloseGetsItsAnswerAndTheEnd() throws Exception {
        try (RawConnection connection = door.connect().get("/ace/status", "Connection: close")) {
            assertThat(connection.answer().status()).isEqualTo(200);
            assertThat(connection.isEnded()).isTrue();
        }
        try (RawConnection connection = door.connect().request("GET", "/ace/status", "HTTP/1.0")) {
            assertThat(connection.answer().status()).isEqualTo(200);
            assertThat(connection.isEnded()).isTrue();
        }
    }

    @Test
    void aClientOfHttp10MayKeepTheConnection() throws Exception {
        try (RawConnection connection = door.connect()) {
            for (int i = 0; i < 3; i++) {
                RawAnswer answer = connection
                        .request("GET", "/ace/status", "HTTP/1.0", "Connection: keep-alive")
                        .answer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("connection")).isEqualToIgnoringCase("keep-alive");
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
        StringBuilder requests = new StringBuilder();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            requests.append("GET /ace/status HTTP/1.1\r\nHost: a\r\n\r\n");
            requests.append("GET /nothing").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
            requests.append("POST /ace/status HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");
            requests.append("GET /ace/getstream?id=1 HTTP/1.1\r\nHost: a\r\n\r\n");
            expected.addAll(List.of(200, 404, 405, 400));
        }
        try (RawConnection connection = door.connect().send(requests.toString())) {
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < expected.size(); i++) {
                statuses.add(connection.answer().status());
            }
            assertThat(statuses).isEqualTo(expected);
        }
    }

    @Test
    void aStreamBehindPipelinedRequestsPlaysAndWhatFollowsItIsIgnored() throws Exception {
        String requests = "GET /ace/status HTTP/1.1\r\nHost: a\r\n\r\nGET " + CHANNEL.byId()
                + " HTTP/1.1\r\nHost: a\r\n\r\nGET /ace/status HTTP/1.1\r\nHost: a\r\n\r\n";
        try (RawConnection connection = door.connect().send(requests)) {
            assertThat(connection.answer().status()).isEqualTo(200);
            assertThat(connection.head().header("content-type")).isEqualTo("video/mp2t");
            verify(connection.chunks(ENOUGH));
        }
    }

    @Test
    void aPlayerWhoIsRefusedKeepsHisConnection() throws Exception {
        door.engine().setScript(EngineScript.NO_PEERS);
        try (RawConnection connection = door.connect().get(CHANNEL.byId())) {
            assertThat(connection.answer().status()).isEqualTo(502);
            door.engine().setScript(EngineScript.NORMAL);
            assertThat(connection.get("/ace/status").answer().status()).isEqualTo(200);
            assertThat(connection.get(CHANNEL.byId()).head().status()).isEqualTo(200);
            verify(connection.chunks(ENOUGH));
        }
    }

    @Test
    void anAnswerDoesNotWaitForTheStreamThatIsAskedForBehindIt() throws Exception {
        door.engine().setScript(EngineScript.START_HANGS);
        String requests =
                "GET /ace/status HTTP/1.1\r\nHost: a\r\n\r\nGET " + CHANNEL.byId() + " HTTP/1.1\r\nHost: a\r\n\r\n";
        try (RawConnection connection = door.connect().send(requests)) {
            assertThat(connection.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aRequestsBodyIsReadAndForgotten() throws Exception {
        try (RawConnection connection = door.connect()) {
            connection.get("/ace/status", "Content-Length: 100000").send("x".repeat(100_000));
            assertThat(connection.answer().status()).isEqualTo(200);
            connection.get("/ace/status", "Transfer-Encoding: chunked").send("5\r\nhello\r\n0\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(200);
            connection.get(CHANNEL.byId(), "Content-Length: 5").send("hello");
            assertThat(connection.head().status()).isEqualTo(200);
            verify(connection.chunks(ENOUGH));
        }
    }

    /** Whether the client sends its body now or not: nothing on this connection can be taken for another request. */
    @Test
    void aClientThatWaitsToSendItsBodyGetsItsAnswerAtOnceAndTheEnd() throws Exception {
        try (RawConnection connection = door.connect()
                .request("POST", "/ace/status", "HTTP/1.1", "Content-Length: 40", "Expect: 100-continue")) {
            assertThat(connection.answer().status()).isEqualTo(405);
            assertThat(connection.isEnded()).isTrue();
        }
        try (RawConnection player = door.connect().get(CHANNEL.byId(), "Content-Length: 40", "Expect: 100-continue")) {
            assertThat(player.head().status()).isEqualTo(200);
            verify(player.chunks(ENOUGH));
        }
    }

    @Test
    void oneWhoAsksAndDoesNotReadTheAnswersIsNotAskedForMore() throws Exception {
        byte[] requests =
                "GET /ace/status HTTP/1.1\r\n\r\n".repeat(2_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (RawConnection connection = RawConnection.withSmallBuffer(door.address());
                RawConnection other = door.connect()) {
            Thread asking = new Thread(() -> askOn(connection, requests), "asking");
            asking.start();
            assertThat(other.get("/ace/status").answer().status()).isEqualTo(200);
            for (int i = 0; i < 4_000; i++) {
                assertThat(connection.answer().status()).isEqualTo(200);
            }
            connection.hangUp();
            asking.join();
            assertThat(other.get("/ace/status").answer().status()).isEqualTo(200);
        }
    }

    private static void askOn(RawConnection connection, byte[] requests) {
        try {
            while (true) {
                connection.send(requests);
            }
        } catch (IOException ignored) {
            // Closed by the test, which has seen enough.
        }
    }
}
