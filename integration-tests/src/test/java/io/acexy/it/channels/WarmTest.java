package io.acexy.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Content;
import io.acexy.it.support.Players;
import io.acexy.it.support.Proxy;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Patience;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A channel that runs without viewers, on the only engine. */
class WarmTest {

    private static final Content WARM = Content.number(86);
    private static final Content OTHER = Content.number(87);

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
}
