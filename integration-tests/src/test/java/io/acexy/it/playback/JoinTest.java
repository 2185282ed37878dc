package io.acexy.it.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Ffmpeg;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JoinTest {

    private static final Content CHANNEL = Content.number(2);
    private static final int PACKET = 188;
    private static final int TABLES = 2;

    private EngineSimulator engine;
    private Proxy proxy;
    private Players players;

    @BeforeEach
    void start() throws Exception {
        // Pieces of odd sizes: a join must not depend on how the engine cuts its writes.
        engine = EngineSimulator.start(EngineSettings.fast().withPacing(pacing -> pacing.withPieces(500, 30_000)));
        proxy = Proxy.before(engine, Map.of());
        players = new Players();
    }

    @AfterEach
    void stop() {
        players.close();
        proxy.close();
        engine.close();
    }

    /** Five at a time, so that joins happen at twenty different moments and the test does not take a hundred seconds. */
    @Test
    void twentyJoinsAtRandomMomentsDecodeWithoutOneWarning() throws Exception {
        TestPlayer companion = players.get(proxy.address(), CHANNEL.byId());
        Random random = new Random(20);
        ExecutorService viewers = Executors.newFixedThreadPool(5);
        try {
            List<Future<String>> printed = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int until = companion.size() + random.nextInt(30_000);
                companion.awaitBytes(until);
                printed.add(viewers.submit(() -> Ffmpeg.warningsOf(proxy.url(CHANNEL.byId()), "-t", "5")));
            }
            for (Future<String> one : printed) {
                assertThat(one.get()).isEmpty();
            }
        } finally {
            viewers.shutdownNow();
        }
        assertThat(engine.counters().of(CHANNEL.infohash()).starts()).isEqualTo(1);
    }

    @Test
    void theFirstFrameThatIsSentIsAKeyframeThatDecodesAlone() throws Exception {
        TestPlayer first = players.get(proxy.address(), CHANNEL.byId());
        first.awaitBytes(300_000);
        TestPlayer second = players.get(proxy.address(), CHANNEL.byInfohash());
        second.awaitBytes(200_000);
        for (TestPlayer player : List.of(first, second)) {
            new Truth(engine.broadcaster(), CHANNEL).verify(player.body());
            String frames = Ffmpeg.run(
                    out -> out.write(player.body()),
                    List.of(
                            "ffprobe",
                            "-v",
                            "error",
                            "-select_streams",
                            "v",
                            "-read_intervals",
                            "%+#1",
                            "-show_entries",
                            "frame=key_frame,pict_type",
                            "-of",
                            "csv=p=0",
                            "pipe:0"));
            assertThat(frames.lines().findFirst())
                    .hasValueSatisfying(line -> assertThat(line).startsWith("1,I"));
        }
    }

    @Test
    void aNewcomerStartsThreeSecondsBehindTheNewestMedia() throws Exception {
        Truth truth = new Truth(engine.broadcaster(), CHANNEL);
        TestPlayer first = players.get(proxy.address(), CHANNEL.byId());
        first.awaitBytes(400_000);
        byte[] seen = first.body();
        long newest = truth.verify(seen) + seen.length / PACKET - TABLES;

        TestPlayer newcomer = players.get(proxy.address(), CHANNEL.byId());
        newcomer.awaitBytes(100_000);
        double second = engine.broadcaster().media(CHANNEL.infohash()).packetsPerSecond();
        long behind = newest - truth.verify(newcomer.body());
        // Join points are told apart as finely as the clock comes (every 0.1 s), and keyframes come every 2 s.
        assertThat(behind / second).isBetween(2.8, 5.2);
    }
}
