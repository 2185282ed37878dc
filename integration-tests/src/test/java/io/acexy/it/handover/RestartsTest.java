package io.acexy.it.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.Callers;
import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.EngineSimulator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process after the other takes over, while people watch and come. */
class RestartsTest {

    /** More, with {@code -Dacexy.test.restarts=20 -Dacexy.test.watching=200}. */
    private static final int RESTARTS = Integer.getInteger("acexy.test.restarts", 3);

    private static final int WATCHING = Integer.getInteger("acexy.test.watching", 50);
    private static final int LOOKED_AT = 3;
    private static final int A_SECOND = 200;
    private static final int SOME = 30_000;

    @TempDir
    Path folder;

    private final Players players = new Players();
    private final List<AcexyProcess> processes = new ArrayList<>();
    private EngineSimulator engine;

    @BeforeEach
    void start() throws Exception {
        engine = EngineSimulator.start();
    }

    @AfterEach
    void close() throws Exception {
        players.close();
        processes.forEach(AcexyProcess::close);
        engine.close();
    }

    private AcexyProcess next(int port) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                "--listen-addr=127.0.0.1:" + port,
                "--host=127.0.0.1",
                "--port=" + engine.port(),
                "--drain-timeout=10m",
                "--handover=" + folder.resolve("handover")));
        Proxy.UNHURRIED.forEach((name, value) -> args.add("--" + name.replace('.', '-') + "=" + value));
        AcexyProcess process = AcexyProcess.start(args.toArray(String[]::new));
        processes.add(process);
        return process;
    }

    @Test
    void nobodyIsRefusedOrCutAndThePlayersOfEachProcessStayWithIt() throws Exception {
        AcexyProcess first = next(0);
        InetSocketAddress address = first.awaitAddress();
        List<TestPlayer> watching = new ArrayList<>();
        for (int i = 0; i < WATCHING; i++) {
            watching.add(players.get(address, Content.number(1).byId()));
        }
        for (TestPlayer one : watching) {
            one.awaitBytes(SOME);
        }
        List<TestPlayer> newcomers = new ArrayList<>();
        try (Callers callers = Callers.of(address, A_SECOND)) {
            for (int i = 0; i < RESTARTS; i++) {
                next(address.getPort()).await("taken over");
                TestPlayer newcomer = players.get(address, Content.number(2 + i).byId());
                newcomer.awaitBytes(SOME);
                newcomers.add(newcomer);
            }
            callers.assertAllAnswered();
        }
        assertGoOn(watching);
        for (int i = 0; i < RESTARTS; i++) {
            TestPlayer newcomer = newcomers.get(i);
            newcomer.awaitMore(SOME);
            new Truth(engine.broadcaster(), Content.number(2 + i)).verify(newcomer.body());
        }
        TestPlayer newest = players.get(address, Content.number(1).byId());
        newest.awaitBytes(SOME);
        watching.forEach(TestPlayer::close);
        assertThat(first.exitCode()).as("it ends when its last player has gone").isZero();
        newest.awaitMore(SOME);
        assertOneSessionAtATime();
    }

    private void assertGoOn(List<TestPlayer> watching) throws Exception {
        List<Integer> sizes = watching.stream().map(TestPlayer::size).toList();
        for (int i = 0; i < WATCHING; i++) {
            watching.get(i).awaitBytes(sizes.get(i) + SOME);
        }
        // All get the same chunks; to look at each byte of everybody would take longer than all the rest.
        for (TestPlayer one : watching.subList(0, LOOKED_AT)) {
            new Truth(engine.broadcaster(), Content.number(1)).verify(one.body());
        }
    }

    private void assertOneSessionAtATime() {
        for (int i = 0; i <= RESTARTS; i++) {
            assertThat(engine.counters().of(Content.number(1 + i).infohash()).maxSessions())
                    .as("never two sessions of one content")
                    .isEqualTo(1);
        }
    }

    @Test
    void aNewProcessThatCannotServeChangesNothing() throws Exception {
        AcexyProcess first = next(0);
        InetSocketAddress address = first.awaitAddress();
        try (Callers callers = Callers.of(address, A_SECOND)) {
            AcexyProcess wrong = AcexyProcess.start(
                    "--listen-addr=127.0.0.1:" + address.getPort(),
                    "--listen-proxy-addr=127.0.0.1:" + engine.port(),
                    "--handover=" + folder.resolve("handover"));
            processes.add(wrong);
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(first.await("nothing is handed over")).contains("has hung up");
            callers.assertAllAnswered();
        }
        TestPlayer viewer = players.get(address, Content.number(1).byId());
        viewer.awaitBytes(SOME);
    }
}
