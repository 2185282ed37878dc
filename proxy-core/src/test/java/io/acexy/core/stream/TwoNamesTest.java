package io.acexy.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.simulator.media.EndlessMedia;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One content is asked for by two names before an engine has said that they are one. */
class TwoNamesTest {

    private final TestEngine engine = new TestEngine("a");
    private final TestSwarm swarm =
            new TestSwarm(EndlessMedia.testPattern(), TestSwarm.config(Duration.ZERO), StreamListener.NONE, engine);
    private final ContentId infohash = new ContentId(ContentId.Kind.INFOHASH, swarm.infohash);

    @AfterEach
    void close() {
        swarm.close();
    }

    @Test
    void theOneThatAnEngineHasAcceptedGoesOnWhereTheOtherHasNotAskedAnyYet() {
        swarm.othersTake = Duration.ofSeconds(1);
        TestViewer one = swarm.watch();
        TestViewer other = swarm.watch(infohash, "other");
        swarm.pass(Duration.ofSeconds(5));
        assertThat(one.hasBegun()).isTrue();
        assertThat(other.hasBegun()).isTrue();
        assertThat(engine.starts)
                .as("a stop of one session would end the other")
                .hasSize(1);
        assertThat(swarm.streams.statuses()).hasSize(1);
    }

    @Test
    void theOneThatIsBeingStartedGoesOnWhereBothAre() {
        TestViewer one = swarm.watch();
        TestViewer other = swarm.watch(infohash, "other");
        swarm.pass(Duration.ofSeconds(5));
        assertThat(one.hasBegun()).isTrue();
        assertThat(other.hasBegun()).isTrue();
        assertThat(engine.starts).hasSize(2);
        assertThat(swarm.streams.statuses()).hasSize(1);
    }
}
