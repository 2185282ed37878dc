package io.acexy.it.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Swarm;
import io.acexy.it.support.TestPlayer;
import io.acexy.testkit.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that do anything but what they should, and one that copies: whose output is the broadcast, byte by byte. */
class UnkindProgramsTest {

    private static final String COPY = Swarm.CHANNEL.byId() + "&profile=copy";
    private static final String ODD = Swarm.CHANNEL.byId() + "&profile=odd";
    private static final int ENOUGH = 300_000;

    private Swarm swarm;
    private Programs programs;

    private void start(Swarm.Builder builder) throws Exception {
        swarm = builder.with("profile.copy", "cat").start();
        programs = new Programs(swarm.proxy(), swarm.players());
    }

    private void startWith(String odd, String... settings) throws Exception {
        Swarm.Builder builder = Swarm.at(Swarm.Rate.MBIT_8)
                .behindLive(2_000)
                .with("linger", "300ms")
                .with("profile.odd", odd);
        for (int i = 0; i < settings.length; i += 2) {
            builder.with(settings[i], settings[i + 1]);
        }
        start(builder);
    }

    @AfterEach
    void stop() {
        swarm.close();
    }

    private TestPlayer answered(String target) throws InterruptedException {
        TestPlayer player = swarm.players().get(swarm.proxy().address(), target);
        player.awaitEnd();
        return player;
    }

    private int starts() {
        return Math.toIntExact(Swarm.of(swarm.engine(0)).starts());
    }

    @Test
    void aMoveToAnotherEngineIsNotNoticedBehindAProgram() throws Exception {
        start(Swarm.at(Swarm.Rate.MBIT_8));
        Swarm.Viewer viewer = swarm.watch(COPY);
        viewer.player().awaitBytes(swarm.bytesOf(Duration.ofMillis(3_500)));
        long pid = programs.pid();
        swarm.leave(swarm.serving());
        viewer.player().awaitMore(swarm.bytesOf(Duration.ofSeconds(2)));
        viewer.witness().assertEveryByteOnce();
        assertThat(programs.pid()).as("the same process").isEqualTo(pid);
    }

    @Test
    void oneThatEndsAtOnceEndsItsPlayersWithTheReasonAndIsStartedAFewTimesOnly(@TempDir Path dir) throws Exception {
        Path starts = dir.resolve("starts");
        startWith("sh -c 'echo x >> " + starts + "; echo no such thing >&2; exit 3'");
        TestPlayer first = answered(ODD);
        assertThat(first.awaitStatus()).isEqualTo(502);
        assertThat(first.text()).contains("the program of the profile 'odd' has ended with the exit code 3");
        assertThat(first.text()).as("its words are for the log").doesNotContain("no such thing");
        for (int i = 1; i < 6; i++) {
            answered(ODD);
        }
        TestPlayer last = answered(ODD);
        assertThat(last.awaitStatus()).isEqualTo(502);
        assertThat(last.text()).contains("has been started 6 times within a minute");
        assertThat(last.headers().getInt("retry-after")).isBetween(1, 60);
        for (int i = 0; i < 10; i++) {
            assertThat(answered(ODD).awaitStatus()).isEqualTo(502);
        }
        assertThat(Files.readAllLines(starts)).hasSize(6);
    }

    @Test
    void oneThatIsStartedTooOftenEndsThePlayersWhoWatchToo(@TempDir Path dir) throws Exception {
        Path starts = dir.resolve("starts");
        startWith("sh -c 'echo x >> " + starts + "; test $(wc -l < " + starts + ") -eq 5 || exit 3; head -c 1000000'");
        for (int i = 1; i < 5; i++) {
            answered(ODD);
        }
        TestPlayer player = swarm.players().get(swarm.proxy().address(), ODD);
        player.awaitBytes(ENOUGH);
        assertThat(player.awaitEnd()).isEqualTo(TestPlayer.End.CLEAN);
        assertThat(Files.readAllLines(starts)).hasSize(6);
        assertThat(answered(ODD).text()).contains("has been started 6 times within a minute");
    }

    @Test
    void oneThatIsNotInstalledIs501AndNoEngineIsStartedForIt() throws Exception {
        startWith("no-such-program -x");
        TestPlayer player = answered(ODD);
        assertThat(player.awaitStatus()).isEqualTo(501);
        assertThat(player.text()).contains("needs a program that cannot be run here: no-such-program");
        assertThat(starts()).isZero();
        assertThat(answered("/ace/manifest.m3u8?profile=odd&id=" + Swarm.CHANNEL.id())
                        .awaitStatus())
                .isEqualTo(501);
    }

    @ParameterizedTest
    @CsvSource({"sleep 1000", "sh -c 'cat > /dev/null'"})
    void oneThatMakesNothingOfItsInputIsEnded(String command) throws Exception {
        startWith(command, "profile.timeout", "500ms");
        TestPlayer player = answered(ODD);
        assertThat(player.awaitStatus()).isEqualTo(502);
        assertThat(player.text()).contains("has made nothing of what it was given for 500 ms");
        Patience.until(programs::streams, List::isEmpty);
    }

    @Test
    void oneThatWritesWhatIsNoTransportStreamIsGivenUp() throws Exception {
        startWith("cat /dev/zero");
        TestPlayer player = answered(ODD);
        assertThat(player.awaitStatus()).isEqualTo(502);
        assertThat(player.text()).contains("not MPEG-TS");
    }

    @Test
    void oneThatIsTooSlowIsSkippedLikeAPlayerAndNobodyElseNotices() throws Exception {
        startWith(
                "sh -c 'while dd bs=18800 count=1 iflag=fullblock 2>/dev/null; do sleep 0.1; done'",
                "buffer.size",
                "1MiB",
                "buffer.time",
                "1s",
                "burst",
                "1s");
        Swarm.Viewer viewer = swarm.playing();
        TestPlayer slow = swarm.players().get(swarm.proxy().address(), ODD);
        slow.awaitBytes(50_000);
        Patience.until(
                () -> swarm.players().get(swarm.proxy().address(), "/ace/status?id=" + Swarm.CHANNEL.id()), page -> {
                    awaitEnd(page);
                    return !page.text().contains("\"skips\":0");
                });
        slow.awaitMore(50_000);
        viewer.player().awaitMore(ENOUGH);
        viewer.witness().assertEveryByteOnce();
    }

    private static void awaitEnd(TestPlayer page) {
        try {
            page.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoAsksForAProfileThatThereIsNotIsToldWhichThereAre() throws Exception {
        startWith("cat");
        TestPlayer unknown = answered(Swarm.CHANNEL.byId() + "&profile=mp9");
        assertThat(unknown.awaitStatus()).isEqualTo(404);
        assertThat(unknown.text()).contains("there is no profile 'mp9'; there are: copy, odd");
        TestPlayer strange = answered(Swarm.CHANNEL.byId() + "&profile=a%3Brm%20-rf");
        assertThat(strange.awaitStatus()).isEqualTo(400);
        assertThat(answered("/ace/manifest.m3u8?profile=mp9&id=" + Swarm.CHANNEL.id())
                        .awaitStatus())
                .isEqualTo(404);
        assertThat(starts()).isZero();
    }

    @Test
    void oneMoreProgramThanMayRunIsRefusedUntilAPlaceIsFreed() throws Exception {
        startWith("cat", "profile.max", "1", "linger", "10m");
        try (Players others = new Players()) {
            TestPlayer first = others.get(swarm.proxy().address(), COPY);
            first.awaitBytes(ENOUGH);
            Content other = Content.number(9);
            TestPlayer refused = answered(other.byId() + "&profile=copy");
            assertThat(refused.awaitStatus()).isEqualTo(503);
            assertThat(refused.text()).contains("runs as many programs as it may");
            assertThat(refused.headers().getInt("retry-after")).isPositive();
            first.close();
            programs.await(one -> "0".equals(String.valueOf(one.get("clients"))));
            TestPlayer second = swarm.players().get(swarm.proxy().address(), other.byId() + "&profile=copy");
            second.awaitBytes(ENOUGH);
            Map<?, ?> left = programs.await(one -> one.containsKey("pid"));
            assertThat(left.get("stream_id")).isEqualTo(Map.of("id", other.id()));
        }
    }
}
