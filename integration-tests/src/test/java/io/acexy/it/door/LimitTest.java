package io.acexy.it.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.acexy.it.support.Content;
import io.acexy.it.support.Door;
import io.acexy.it.support.JsonText;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.testkit.Patience;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            assertThat(JsonText.object(json.body())).containsEntry("error", "limit_players");
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

    /** A household behind a trusted proxy: the address is the client's, in every form. */
    @ParameterizedTest
    @ValueSource(strings = {"/ace/getstream?id=", "/ace/manifest.m3u8?id=", "/ace/getstream?format=json&id="})
    void oneAddressTakesNoMoreThanItsOwnInAnyForm(String form) throws Exception {
        try (Door door = Door.open("limit.players.per.address", "1", "trusted.proxies", "127.0.0.1");
                RawConnection first = door.connect().get(CHANNEL.byId(), from("192.168.0.7"))) {
            assertThat(first.head().status()).isEqualTo(200);
            RawAnswer refused = door.get(form + OTHER.id(), from("192.168.0.7"));
            if (form.contains("json")) { // engines say everything with 200
                assertThat(refused.body()).contains("from your address");
            } else {
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.header("retry-after")).isNotNull();
            }
            assertThat(door.play(form + OTHER.id(), from("192.168.0.8")).status())
                    .isEqualTo(200);
            assertThat(door.get("/ace/status").body())
                    .contains("\"players_per_address\":{\"limit\":1,\"used\":1,\"refused\":1}");
            assertThat(door.get("/metrics").body())
                    .contains("acexy_limit_refusals_total{limit=\"players_per_address\"} 1.0");
        }
    }

    @Test
    void aPlayerOfHlsWhoZapsGivesHisSessionUpAtOnce() throws Exception {
        String television = "User-Agent: television";
        try (Door door = Door.open("limit.players.per.address", "1")) {
            RawAnswer first = door.get("/ace/manifest.m3u8?id=" + CHANNEL.id(), television);
            assertThat(first.status()).isEqualTo(200);
            String list =
                    "/ace/" + first.body().lines().reduce((one, last) -> last).orElseThrow();
            assertThat(door.get(list).status()).isEqualTo(200);
            assertThat(door.get("/ace/manifest.m3u8?id=" + OTHER.id(), "User-Agent: phone")
                            .status())
                    .isEqualTo(429);
            assertThat(door.get("/ace/manifest.m3u8?id=" + OTHER.id(), television)
                            .status())
                    .isEqualTo(200);
            Patience.until(() -> door.get(list).status(), status -> status != 200);
        }
    }

    @Test
    void whoHasAHigherClassTakesAPlaceAndWhoGoesIsTold() throws Exception {
        try (Door door = Door.open(
                        "limit.players", "1", "access.keys", "living=living-room-key", "limit.priority", "living:10");
                RawConnection guest = door.connect().get(CHANNEL.byId())) {
            assertThat(guest.head().status()).isEqualTo(200);
            try (RawConnection owner = door.connect().get("/k/living-room-key" + OTHER.byId())) {
                assertThat(owner.head().status()).isEqualTo(200);
                assertThatThrownBy(() -> guest.chunks(Integer.MAX_VALUE)).hasMessageStartingWith("the body ended");
                assertThat(door.get(CHANNEL.byId()).status())
                        .as("his turn is over")
                        .isEqualTo(503);
                assertThat(door.get("/metrics").body())
                        .contains("acexy_player_departures_total{begun=\"true\",reason=\"outranked\"} 1.0");
            }
        }
    }

    @Test
    void whoHasAHigherClassTakesTheStreamOfOneWhoWatchesItAlone() throws Exception {
        try (Door door = Door.open(
                        "limit.streams", "1", "access.keys", "living=living-room-key", "limit.priority", "living:10");
                RawConnection guest = door.connect().get(CHANNEL.byId())) {
            assertThat(guest.head().status()).isEqualTo(200);
            RawAnswer full = door.get(OTHER.byId(), "Accept: application/json");
            assertThat(JsonText.object(full.body())).containsEntry("error", "limit_streams");
            assertThat(door.play("/k/living-room-key" + OTHER.byId()).status()).isEqualTo(200);
        }
    }

    private static String from(String address) {
        return "X-Forwarded-For: " + address;
    }

    /** The server may still be busy with the connections that were closed. */
    private static void assertServed(Door door) throws Exception {
        int status = Patience.until(() -> door.get("/ace/status").status(), answer -> answer != 503);
        assertThat(status).isEqualTo(200);
    }
}
