package io.acexy.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.simulator.media.EndlessMedia;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When players hear that an engine has accepted what they want. */
class AcceptedTest {

    private final TestEngine engine = new TestEngine("a");
    private final TestSwarm swarm =
            new TestSwarm(EndlessMedia.testPattern(), TestSwarm.config(Duration.ZERO), StreamListener.NONE, engine);

    @AfterEach
    void close() {
        swarm.close();
    }

    @Test
    void whoWaitsHearsItBeforeThereIsMedia() {
        engine.startTakes = Duration.ofSeconds(2);
        engine.cold = Duration.ofSeconds(20);
        TestViewer first = swarm.watch();
        TestViewer second = swarm.watch();
        swarm.pass(Duration.ofSeconds(1));
        assertThat(first.accepted).isNull();
        swarm.pass(Duration.ofSeconds(2));
        assertThat(first.accepted.infohash()).isEqualTo(swarm.infohash);
        assertThat(second.accepted).isEqualTo(first.accepted);
        assertThat(first.hasBegun()).isFalse();
    }

    @Test
    void whoComesLaterHearsItAtOnce() {
        engine.cold = Duration.ofSeconds(20);
        TestViewer first = swarm.watch();
        swarm.pass(Duration.ofSeconds(5));
        TestViewer second = swarm.watch();
        assertThat(second.accepted).isNotNull().isEqualTo(first.accepted);
        assertThat(second.hasBegun()).isFalse();
    }
}
