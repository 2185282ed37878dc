package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.it.support.JsonText;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.testkit.Patience;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitTest {

    private static final Content CHANNEL = Content.number(1);
    private static final Content OTHER = Content.number(2);

    private static void assertFull(RawAnswer answer, String reason) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(Integer.parseInt(answer.header("retry-after"))).isPositive();
        assertThat(answer.body()).contains(reason);
    }

    @Test
    void onePlayerTooManyIsRefusedUntilAnotherLeaves() throws Exception {
        try (Door door = Door.open("max.players", "2");
                RawConnection first = door.connect().get(CHANNEL.byId());
                RawConnection second = door.connect().get(OTHER.byId())) {
            assertThat(first.head().status()).isEqualTo(200);
            assertThat(second.head().status()).isEqualTo(200);
            assertFull(door.get(CHANNEL.byId()), "as many players as it may");
            RawAnswer json = door.get(CHANNEL.byId(), "Accept: application/json");
            assertThat(JsonText.object(json.body())).containsEntry("error", "limit_reached");
            assertThat(door.get("/ace/status").status()).isEqualTo(200);
            assertThat(second.chunks(50_000)).isNotEmpty();

            first.hangUp();
            door.awaitStatus(status -> status.get("clients").equals(1L));
            assertThat(door.play(CHANNEL.byId()).status()).isEqualTo(200);
        }
    }

    @Test
    void refusedPlayersTakeNoPlace() throws Exception {
        try (Door door = Door.open("max.players", "1");
                RawConnection player = door.connect().get(CHANNEL.byId())) {
            assertThat(player.head().status()).isEqualTo(200);
            List<RawConnection> refused = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                refused.add(door.connect().get(CHANNEL.byId()));
            }
            for (RawConnection one : refused) {
                assertFull(one.answer(), "as many players as it may");
            }
            player.hangUp();
            door.awaitStatus(status -> status.get("clients").equals(0L));
            // Those who were refused still hold their ends of the connections.
            assertThat(door.play(CHANNEL.byId()).status()).isEqualTo(200);
            for (RawConnection one : refused) {
                one.close();
            }
        }
    }

    @Test
    void oneStreamTooManyIsRefusedUntilAnotherEnds() throws Exception {
        try (Door door = Door.open("max.streams", "1", "linger", "0s");
                RawConnection first = door.connect().get(CHANNEL.byId())) {
            assertThat(first.head().status()).isEqualTo(200);
            assertFull(door.get(OTHER.byId()), "as many streams as it may");
            assertThat(door.play(CHANNEL.byId()).status())
                    .as("what runs takes more")
                    .isEqualTo(200);

            first.hangUp();
            door.awaitStatus(status -> status.get("streams").equals(0L));
            assertThat(door.play(OTHER.byId()).status()).isEqualTo(200);
        }
    }

    @Test
    void oneConnectionTooManyIsRefusedUntilAnotherCloses() throws Exception {
        try (Door door = Door.open("max.connections", "3");
                RawConnection player = door.connect().get(CHANNEL.byId());
                RawConnection second = door.connect().get("/ace/status");
                RawConnection third = door.connect().get("/ace/status")) {
            assertThat(player.head().status()).isEqualTo(200);
            assertThat(second.answer().status()).isEqualTo(200);
            assertThat(third.answer().status()).isEqualTo(200);
            try (RawConnection refused = door.connect()) {
                RawAnswer answer = refused.answer();
                assertFull(answer, "as many connections as it may");
                assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
                assertThat(refused.isEnded()).isTrue();
            }
            assertThat(player.chunks(50_000)).isNotEmpty();
            assertThat(second.get("/ace/status").answer().status()).isEqualTo(200);

            third.hangUp();
            assertServed(door);
        }
    }

    /** The server may still be busy with the connections that were closed. */
    private static void assertServed(Door door) throws Exception {
        int status = Patience.until(() -> door.get("/ace/status").status(), answer -> answer != 503);
        assertThat(status).isEqualTo(200);
    }
}
