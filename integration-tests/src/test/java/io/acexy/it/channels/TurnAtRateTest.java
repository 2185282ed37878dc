package io.acexy.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Swarm;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.testkit.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A channel's content dies on every engine, at the rates and in the pieces of real ones. */
class TurnAtRateTest {

    private static final Content NEXT = Content.number(82);

    /** Longer than what an engine sends a newcomer at once. */
    private static final int MORE_BYTES = 4 << 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"MBIT_8, " + Swarm.PIECE_15_8_KB, "MBIT_25, " + Swarm.PIECE_65_4_KB})
    void playersGoOnWithTheNextContentAndHaveHadEveryByteOfTheFirst(Swarm.Rate rate, int piece) throws Exception {
        Path channels = Files.writeString(
                folder.resolve("channels"),
                "[one]\nname = Channel One\ncontent = " + Swarm.CHANNEL.id() + "\ncontent = " + NEXT.id() + "\n");
        try (Swarm swarm = Swarm.at(rate)
                .inPiecesOf(piece)
                .with("channels.file", channels.toString())
                .with("channels.silence", "4s")
                .start()) {
            Patience.until(() -> probe(swarm), status -> status == 200);
            List<TestPlayer> players =
                    Stream.generate(() -> watch(swarm)).limit(3).toList();
            for (TestPlayer player : players) {
                player.awaitBytes(MORE_BYTES);
            }

            swarm.engines().forEach(engine -> engine.setScript(Swarm.CHANNEL.infohash(), EngineScript.STARVED));

            for (TestPlayer player : players) {
                int jump = awaitJump(player);
                player.awaitBytes(jump + MORE_BYTES);
                assertThat(player.hasEnded()).isFalse();
                swarm.truth().verify(Arrays.copyOf(player.body(), jump));
            }
            assertThat(swarm.engines().stream()
                            .mapToLong(engine -> engine.counters().total().starts())
                            .sum())
                    .as("sessions started")
                    .isLessThanOrEqualTo(8);
        }
    }

    /** Where the next content begins. Looked for when more has come, since at such rates looking is dear. */
    private static int awaitJump(TestPlayer player) {
        AtomicInteger looked = new AtomicInteger();
        return Patience.until(
                () -> looked.getAndSet(player.size()) == player.size() ? -1 : Truth.jump(player.body()),
                jump -> jump > 0);
    }

    private static TestPlayer watch(Swarm swarm) {
        return swarm.players().get(swarm.proxy().address(), "/channel/one.ts");
    }

    /** The channel is there when its file has been read. */
    private static int probe(Swarm swarm) throws InterruptedException {
        return swarm.players()
                .get(swarm.proxy().address(), "/api/v1/channels/one")
                .awaitStatus();
    }
}
