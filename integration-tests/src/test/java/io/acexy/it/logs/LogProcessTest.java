package io.acexy.it.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.Content;
import io.acexy.it.support.JsonText;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.EngineSimulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the program writes, in each form. */
class LogProcessTest {

    private static final String SECRET = "s3cr3t";
    private static final Content CHANNEL = Content.number(3);

    /** Some times what a pipe and its reader hold. */
    private static final int LINES = 2_000;

    /** Everything that it has written, to its end, of a player and of somebody who is refused, both with secrets. */
    private static List<String> lines(EngineSimulator engine, String... args) throws Exception {
        String[] all = java.util.Arrays.copyOf(args, args.length + 3);
        all[args.length] = "--listen-addr=127.0.0.1:0";
        all[args.length + 1] = "--host=127.0.0.1";
        all[args.length + 2] = "--port=" + engine.port();
        try (AcexyProcess acexy = AcexyProcess.start(all)) {
            String listening = acexy.await("listening");
            InetSocketAddress address = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(),
                    Integer.parseInt(listening.replaceAll(".*127\\.0\\.0\\.1:(\\d+).*", "$1")));
            try (RawConnection player = RawConnection.to(address)) {
                player.get(
                        CHANNEL.byId() + "&key=" + SECRET,
                        "Authorization: Bearer " + SECRET,
                        "Cookie: session=" + SECRET);
                player.head();
                player.chunks(10_000);
            }
            try (RawConnection other = RawConnection.to(address)) {
                other.get("/ace/getstream?id=x&token=" + SECRET, "X-Api-Key: " + SECRET)
                        .answer();
            }
            acexy.await("request refused");
            acexy.terminate();
            acexy.exitCode();
            return List.copyOf(acexy.output());
        }
    }

    @Test
    void everyLineOfJsonIsAnObjectAndThoseOfAPlayerAreFoundByHisId() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            List<String> lines = lines(engine, "--log-format=json", "--log-level=debug");
            assertThat(lines).noneMatch(line -> line.contains(SECRET));
            Map<String, Object> joined = null;
            for (String line : lines) {
                Map<String, Object> object = JsonText.object(line);
                assertThat(object).containsKeys("timestamp", "level", "logger", "thread", "message");
                joined = "player has a picture".equals(object.get("message")) ? object : joined;
            }
            assertThat(joined)
                    .containsEntry("stream", "id=" + CHANNEL.id())
                    .containsKey("request")
                    .hasEntrySatisfying(
                            "waited_ms", waited -> assertThat(waited).isInstanceOf(Long.class));
        }
    }

    @Test
    void inPrivateNoLineHasAWholeIdOrAnAddressOfAPlayer() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            List<String> lines = lines(engine, "--log-private", "--log-level=debug", "--log-access=stdout");
            assertThat(lines)
                    .noneMatch(line -> line.contains(SECRET))
                    .noneMatch(line -> line.contains(CHANNEL.id()) || line.contains(CHANNEL.infohash()))
                    .anyMatch(line -> line.contains(
                                    "player left stream=\"id=" + CHANNEL.id().substring(0, 8) + "\"")
                            && line.contains("player=127.0.0.0:"))
                    .anyMatch(line -> line.startsWith("127.0.0.0 - - [") && line.contains("GET /ace/getstream"))
                    .anyMatch(line -> line.contains("engine=127.0.0.1:" + engine.port()));
        }
    }

    @Test
    void whoMayIsSaidInOneLineAtTheStart() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start()) {
            assertThat(lines(engine, "--log-level=debug"))
                    .filteredOn(line -> line.contains("open without a key"))
                    .singleElement()
                    .asString()
                    .contains("play=private lists=private status=private metrics=private admin=private keys=0");
        }
    }

    @Test
    void aReaderOfTheLogWhoStandsStillHoldsNobodyUp() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start();
                AcexyProcess acexy = AcexyProcess.start(
                        "--log-level=debug",
                        "--event-loops=1",
                        "--listen-addr=127.0.0.1:0",
                        "--host=127.0.0.1",
                        "--port=" + engine.port())) {
            try (RawConnection client = RawConnection.to(acexy.awaitAddress())) {
                for (int i = 0; i < LINES; i++) {
                    assertThat(client.get("/nothing/" + i).answer().status()).isEqualTo(404);
                }
            }
            acexy.terminate();
            assertThat(acexy.exitCode()).isEqualTo(AcexyProcess.TERMINATED);
            assertThat(acexy.output())
                    .anyMatch(line -> line.contains("path=/nothing/" + (LINES - 1)))
                    .last()
                    .asString()
                    .contains("stopped");
        }
    }
}
