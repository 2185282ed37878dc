package io.acexy.it.film;

import static io.acexy.it.film.House.FILM;
import static io.acexy.it.film.House.GIB;
import static io.acexy.it.film.House.LARGE;
import static io.acexy.it.film.House.SMALL;
import static io.acexy.it.film.House.assertPart;
import static io.acexy.it.film.House.assertRight;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.engine.FilmScript;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FilmFailoverTest {

    private static final int MIB = 1 << 20;
    private static final Map<String, String> FAST =
            Map.of("failover.attempt.timeout", "500ms", "max.streams.per.engine", "4");

    private House house;

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    @Test
    void anEngineThatDiesIsLeftAtTheNextByte() throws Exception {
        house = new House(2, FAST, LARGE);
        RawConnection player = house.get("player", "1000-");
        assertPart(player, 1000, GIB - 1, GIB);
        assertRight(player, LARGE.bytes(), 1000, MIB);
        EngineSimulator dying = house.serving();
        dying.kill();
        assertRight(player, LARGE.bytes(), 1000 + MIB, 64 * MIB);
        assertThat(house.serving()).isNotSameAs(dying);
    }

    /** Each time half of what is left comes, so that this is many breaks in one film. */
    @ParameterizedTest
    @EnumSource(names = {"CUT_IN_RANGE", "ENDS_EARLY", "STALLS_IN_RANGE"})
    void breaksAreNotToBeSeen(FilmScript script) throws Exception {
        house = new House(2, FAST, SMALL);
        RawConnection player = house.get("player", "0-0");
        assertPart(player, 0, 0, 1_000_000);
        player.bytes(1);
        house.engine(0).setScript(FILM.infohash(), script);
        house.engine(1).setScript(FILM.infohash(), FilmScript.NORMAL);
        player.get(FILM.byId(), "User-Agent: player", "Range: bytes=100-");
        assertPart(player, 100, 999_999, 1_000_000);
        assertRight(player, SMALL.bytes(), 100, 999_900);
    }

    @Test
    void anotherFileIsNotPutBehindThis() throws Exception {
        house = new House(2, FAST, LARGE);
        RawConnection player = house.get("player", "0-");
        assertPart(player, 0, GIB - 1, GIB);
        assertRight(player, LARGE.bytes(), 0, MIB);
        EngineSimulator dying = house.serving();
        EngineSimulator other = house.engine(0) == dying ? house.engine(1) : house.engine(0);
        other.setScript(FILM.infohash(), FilmScript.OTHER_FILE);
        dying.kill();
        long right = readUntilEnd(player, MIB);
        assertThat(right).isLessThan(GIB / 2);
    }

    /** How many bytes came until the connection was closed, all of them right. */
    private static long readUntilEnd(RawConnection player, long from) throws Exception {
        long position = from;
        try {
            while (true) {
                assertRight(player, LARGE.bytes(), position, 1000);
                position += 1000;
            }
        } catch (java.io.IOException ended) {
            return position;
        }
    }
}
