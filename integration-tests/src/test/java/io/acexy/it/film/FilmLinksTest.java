package io.acexy.it.film;

import static io.acexy.it.film.House.FILM;
import static io.acexy.it.film.House.SMALL;
import static io.acexy.it.film.House.assertPart;
import static io.acexy.it.film.House.assertRight;
import static io.acexy.it.film.House.await;
import static io.acexy.it.film.House.counted;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.JsonText;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients of engines are given for a film, and what profiles have to do with it. */
class FilmLinksTest {

    private House house;

    @BeforeEach
    void open() throws Exception {
        house = new House(1, Map.of("profile.copy", "cat", "session.timeout", "2s"), SMALL);
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    private RawAnswer ask(String target) throws IOException {
        return house.connect().get(target).answer();
    }

    private Map<?, ?> links(String target) throws IOException {
        String body = ask(target).body();
        Map<?, ?> links = (Map<?, ?>) JsonText.object(body).get("response");
        assertThat(links).as(body).isNotNull();
        return links;
    }

    private static String path(Map<?, ?> links, String name) {
        return URI.create((String) links.get(name)).getPath();
    }

    @Test
    void aFilmHasLinksThatPlayAndSearch() throws Exception {
        Map<?, ?> links = links(FILM.byInfohash() + "&format=json");
        assertThat(String.valueOf(links.get("is_live"))).isEqualTo("0");
        assertThat(links.get("infohash")).isEqualTo(FILM.infohash());
        RawConnection player = house.connect().get(path(links, "playback_url"), "Range: bytes=0-");
        assertPart(player, 0, 999_999, 1_000_000);
        assertRight(player, SMALL.bytes(), 0, 1_000_000);
        player.get(path(links, "playback_url"), "Range: bytes=900000-900009");
        assertPart(player, 900_000, 900_009, 1_000_000);
        assertRight(player, SMALL.bytes(), 900_000, 10);
        RawAnswer head = house.connect()
                .request("HEAD", path(links, "playback_url"), "HTTP/1.1")
                .head();
        assertThat(head.header("content-length")).isEqualTo("1000000");
        assertThat(counted(house.engine(0)).maxReadersPerSession()).isEqualTo(1);
        assertThat(ask(path(links, "stat_url")).body()).contains("\"status\":\"dl\"", "\"is_live\":0");
    }

    @Test
    void linksToAFilmThatIsKnownStartNothingUntilSomebodyComes() throws Exception {
        links(FILM.byId() + "&format=json");
        int opened = Math.toIntExact(
                await(house.engine(0), counters -> counters.sessionsNow() == 0).opened());
        Map<?, ?> again = links(FILM.byId() + "&format=json");
        assertThat(again.get("infohash")).as("nobody has said").isEqualTo("");
        assertThat(counted(house.engine(0)).opened()).isEqualTo(opened);
    }

    @Test
    void aStopEndsTheSessionAndWhatIsBeingSent() throws Exception {
        Map<?, ?> links = links(FILM.byInfohash() + "&format=json");
        RawConnection player = house.connect().get(path(links, "playback_url"));
        assertThat(player.head().status()).isEqualTo(200);
        player.bytes(1);
        assertThat(ask(path(links, "command_url") + "?method=stop").body()).contains("\"ok\"");
        player.hangUp();
        assertThat(ask(path(links, "playback_url")).status()).isEqualTo(500);
    }

    @Test
    void asHlsThereAreNoLinks() throws Exception {
        assertThat(ask("/ace/manifest.m3u8?infohash=" + FILM.infohash() + "&format=json")
                        .body())
                .contains("\"response\":null", "this is a film");
    }

    @Test
    void throughAProfileThereAreNoFilmsWhetherThatIsKnownOrNot() throws Exception {
        for (int i = 0; i < 2; i++) {
            RawAnswer refused = ask(FILM.byId() + "&profile=copy");
            assertThat(refused.status()).isEqualTo(501);
            assertThat(refused.body()).contains("this is a film, and profiles are for what is live");
        }
        RawConnection player = house.connect().get(FILM.byId());
        assertThat(player.head().status()).isEqualTo(200);
        assertRight(player, SMALL.bytes(), 0, 1_000_000);
    }
}
