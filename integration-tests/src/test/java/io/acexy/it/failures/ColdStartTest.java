package io.acexy.it.failures;

import static io.acexy.it.failures.Stage.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.DelayRange;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first media takes longer than a keyframe may: cold channels take 10 to 30 s; here everything is shorter. */
class ColdStartTest {

    private static final EngineSettings ENGINE =
            EngineSettings.fast().withTiming(timing -> timing.withPrebuffer(DelayRange.of(6000, 6000)));

    @RegisterExtension
    final Stage stage = new Stage(Map.of("keyframe.timeout", "5s", "start.timeout", "30s"), ENGINE);

    @Test
    void aColdChannelWhoseMediaBeginsInTheMiddleOfATableIsStartedOnceAndPlays() throws Exception {
        stage.follow(EngineScript.MID_PACKET);

        TestPlayer player = stage.playing(CHANNEL);

        stage.assertBytesAreRight(player, CHANNEL);
        assertThat(stage.awaitChannel(channel -> true).starts()).isEqualTo(1);
    }
}
