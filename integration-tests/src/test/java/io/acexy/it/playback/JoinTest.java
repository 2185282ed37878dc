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
import java.time.Duration;
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
        // A long reach: what was before anybody watched need not be waited for.
        engine = EngineSimulator.start(
                EngineSettings.fast().withPacing(pacing -> pacing.withBurst(Duration.ofSeconds(12), 50)
                        .withPieces(500, 30_000)));
        proxy = Proxy.before(engine, Map.of());
        players = new Players();
    }

    @AfterEach
    void stop() {
        players.close();
        proxy.close();
        engine.close();
    }

    /** Several at a time, so that joins happen at many moments and the test does not take as long as all of them. */
    @Test
    void joinsAtRandomMomentsDecodeWithoutOneWarning() throws Exception {
        TestPlayer companion = players.get(proxy.address(), CHANNEL.byId());
        Random random = new Random(12);
        ExecutorService viewers = Executors.newFixedThreadPool(6);
        try {
            List<Future<String>> printed = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                int until = companion.size() + random.nextInt(30_000);
                companion.awaitBytes(until);
                printed.add(viewers.submit(() -> Ffmpeg.warningsOf(proxy.url(CHANNEL.byId()), "-t", "4")));
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
        long before = newest(truth, first);

        TestPlayer newcomer = players.get(proxy.address(), CHANNEL.byId());
        newcomer.awaitBytes(100_000);
        first.awaitMore(10_000);
        double second = engine.broadcaster().media(CHANNEL.infohash()).packetsPerSecond();
        long joined = truth.verify(newcomer.body());
        // Join points are told apart as finely as the clock comes (every 0.1 s), and keyframes come every 2 s. However
        // long his request took, he joined between these two moments.
        assertThat((before - joined) / second).isLessThan(5.2);
        assertThat((newest(truth, first) - joined) / second).isGreaterThan(2.8);
    }

    /** The number of the packet after the last that a player has. */
    private static long newest(Truth truth, TestPlayer player) {
        byte[] seen = player.body();
        return truth.verify(seen) + seen.length / PACKET - TABLES;
    }
}
