package io.acexy.it.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.DependsOnJvm;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.BroadcastClock;
import io.acexy.simulator.engine.Broadcaster;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.simulator.media.EndlessMedia;
import io.acexy.testkit.Ffmpeg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DependsOnJvm
class SlowPlayerTest {

    private static final Content CHANNEL = Content.number(3);
    private static final int PACKET = EndlessMedia.PACKET_SIZE;
    private static final int SLOW = 50_000;

    private EngineSimulator engine;
    private Proxy proxy;
    private Players players;

    /** Eight times as fast as the slow player reads, and a ring that holds more of it than a busy machine keeps the others from. */
    @BeforeEach
    void start() throws Exception {
        EndlessMedia media = EndlessMedia.testPattern().paddedTo(3_200_000);
        engine = EngineSimulator.builder()
                .broadcaster(new Broadcaster(BroadcastClock.startingNow(), media))
                .start();
        proxy = Proxy.before(
                engine,
                Map.of(
                        "buffer.time",
                        "20s",
                        "buffer.size",
                        "4MiB",
                        "player.backlog",
                        "64KiB",
                        "socket.send.buffer",
                        "16KiB"));
        players = new Players();
    }

    @AfterEach
    void stop() {
        players.close();
        proxy.close();
        engine.close();
    }

    @Test
    void aSlowPlayerAmongOthersSkipsToKeyframesAndNobodyElseLosesAByte() throws Exception {
        List<TestPlayer> audience = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            audience.add(players.get(proxy.address(), CHANNEL.byId()));
        }
        TestPlayer slow = players.slow(proxy.address(), CHANNEL.byId(), SLOW);
        slow.awaitBytes(24 * SLOW);
        Truth truth = new Truth(engine.broadcaster(), CHANNEL);
        for (TestPlayer player : audience) {
            player.awaitBytes(2_000_000);
            truth.verify(player.body());
        }
        List<byte[]> runs = stretches(truth, slow.body());
        assertThat(runs).as("he was overtaken at least once").hasSizeGreaterThan(1);
        for (byte[] run : runs.subList(0, runs.size() - 1)) {
            assertThat(warningsOf(truth.withoutLastPicture(run))).isEmpty();
        }
        assertThat(engine.counters().of(CHANNEL.infohash()).starts()).isEqualTo(1);
    }

    private static String warningsOf(byte[] pictures) throws Exception {
        return Ffmpeg.warningsOf(out -> out.write(pictures), "-an");
    }

    /** Each run is one stretch of the broadcast without a hole; between two of them he has skipped. */
    private static List<byte[]> stretches(Truth truth, byte[] body) {
        List<byte[]> runs = new ArrayList<>();
        int start = 0;
        while (start < body.length / PACKET * PACKET) {
            int length = truth.runLength(Arrays.copyOfRange(body, start, body.length));
            assertThat(length).as("a run begins with tables and a keyframe").isPositive();
            runs.add(Arrays.copyOfRange(body, start, start + length));
            start += length;
        }
        return runs;
    }
}
