package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Door;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.testkit.Patience;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTest {

    private Door door;

    @BeforeEach
    void open() throws Exception {
        door = Door.open("idle.timeout", "5s");
    }

    @AfterEach
    void close() throws Exception {
        assertThat(door.get("/ace/status").status()).as("nobody else suffers").isEqualTo(200);
        door.close();
    }

    private void assertRefusedAndClosed(String request, int status) throws Exception {
        try (RawConnection connection = door.connect().send(request)) {
            RawAnswer answer = connection.answer();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(answer.body()).isNotBlank();
            assertThat(connection.isEnded()).isTrue();
        }
    }

    @Test
    void aUrlTooLongIsRefused() throws Exception {
        assertRefusedAndClosed("GET /ace/getstream?url=http://" + "x".repeat(10_000) + " HTTP/1.1\r\n\r\n", 414);
    }

    @Test
    void aUrlFarTooLongIsRefusedToo() throws Exception {
        assertRefusedAndClosed("GET /" + "x".repeat(300_000) + " HTTP/1.1\r\n\r\n", 414);
    }

    @Test
    void headersTooLongAreRefused() throws Exception {
        assertRefusedAndClosed("GET /ace/status HTTP/1.1\r\nCookie: " + "x".repeat(20_000) + "\r\n\r\n", 431);
        assertRefusedAndClosed("GET /ace/status HTTP/1.1\r\n" + "A: b\r\n".repeat(5_000) + "\r\n", 431);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\n",
                "garbage\r\n\r\n",
                "GET\r\n\r\n",
                "GET /ace/status HTTP/x\r\n\r\n",
                "GET /ace/status HTTP/1.1\r\nno colon\r\n\r\n",
                "GET /ace/status HTTP/1.1\r\n: no name\r\n\r\n",
                "GET /ace/status HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET /ace/status HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            })
    void whatIsNotHttpIsRefused(String garbage) throws Exception {
        assertRefusedAndClosed(garbage, 400);
    }

    @Test
    void oneWhoSaysNothingIsClosed() throws Exception {
        try (RawConnection connection = door.connect()) {
            assertThat(connection.isEnded()).isTrue();
        }
    }

    @Test
    void oneWhoStaysAfterItsAnswerIsClosed() throws Exception {
        try (RawConnection connection = door.connect().get("/ace/status")) {
            assertThat(connection.answer().status()).isEqualTo(200);
            assertThat(connection.isEnded()).isTrue();
        }
    }

    @Test
    void aRequestThatDripsForEverIsClosed() throws Exception {
        assertThat(dripUntilClosed("GET /ace/status HTTP/1.1\r\n", "A")).isTrue();
    }

    @Test
    void aBodyThatDripsForEverIsClosed() throws Exception {
        try (RawConnection connection = door.connect()) {
            connection.get("/ace/status", "Content-Length: 1000000");
            assertThat(connection.answer().status()).isEqualTo(200);
            assertThat(drip(connection, "A")).isTrue();
        }
    }

    private boolean dripUntilClosed(String start, String drop) throws IOException {
        try (RawConnection connection = door.connect().send(start)) {
            return drip(connection, drop);
        }
    }

    /** One byte after another, as long as the other side takes them. */
    private static boolean drip(RawConnection connection, String drop) throws IOException {
        long limit = System.nanoTime() + Patience.LIMIT.toNanos();
        while (System.nanoTime() < limit) {
            try {
                connection.send(drop);
            } catch (IOException reset) {
                return true;
            }
            if (connection.isEndedWithin(20)) {
                return true;
            }
        }
        return false;
    }
}
