package io.acexy.it.film;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.Content;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.media.Film;
import io.acexy.simulator.media.FilmFile;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A proxy with little memory, and many who pause. */
class PausedFilmsTest {

    private static final int PLAYERS = 100;
    private static final int PIECE = 1 << 18;

    /** 16 MiB for a hundred who pause, beside what the proxy's two loops take for themselves. */
    private static final int MEMORY = 32;

    @Test
    void aHundredWhoPauseFitIntoLittleMemoryAndGoOnWhereTheyWere() throws Exception {
        List<RawConnection> players = new ArrayList<>();
        try (EngineSimulator engine = EngineSimulator.start();
                AcexyProcess proxy = AcexyProcess.startWithDirectMemory(
                        MEMORY,
                        "--listen-addr=127.0.0.1:0",
                        "--host=127.0.0.1",
                        "--port=" + engine.port(),
                        "--buffer-total=10")) {
            InetSocketAddress address = proxy.awaitAddress();
            for (int i = 0; i < PLAYERS; i++) {
                Content film = Content.number(100 + i);
                engine.broadcaster().assign(film.infohash(), Film.of(FilmFile.pattern(House.GIB, i)));
                // Into a small buffer loopback's large segments do not fit: the kernel drops them, and tries again ever
                // later.
                players.add(RawConnection.to(address).get(film.byId()));
            }
            for (int i = 0; i < PLAYERS; i++) {
                assertThat(players.get(i).head().status()).isEqualTo(200);
            }
            for (int i = 0; i < PLAYERS; i++) { // the others pause meanwhile
                House.assertRight(players.get(i), FilmFile.pattern(House.GIB, i).bytes(), 0, PIECE);
            }
            for (int i = 0; i < PLAYERS; i++) {
                House.assertRight(players.get(i), FilmFile.pattern(House.GIB, i).bytes(), PIECE, PIECE);
            }
            proxy.terminate();
            assertThat(proxy.exitCode()).isEqualTo(AcexyProcess.TERMINATED);
            assertThat(proxy.output()).noneMatch(line -> line.contains("ERROR"));
        } finally {
            for (RawConnection player : players) {
                player.close();
            }
        }
    }
}
