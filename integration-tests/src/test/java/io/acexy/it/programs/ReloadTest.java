package io.acexy.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.Content;
import io.acexy.it.support.DependsOnJvm;
import io.acexy.it.support.Players;
import io.acexy.it.support.RawConnection;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.EngineSimulator;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told by a signal to read its settings again while people watch. */
@DependsOnJvm
class ReloadTest {

    private static final Content CHANNEL = Content.number(1);
    private static final int SOME = 30_000;

    @TempDir
    private Path folder;

    @Test
    void aSignalRevokesAKeyThatIsGoneChangesWhatCanChangeAndCutsNobodyElse() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start();
                Players players = new Players()) {
            settings("acexy.port=" + engine.port(), "acexy.access.keys=alice=alices-own-key,bob=bobs-own-key");
            try (AcexyProcess acexy = AcexyProcess.start("--config=" + file())) {
                InetSocketAddress address = acexy.awaitAddress();
                TestPlayer alice = players.get(address, "/k/alices-own-key" + CHANNEL.byId());
                TestPlayer bob = players.get(address, "/k/bobs-own-key" + CHANNEL.byId());
                alice.awaitBytes(SOME);
                bob.awaitBytes(SOME);

                settings(
                        "acexy.port=" + engine.port(), "acexy.access.keys=bob=bobs-own-key", "acexy.limit.players=few");
                acexy.signal("HUP");
                assertThat(acexy.await("nothing has changed")).contains("WARN", "acexy.limit.players");
                alice.awaitMore(SOME);

                settings("acexy.port=1", "acexy.access.keys=bob=bobs-own-key", "acexy.limit.players=1");
                acexy.signal("HUP");
                assertThat(acexy.await("settings were read again"))
                        .contains("changed=acexy.access.keys,acexy.limit.players", "at_next_start=acexy.port");
                alice.awaitEnd();
                bob.awaitMore(SOME);
                new Truth(engine.broadcaster(), CHANNEL).verify(bob.body());
                assertThat(status(address, "/k/alices-own-key")).isEqualTo(401);
                assertThat(status(address, "/k/bobs-own-key"))
                        .as("the new limit")
                        .isEqualTo(503);
                acexy.terminate();
                assertThat(acexy.exitCode()).isEqualTo(AcexyProcess.TERMINATED);
                assertThat(acexy.output()).noneMatch(line -> line.contains("ERROR") || line.contains("own-key"));
            }
        }
    }

    private static int status(InetSocketAddress address, String key) throws Exception {
        try (RawConnection connection = RawConnection.to(address)) {
            return connection.get(key + CHANNEL.byId()).answer().status();
        }
    }

    private void settings(String... lines) throws Exception {
        String common =
                "acexy.listen.addr=127.0.0.1\\:0\nacexy.host=127.0.0.1\nacexy.allow.play=\nacexy.zapping=false\n";
        Path next = Files.writeString(folder.resolve("next"), common + String.join("\n", lines) + "\n");
        Files.move(next, file(), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file() {
        return folder.resolve("acexy.properties");
    }
}
