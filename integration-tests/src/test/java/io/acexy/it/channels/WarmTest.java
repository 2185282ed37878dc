package io.acexy.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels that run without viewers, and give their engine up. */
class WarmTest {

    private static final Content WARM = Content.number(86);
    private static final Content OTHER = Content.number(87);
    private static final Content FIRST = Content.number(91);
    private static final Content NEXT = Content.number(92);

    @Test
    void whoWantsSomethingElseGetsTheEngineOfAChannelThatRunsForNobody() throws Exception {
        try (EngineSimulator engine = EngineSimulator.start();
                Proxy proxy = Proxy.withChannel("one", List.of(WARM), Map.of("channels.warm", "one"), engine);
                Players players = new Players()) {
            engine.awaitCounters(counters -> counters.of(WARM.infohash()).bytesSent() > 0, Patience.LIMIT);

            players.get(proxy.address(), OTHER.byId()).awaitBytes(20_000);
            assertThat(engine.counters().of(WARM.infohash()).sessionsNow()).isZero();
            assertThat(engine.counters().total().maxSessions()).isEqualTo(1);
        }
    }

    /** There is an engine for both of them, and leave for one. */
    @Test
    void whoWantsSomethingElseGetsItsPlaceWhereNoOtherStreamMayRun() throws Exception {
        Map<String, String> settings = Map.of("channels.warm", "one", "limit.streams", "1");
        try (EngineSimulator here = EngineSimulator.start();
                EngineSimulator there = EngineSimulator.start();
                Proxy proxy = Proxy.withChannel("one", List.of(WARM), settings, here, there);
                Players players = new Players()) {
            Patience.until(() -> sessions(WARM, here, there), count -> count == 1);

            players.get(proxy.address(), OTHER.byId()).awaitBytes(20_000);
            assertThat(sessions(WARM, here, there)).isZero();
        }
    }

    @Test
    void whoeverZapsFindsTheNextChannelPlayingUntilSomebodyNeedsItsEngine(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(
                dir.resolve("channels"), "[one]\ncontent = " + FIRST.id() + "\n[two]\ncontent = " + NEXT.id() + "\n");
        Map<String, String> settings = Map.of("zap.ahead", "1", "channels.file", file.toString());
        try (EngineSimulator here = EngineSimulator.start();
                EngineSimulator there = EngineSimulator.start();
                Proxy proxy = Proxy.beforePool(settings, here, there);
                Players players = new Players()) {
            Patience.until(() -> channels(proxy, players), body -> body.startsWith("{\"total\":2,"));
            players.get(proxy.address(), "/channel/one.ts").awaitBytes(20_000);
            Patience.until(() -> sessions(NEXT, here, there), count -> count == 1);

            players.get(proxy.address(), OTHER.byId()).awaitBytes(20_000);
            assertThat(sessions(NEXT, here, there)).isZero();
            assertThat(sessions(FIRST, here, there)).isEqualTo(1);
        }
    }

    private static String channels(Proxy proxy, Players players) throws InterruptedException {
        try (TestPlayer asking = players.get(proxy.address(), "/api/v1/channels")) {
            asking.awaitEnd();
            return asking.text();
        }
    }

    private static int sessions(Content content, EngineSimulator... engines) {
        return Arrays.stream(engines)
                .mapToInt(engine -> engine.counters().of(content.infohash()).sessionsNow())
                .sum();
    }
}
