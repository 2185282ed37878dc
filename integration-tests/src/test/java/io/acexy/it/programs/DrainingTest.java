package io.acexy.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.Content;
import io.acexy.it.support.DependsOnJvm;
import io.acexy.it.support.Players;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that is told to end while somebody watches. */
@DependsOnJvm
class DrainingTest {

    private static final Content CHANNEL = Content.number(1);
    private static final Content OTHER = Content.number(2);
    private static final int SOME = 30_000;

    private final Players players = new Players();
    private EngineSimulator engine;
    private AcexyProcess acexy;
    private InetSocketAddress address;
    private TestPlayer viewer;

    @BeforeEach
    void watch() throws Exception {
        engine = EngineSimulator.start();
        acexy = AcexyProcess.start(
                "--listen-addr=127.0.0.1:0", "--host=127.0.0.1", "--port=" + engine.port(), "--drain-timeout=10m");
        address = acexy.awaitAddress();
        viewer = players.get(address, CHANNEL.byId());
        viewer.awaitBytes(SOME);
    }

    @AfterEach
    void close() throws Exception {
        players.close();
        acexy.close();
        engine.close();
    }

    private RawAnswer ask(String method, String target) throws IOException {
        try (RawConnection connection = RawConnection.to(address)) {
            return connection.request(method, target, "HTTP/1.1").answer();
        }
    }

    @Test
    void whoWatchesDoesSoToTheEndAndNobodyBegins() throws Exception {
        acexy.terminate();
        acexy.await("draining");
        assertThat(ask("GET", "/readyz").status()).isEqualTo(503);
        RawAnswer refusal = ask("GET", OTHER.byId());
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.header("retry-after")).isNotNull();
        try (TestPlayer beside = players.get(address, CHANNEL.byInfohash())) {
            beside.awaitBytes(SOME);
        }
        viewer.awaitMore(SOME);
        new Truth(engine.broadcaster(), CHANNEL).verify(viewer.body());
        viewer.close();
        assertThat(acexy.exitCode()).isEqualTo(AcexyProcess.TERMINATED);
        ContentCounters left = engine.counters().of(CHANNEL.infohash());
        assertThat(left.sessionsNow()).isZero();
        assertThat(engine.counters().of(OTHER.infohash()).starts()).isZero();
    }

    @Test
    void aSecondSignalGivesTheViewerACleanEndAtOnce() throws Exception {
        acexy.terminate();
        acexy.await("draining");
        acexy.terminate();
        assertThat(viewer.awaitEnd()).isEqualTo(TestPlayer.End.CLEAN);
        assertThat(acexy.exitCode()).isEqualTo(AcexyProcess.TERMINATED);
        engine.awaitCounters(counters -> counters.total().sessionsNow() == 0, Patience.LIMIT);
    }

    @Test
    void anOperatorEndsItWithoutASignal() throws Exception {
        assertThat(ask("POST", "/api/v1/drain").status()).isEqualTo(202);
        acexy.await("draining");
        viewer.awaitMore(SOME);
        viewer.close();
        assertThat(acexy.exitCode()).isZero();
    }
}
