package io.acexy.orchestrator.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.OrchestratorConfig;
import io.acexy.orchestrator.Samples;
import io.acexy.orchestrator.ScriptedClient;
import io.acexy.orchestrator.VirtualTime;
import io.acexy.orchestrator.message.EventReceipt;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of events while the orchestrator refuses the key. */
class EventQueueKeyTest {

    private final VirtualTime time = new VirtualTime();
    private final ScriptedClient client = new ScriptedClient();
    private final EventQueue queue = new EventQueue(
            client,
            OrchestratorConfig.builder(URI.create("http://orchestrator"))
                    .build()
                    .events(),
            time.clockwork());

    private void start(String key) {
        queue.started(Samples.stream(key, "s"));
        time.run();
    }

    private void succeed() {
        client.next("started").succeed(new EventReceipt(true, Optional.empty()));
        time.run();
    }

    @Test
    void keepsAnEventThatIsRefusedForAWrongKeyUntilTheKeyIsPutRight() {
        start("k");
        client.next("started").refuse(403);
        time.run();
        time.advance(Duration.ofSeconds(2));
        succeed();
        assertThat(queue.stats().delivered()).isEqualTo(1);
    }

    @Test
    void waitsQuietlyWithAllEventsWhileTheKeyIsRefused() {
        for (int stream = 0; stream < 50; stream++) {
            start("k" + stream);
        }
        for (int hours = 0; hours < 3; hours++) {
            int before = client.calls.size();
            while (!client.open().isEmpty()) {
                client.next("started").refuse(401);
                time.run();
            }
            time.advance(Duration.ofHours(1));
            assertThat(client.calls.size() - before).isLessThanOrEqualTo(4);
        }
        assertThat(queue.stats().waiting()).isEqualTo(50);
        assertThat(queue.stats().lost()).isZero();
        while (!client.open().isEmpty()) {
            succeed();
        }
        assertThat(queue.stats().delivered()).isEqualTo(50);
    }
}
