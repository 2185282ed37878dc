package io.acexy.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.Content;
import io.acexy.it.support.DependsOnJvm;
import io.acexy.it.support.Players;
import io.acexy.it.support.RawConnection;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an orderly stop of the process leaves behind. */
@DependsOnJvm
class TerminationTest {

    private static final Content CHANNEL = Content.number(1);
    private static final Content DEAD = Content.number(2);
    private static final Duration PATIENCE = Patience.LIMIT;

    private static AcexyProcess before(EngineSimulator engine) throws Exception {
        return AcexyProcess.start("--listen-addr=127.0.0.1:0", "--host=127.0.0.1", "--port=" + engine.port());
    }

    @Test
    void playersGetACleanEndAndTheEngineIsStoppedOnce() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start();
                AcexyProcess acexy = before(engine);
                Players players = new Players()) {
            InetSocketAddress address = acexy.awaitAddress();
            List<TestPlayer> audience = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                audience.add(players.get(address, i % 2 == 0 ? CHANNEL.byId() : CHANNEL.byInfohash()));
            }
            for (TestPlayer player : audience) {
                player.awaitBytes(50_000);
            }
            acexy.terminate();
            for (TestPlayer player : audience) {
                assertThat(player.awaitEnd()).isEqualTo(TestPlayer.End.CLEAN);
            }
            assertStopped(acexy);
            ContentCounters left = engine.counters().of(CHANNEL.infohash());
            assertThat(left.stopsReceived()).isEqualTo(1);
            assertThat(left.sessionsNow()).isZero();
            engine.awaitCounters(counters -> counters.total().readersNow() == 0, PATIENCE);
            Truth truth = new Truth(engine.broadcaster(), CHANNEL);
            audience.forEach(player -> truth.verify(player.body()));
        }
    }

    private static void assertStopped(AcexyProcess acexy) throws Exception {
        assertThat(acexy.exitCode()).isEqualTo(AcexyProcess.TERMINATED);
        assertThat(acexy.output())
                .as("within the shutdown timeout")
                .noneMatch(line -> line.contains("shutdown.timeout") || line.contains("ERROR"));
        assertThat(acexy.output()).last().asString().endsWith("stopped");
    }

    @Test
    void aPlayerOfHttp10AndOneWhoWaitsGetTheirEndsToo() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start();
                AcexyProcess acexy = before(engine)) {
            engine.setScript(DEAD.infohash(), EngineScript.OFFLINE);
            InetSocketAddress address = acexy.awaitAddress();
            try (RawConnection old = RawConnection.to(address).request("GET", CHANNEL.byId(), "HTTP/1.0");
                    RawConnection waiting = RawConnection.to(address).get(DEAD.byId());
                    RawConnection idle = RawConnection.to(address).get("/ace/status")) {
                assertThat(old.head().status()).isEqualTo(200);
                assertThat(idle.answer().status()).isEqualTo(200);
                engine.awaitCounters(counters -> counters.of(DEAD.infohash()).readersNow() == 1, PATIENCE);
                acexy.terminate();
                var refusal = waiting.answer();
                assertThat(refusal.status()).isEqualTo(503);
                assertThat(refusal.header("retry-after")).isNotNull();
                assertThat(refusal.body()).contains("shutting down");
                assertThat(idle.isEnded()).isTrue();
                assertStopped(acexy);
            }
            assertThat(engine.counters().total().stopped()).isEqualTo(2);
            assertThat(engine.counters().total().sessionsNow()).isZero();
        }
    }
}
