package io.acexy.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.Content;
import io.acexy.it.support.DependsOnJvm;
import io.acexy.it.support.JsonText;
import io.acexy.it.support.Program;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DependsOnJvm
class WrkTest {

    private static final Content CHANNEL = Content.number(1);
    private static final Duration PATIENCE = Patience.LIMIT;

    private EngineSimulator engine;
    private AcexyProcess acexy;
    private InetSocketAddress address;

    @BeforeEach
    void start() throws Exception {
        engine = EngineSimulator.start();
        acexy = AcexyProcess.start(
                "--listen-addr=127.0.0.1:0", "--host=127.0.0.1", "--port=" + engine.port(), "--linger=1s");
        address = acexy.awaitAddress();
    }

    @AfterEach
    void stop() {
        acexy.close();
        engine.close();
    }

    private static String wrk(String... arguments) throws Exception {
        Program.Result wrk = Program.run("wrk", arguments);
        assertThat(wrk.exitCode()).as(wrk.output()).isZero();
        return wrk.output();
    }

    private String url(String target) {
        return "http://127.0.0.1:" + address.getPort() + target;
    }

    @Test
    void theStatusIsServedWithoutAnError() throws Exception {
        // It asks for two seconds; where that was not enough for one answer, once more.
        String report = Patience.until(
                () -> wrk("-t1", "-c64", "-d2s", "--timeout", "4m", url("/ace/status")),
                said -> !said.contains(" 0 requests in"));
        assertThat(report).containsPattern("[1-9][0-9]* requests in");
        assertThat(report).doesNotContain("Socket errors").doesNotContain("Non-2xx");
    }

    @Test
    void theServerIsWellAfterAStreamWasReadByMany() throws Exception {
        String report = wrk("-t1", "-c300", "-d2s", "--timeout", "1s", url(CHANNEL.byId()));
        assertThat(report).doesNotContain("Non-2xx");
        ContentCounters left = engine.awaitCounters(
                        counters -> counters.of(CHANNEL.infohash()).stopped() == 1, PATIENCE)
                .of(CHANNEL.infohash());
        assertThat(left.opened()).as("one session for all").isEqualTo(1);
        assertThat(left.maxReadersPerSession()).isEqualTo(1);
        assertThat(left.readersNow()).isZero();
        assertThat(left.bytesSent()).isPositive();
        try (RawConnection connection = RawConnection.to(address).get("/ace/status")) {
            assertThat(JsonText.object(connection.answer().body())).containsEntry("clients", 0L);
        }
        try (RawConnection player = RawConnection.to(address).get(CHANNEL.byId())) {
            assertThat(player.head().status()).isEqualTo(200);
            assertThat(player.chunks(50_000)).isNotEmpty();
        }
    }
}
