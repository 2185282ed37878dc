package io.acexy.it.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.Content;
import io.acexy.it.support.DependsOnJvm;
import io.acexy.it.support.JsonText;
import io.acexy.it.support.Players;
import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.EngineSimulator;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is left of programs when the proxy's process ends. */
@DependsOnJvm
class KilledProxyTest {

    private static final Content CHANNEL = Content.number(1);

    private static AcexyProcess before(EngineSimulator engine) throws Exception {
        return AcexyProcess.start(
                "--listen-addr=127.0.0.1:0", "--host=127.0.0.1", "--port=" + engine.port(), "--profile-copy=cat");
    }

    private static ProcessHandle programOf(InetSocketAddress address, Players players) throws Exception {
        players.get(address, CHANNEL.byId() + "&profile=copy").awaitBytes(50_000);
        TestPlayer page = players.get(address, "/ace/status?profile=copy&id=" + CHANNEL.id());
        page.awaitEnd();
        Map<String, Object> stream = JsonText.object(page.text());
        assertThat(stream).containsEntry("profile", "copy").containsKey("program_started_at");
        return ProcessHandle.of(Long.parseLong(String.valueOf(stream.get("pid"))))
                .orElseThrow();
    }

    @Test
    void aProgramEndsByItselfWhenTheProxyIsKilled() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start();
                AcexyProcess acexy = before(engine);
                Players players = new Players()) {
            ProcessHandle program = programOf(acexy.awaitAddress(), players);
            acexy.kill();
            program.onExit().join();
        }
    }

    @Test
    void anOrderlyStopEndsItFirst() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start();
                AcexyProcess acexy = before(engine);
                Players players = new Players()) {
            ProcessHandle program = programOf(acexy.awaitAddress(), players);
            acexy.terminate();
            assertThat(acexy.exitCode()).isEqualTo(AcexyProcess.TERMINATED);
            assertThat(program.isAlive()).isFalse();
            assertThat(acexy.output()).noneMatch(line -> line.contains("program ended") || line.contains("ERROR"));
            assertThat(List.copyOf(acexy.output())).anyMatch(line -> line.contains("program runs"));
        }
    }
}
