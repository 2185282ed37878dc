package io.acexy.it.film;

import static io.acexy.it.film.House.FILM;
import static io.acexy.it.film.House.assertPart;
import static io.acexy.it.film.House.assertRight;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.RawConnection;
import io.acexy.simulator.media.FilmFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A film from its first byte to its last, each held against the file, in the ways in which players ask for it. Of 48 MiB; of a
 * gibibyte with {@code -Dfilm.mib=1024}, which is for whoever has a minute.
 */
class WholeFilmTest {

    private static final int MIB = 1 << 20;
    private static final long LENGTH = Integer.getInteger("film.mib", 48) * (long) MIB;

    /** So much of it is asked for in each of the three ways; there is a rest. */
    private static final long THIRD = LENGTH / MIB / 3 * MIB;

    private final FilmFile film = FilmFile.pattern(LENGTH, 3);
    private final List<RawConnection> connections = new ArrayList<>();
    private House house;

    @BeforeEach
    void open() throws Exception {
        house = new House(1, Map.of(), film);
    }

    @AfterEach
    void close() throws IOException {
        hangUp();
        house.close();
    }

    private void hangUp() throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
    }

    private RawConnection connect() throws IOException {
        RawConnection connection = RawConnection.to(house.proxy().address());
        connections.add(connection);
        return connection;
    }

    /** Asks on a connection for what is from there on, and reads some of it. */
    private RawConnection read(RawConnection connection, String program, long from, long end) throws IOException {
        connection.get(FILM.byId(), "User-Agent: " + program, "Range: bytes=" + from + "-");
        assertPart(connection, from, LENGTH - 1, LENGTH);
        assertRun(connection, from, end);
        return connection;
    }

    private void assertRun(RawConnection connection, long from, long end) throws IOException {
        for (long at = from; at < end; at += MIB) {
            assertRight(connection, film.bytes(), at, MIB);
        }
    }

    @Test
    void eachByteIsRightHoweverItIsAskedFor() throws Exception {
        // VLC: the beginning, the index at the end, and on from where it was, in one endless answer.
        String vlc = "VLC/3.0.18 LibVLC/3.0.18";
        read(connect(), vlc, 0, 4L * MIB);
        read(connect(), vlc, LENGTH - MIB, LENGTH);
        read(connect(), vlc, 4L * MIB, THIRD);
        hangUp(); // there is one engine, and the next is another viewer
        House.awaitIdle(house.engine(0));
        // Kodi: a new connection for each part, the old one dropped in the middle of its answer.
        for (long from = THIRD; from < 2 * THIRD; from += 4L * MIB) {
            RawConnection part = read(connect(), "Kodi/20.5", from, Math.min(2 * THIRD, from + 4L * MIB));
            part.close();
        }
        House.awaitIdle(house.engine(0));
        // mpv: ranges with an end, one after the other on one connection.
        RawConnection kept = connect();
        for (long from = 2 * THIRD; from < LENGTH; from += 8L * MIB) {
            long end = Math.min(LENGTH, from + 8L * MIB);
            kept.get(FILM.byId(), "User-Agent: Lavf/59.27.100", "Range: bytes=" + from + "-" + (end - 1));
            assertPart(kept, from, end - 1, LENGTH);
            assertRun(kept, from, end);
        }
        assertThat(House.counted(house.engine(0)).maxReadersPerSession()).isEqualTo(1);
    }
}
