package io.acexy.it.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.RawConnection;
import io.acexy.it.support.Swarm;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.BroadcastClock;
import io.acexy.simulator.engine.Broadcaster;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contents of 8 Mbit/s that are watched at one process and at those that take over from it. No engine has ever two sessions of one. */
class SuccessionTest {

    private static final Content CHANNEL = Content.number(1);
    private static final int SOME = 30_000;

    /** As engines send it. */
    private static final int PIECE = 84 * 188;

    /** Seconds of what is on air: who has been sent what a newcomer is sent has that only if it goes on. */
    private static final int MUCH = 2_000_000;

    @TempDir
    Path folder;

    private final Players players = new Players();
    private final List<AcexyProcess> processes = new ArrayList<>();
    private EngineSimulator engine;
    private AcexyProcess first;
    private InetSocketAddress address;

    @BeforeEach
    void start() throws Exception {
        // A session begins a little before what is on air, as engines' do.
        EngineSettings settings = EngineSettings.fast()
                .withPacing(
                        pacing -> pacing.withBurst(Duration.ofSeconds(12), 50).withPieces(PIECE, PIECE));
        engine = EngineSimulator.builder()
                .settings(settings)
                .broadcaster(new Broadcaster(BroadcastClock.startingNow(), Swarm.Rate.MBIT_8.media()))
                .start();
        first = process(0, "10m");
        address = first.awaitAddress();
    }

    @AfterEach
    void close() throws Exception {
        players.close();
        processes.forEach(AcexyProcess::close);
        engine.close();
    }

    private AcexyProcess process(int port, String drain) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                "--listen-addr=127.0.0.1:" + port,
                "--host=127.0.0.1",
                "--port=" + engine.port(),
                "--linger=0s",
                "--drain-timeout=" + drain,
                // One that follows the newest waits until that one has found an engine, however busy the machine is.
                "--failover-attempt-timeout=10m",
                "--handover=" + folder.resolve("handover")));
        Proxy.UNHURRIED.forEach((name, value) -> args.add("--" + name.replace('.', '-') + "=" + value));
        AcexyProcess process = AcexyProcess.start(args.toArray(String[]::new));
        processes.add(process);
        return process;
    }

    private AcexyProcess next(String drain) throws IOException {
        AcexyProcess process = process(address.getPort(), drain);
        process.await("taken over");
        return process;
    }

    private TestPlayer watch(Content content) throws InterruptedException {
        TestPlayer player = players.get(address, content.byId());
        player.awaitBytes(SOME);
        return player;
    }

    private ContentCounters sessions(Content content) {
        return engine.counters().of(content.infohash());
    }

    /** A busy machine may have much left to send of what a newcomer is sent, so that media comes for a while without any session. */
    private void awaitSessions(int opened) throws InterruptedException {
        engine.awaitCounters(counters -> counters.of(CHANNEL.infohash()).opened() == opened, Patience.LIMIT);
    }

    private void verify(TestPlayer player, Content content) {
        assertThat(player.hasEnded()).isFalse();
        new Truth(engine.broadcaster(), content).verify(player.body());
        assertThat(sessions(content).maxSessions()).isEqualTo(1);
    }

    @Test
    void whatTheOlderOnePlaysIsJoinedThereAndGoesOverWhenNobodyElseWatches() throws Exception {
        TestPlayer older = watch(CHANNEL);
        next("10m");
        TestPlayer newer = watch(CHANNEL);
        TestPlayer byInfohash = players.get(address, CHANNEL.byInfohash());
        byInfohash.awaitBytes(SOME);
        assertThat(sessions(CHANNEL).opened())
                .as("one session for both processes")
                .isEqualTo(1);
        older.close();
        assertThat(first.exitCode())
                .as("it ends when its last own player has gone")
                .isZero();
        awaitSessions(2);
        newer.awaitMore(MUCH);
        byInfohash.awaitMore(MUCH);
        verify(newer, CHANNEL);
        verify(byInfohash, CHANNEL);
        assertThat(sessions(CHANNEL).opened()).isEqualTo(2);
        assertThat(sessions(CHANNEL).orphaned()).isZero();
    }

    @Test
    void itGoesOverAtTheDeadlineToo() throws Exception {
        first.close();
        first = process(0, "1s");
        address = first.awaitAddress();
        TestPlayer older = watch(CHANNEL);
        next("10m");
        TestPlayer newer = watch(CHANNEL);
        older.awaitEnd();
        newer.awaitMore(MUCH);
        verify(newer, CHANNEL);
    }

    @Test
    void whoComesToTheOlderOneOnAnOldConnectionGetsWhatTheNewerOneHas() throws Exception {
        watch(CHANNEL);
        Content another = Content.number(2);
        try (RawConnection old = RawConnection.to(address)) {
            assertThat(old.get("/livez").answer().status()).isEqualTo(200);
            next("10m");
            TestPlayer newer = players.get(address, another.byId());
            assertThat(old.get(another.byId()).head().status()).isEqualTo(200);
            assertThat(old.chunks(SOME)).isNotEmpty();
            newer.awaitBytes(SOME);
            verify(newer, another);
            assertThat(sessions(another).opened()).isEqualTo(1);
        }
    }

    @Test
    void threeInARowHaveOneSessionAsWell() throws Exception {
        TestPlayer oldest = watch(CHANNEL);
        AcexyProcess second = next("10m");
        TestPlayer older = watch(CHANNEL);
        next("10m");
        TestPlayer newest = watch(CHANNEL);
        assertThat(sessions(CHANNEL).opened()).isEqualTo(1);
        oldest.close();
        assertThat(first.exitCode()).isZero();
        older.awaitMore(MUCH);
        newest.awaitMore(MUCH);
        verify(older, CHANNEL);
        verify(newest, CHANNEL);
        older.close();
        assertThat(second.exitCode()).isZero();
        newest.awaitMore(MUCH);
        verify(newest, CHANNEL);
    }
}
