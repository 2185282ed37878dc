package io.acexy.orchestrator;

import static io.acexy.orchestrator.FakeOrchestrator.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.OrchestratorClient.Freshness;
import io.acexy.orchestrator.message.EngineList;
import io.acexy.orchestrator.reply.Reply;
import io.acexy.testkit.Patience;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadmeExampleTest {

    private final ClientFixture fixture = new ClientFixture();
    private final FakeOrchestrator orchestrator = FakeOrchestrator.speaking(Dialect.A_DEC);
    private final List<String> printed = new ArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);

    @AfterEach
    void stop() {
        fixture.close();
        orchestrator.close();
    }

    private void print(String line) {
        printed.add(line);
        if (line.endsWith("streams")) {
            done.countDown();
        }
    }

    private void example(URI uri, EventLoop loop) {
        // example
        var config = OrchestratorConfig.builder(uri).apiKey("secret").build();
        var client = new NettyOrchestratorClient(config, ClientTransport.nio(loop));
        client.engines(Freshness.CONFIRMED, loop).addListener((Future<Reply<EngineList>> answer) -> {
            Reply<EngineList> reply = answer.getNow();
            print(reply.describe());
            for (var engine : reply.contentIfAny().map(EngineList::engines).orElse(List.of())) {
                print(engine.host() + ":" + engine.port() + " has " + engine.streamCount() + " streams");
            }
            client.close(loop);
        });
        // end of example
    }

    @Test
    void theExampleWorks() throws InterruptedException {
        orchestrator.on("GET /engines", json(200, Samples.ENGINES_A_OCT));
        example(orchestrator.uri(), fixture.home);
        assertThat(done.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(printed).containsExactly("success", "gluetun:19000 has 2 streams");
    }

    @Test
    void theReadmeShowsTheExampleAsItIsTestedHere() throws Exception {
        String source = Files.readString(Path.of("src/test/java/io/acexy/orchestrator/ReadmeExampleTest.java"));
        String example = source.split("// example\n", 2)[1].split("\n *// end of example", 2)[0];
        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example.stripIndent() + "\n```");
    }
}
