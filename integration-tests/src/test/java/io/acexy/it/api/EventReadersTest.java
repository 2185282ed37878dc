package io.acexy.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Swarm;
import io.acexy.it.support.TestPlayer;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A hundred who listen to events, one of whom does not read. */
class EventReadersTest {

    @Test
    void oneOfAHundredWhoDoesNotReadDelaysNobodyAndCostsLittle() throws Exception {
        try (Swarm swarm =
                Swarm.at(Swarm.Rate.PICTURE).with("player.backlog", "64KiB").start()) {
            List<TestPlayer> readers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                readers.add(swarm.players()
                        .request(
                                swarm.proxy().address(),
                                HttpVersion.HTTP_1_1,
                                HttpMethod.GET,
                                "/api/v1/events",
                                Map.of("Accept", "text/event-stream")));
            }
            for (TestPlayer reader : readers) {
                assertThat(reader.awaitStatus()).isEqualTo(200);
            }
            TestPlayer stalled = readers.remove(0);
            stalled.reading(false);
            long before = PlatformDependent.usedDirectMemory();
            ApiClient api = new ApiClient(swarm.proxy(), swarm.players());
            for (int joins = 1; joins <= 20; joins++) {
                swarm.playing().player().close();
            }
            String last = api.await("/api/v1/events?limit=1", "Events", body -> body.contains("player_left"));
            String id = last.replaceAll(".*\"last\":(\\d+).*", "$1");
            for (TestPlayer reader : readers) {
                while (!reader.text().contains("id: " + id)) {
                    reader.awaitMore(1);
                }
            }
            int[] seen = readers.stream().mapToInt(TestPlayer::size).toArray();
            for (int i = 0; i < readers.size(); i++) {
                TestPlayer reader = readers.get(i);
                assertThat(reader.text()).containsOnlyOnce("id: " + id + "\n").doesNotContain("event: reset");
                reader.awaitBytes(seen[i] + "event: overview".length());
            }
            assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(64 << 20);
        }
    }
}
