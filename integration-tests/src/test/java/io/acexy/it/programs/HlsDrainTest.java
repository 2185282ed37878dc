package io.acexy.it.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.AcexyProcess;
import io.acexy.it.support.Content;
import io.acexy.it.support.RawAnswer;
import io.acexy.it.support.RawConnection;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.HlsList;
import io.acexy.testkit.Patience;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that is told to end while somebody watches as HLS, who asks only now and then. */
class HlsDrainTest {

    private static final Content CHANNEL = Content.number(1);

    private EngineSimulator engine;
    private AcexyProcess acexy;
    private InetSocketAddress address;

    @BeforeEach
    void start() throws Exception {
        engine = EngineSimulator.start(
                EngineSettings.fast().withPacing(pacing -> pacing.withBurst(Duration.ofSeconds(12), 50)));
        // The last words are told 12 s before the end.
        acexy = AcexyProcess.start(
                "--listen-addr=127.0.0.1:0",
                "--host=127.0.0.1",
                "--port=" + engine.port(),
                "--hls-segment=1s",
                "--drain-timeout=16s");
        address = acexy.awaitAddress();
    }

    @AfterEach
    void close() throws Exception {
        acexy.close();
        engine.close();
    }

    private String read(String target) {
        try (RawConnection connection = RawConnection.to(address)) {
            RawAnswer answer = connection.get(target).answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String open() {
        String index = read("/ace/manifest.m3u8?id=" + CHANNEL.id());
        return "/ace/"
                + index.lines()
                        .filter(line -> !line.startsWith("#"))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void hisListGoesOnAndItsEndIsToldOnlyJustBeforeTheDeadline() throws Exception {
        String list = open();
        acexy.terminate();
        acexy.await("draining");
        long first = HlsList.of(read(list)).segments().size();
        assertThat(read(list)).doesNotContain("#EXT-X-ENDLIST");
        Patience.until(
                () -> HlsList.of(read(list)).first()
                        + HlsList.of(read(list)).segments().size(),
                n -> n > first);
        Patience.until(() -> read(list), text -> text.endsWith("#EXT-X-ENDLIST\n"));
        for (HlsList.Segment segment : HlsList.of(read(list)).segments()) {
            assertThat(read(list.substring(0, list.lastIndexOf('/') + 1) + segment.address()))
                    .as("what is listed can be read")
                    .isNotEmpty();
        }
        acexy.terminate();
        assertThat(acexy.exitCode()).isEqualTo(AcexyProcess.TERMINATED);
    }
}
