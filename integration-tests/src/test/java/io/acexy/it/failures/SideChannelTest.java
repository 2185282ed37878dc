package io.acexy.it.failures;

import static io.acexy.it.failures.Stage.CHANNEL;
import static io.acexy.it.failures.Stage.MORE_BYTES;
import static io.acexy.simulator.engine.EngineScript.STAT_HANGS;
import static io.acexy.simulator.engine.EngineScript.STAT_UNKNOWN_SESSION;
import static io.acexy.simulator.engine.EngineScript.STOP_HANGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Media flows, and what is asked beside it is not answered as it should be. */
class SideChannelTest {

    /** What an engine does not obey to stop, it lets expire. */
    private static final EngineSettings ENGINE =
            EngineSettings.fast().withRules(rules -> rules.withIdleExpiry(Duration.ofSeconds(1)));

    @RegisterExtension
    final Stage stage = new Stage(Map.of("engine.stop.timeout", "1s"), ENGINE);

    @Test
    @Covers(STOP_HANGS)
    void aStopThatIsNotAnsweredIsLeftAfterItsTimeoutAndTheSessionToItsExpiry() throws Exception {
        TestPlayer player = stage.playing(CHANNEL);
        stage.follow(STOP_HANGS);

        player.close();

        stage.awaitChannel(channel -> channel.stopsReceived() == 1 && channel.readersNow() == 0);
        stage.status().awaitNoStream();
        assertThat(stage.awaitChannel(channel -> channel.sessionsNow() == 0).expired())
                .isEqualTo(1);
    }

    @Test
    @Covers(STOP_HANGS)
    void aPlayerWhoReturnsWhileAStopHangsWaitsForItsTimeoutAndThenPlays() throws Exception {
        TestPlayer player = stage.playing(CHANNEL);
        stage.follow(STOP_HANGS);
        player.close();
        stage.awaitChannel(channel -> channel.stopsReceived() == 1);

        TestPlayer returned = stage.playing(CHANNEL);

        stage.assertBytesAreRight(returned, CHANNEL);
        assertThat(stage.awaitChannel(channel -> true).starts()).isEqualTo(2);
    }

    @Test
    @Covers(STAT_HANGS)
    void aStatThatHangsHoldsUpNeitherTheStreamNorTheStatusPage() throws Exception {
        assertStreamAndStatusGoOn(STAT_HANGS);
    }

    @Test
    @Covers(STAT_UNKNOWN_SESSION)
    void aStatThatDeniesTheSessionStopsNothingWhileMediaFlows() throws Exception {
        assertStreamAndStatusGoOn(STAT_UNKNOWN_SESSION);
    }

    private void assertStreamAndStatusGoOn(EngineScript script) throws InterruptedException {
        stage.follow(script);
        TestPlayer player = stage.playing(CHANNEL);

        assertThat(stage.status().read()).startsWith("{\"streams\":1,\"clients\":1,");

        player.awaitMore(MORE_BYTES);
        stage.assertBytesAreRight(player, CHANNEL);
        assertThat(stage.awaitChannel(channel -> true).starts()).isEqualTo(1);
    }
}
