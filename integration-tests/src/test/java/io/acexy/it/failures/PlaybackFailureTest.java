package io.acexy.it.failures;

import static io.acexy.it.failures.Stage.CHANNEL;
import static io.acexy.it.failures.Stage.MORE_BYTES;
import static io.acexy.simulator.engine.EngineScript.DOUBLE_STATUS_LINE;
import static io.acexy.simulator.engine.EngineScript.FAILED_TO_START_BODY;
import static io.acexy.simulator.engine.EngineScript.HEADERS_THEN_SILENCE;
import static io.acexy.simulator.engine.EngineScript.HUGE_HEADERS;
import static io.acexy.simulator.engine.EngineScript.MEDIA_206;
import static io.acexy.simulator.engine.EngineScript.MEDIA_206_FROM_THE_MIDDLE;
import static io.acexy.simulator.engine.EngineScript.MEDIA_AS_ERROR;
import static io.acexy.simulator.engine.EngineScript.MEDIA_GZIPPED;
import static io.acexy.simulator.engine.EngineScript.PACKETS_OF_192;
import static io.acexy.simulator.engine.EngineScript.PACKETS_OF_204;
import static io.acexy.simulator.engine.EngineScript.PLAYBACK_404;
import static io.acexy.simulator.engine.EngineScript.REDIRECT_LOOP;
import static io.acexy.simulator.engine.EngineScript.REDIRECT_TO_OTHER_HOST;
import static io.acexy.simulator.engine.EngineScript.SEGMENT_416;
import static io.acexy.simulator.engine.EngineScript.WRONG_CRC;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.testkit.Ffmpeg;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** There is a session, and its playback URL leads nowhere. */
class PlaybackFailureTest {

    @RegisterExtension
    final Stage stage = new Stage(Map.of("start.timeout", "10s"));

    @Test
    @Covers(FAILED_TO_START_BODY)
    void aSessionThatFailsToStartIs502() throws Exception {
        assertRefusedAndStopped(FAILED_TO_START_BODY, 502, "engine said: failed to start");
    }

    @Test
    @Covers(PLAYBACK_404)
    void anEngineThatDoesNotKnowItsOwnPlaybackUrlIs502BecauseTheContentIsNotToBlame() throws Exception {
        assertRefusedAndStopped(PLAYBACK_404, 502, "404 Not Found");
    }

    @Test
    @Covers(HEADERS_THEN_SILENCE)
    void headersWithoutMediaArePassedToNobodyAndAre504AfterTheStartTimeout() throws Exception {
        assertRefusedAndStopped(HEADERS_THEN_SILENCE, 504, "no media within 10 s");
    }

    @Test
    @Covers(WRONG_CRC)
    void mediaWhoseTablesAgreeAndHaveAWrongChecksumPlays() throws Exception {
        stage.follow(WRONG_CRC);

        stage.playing(CHANNEL);

        stage.everybodyLeaves();
    }

    @Test
    @Covers(REDIRECT_TO_OTHER_HOST)
    void aRedirectToAnotherHostIsNotFollowedAndIs502() throws Exception {
        assertRefusedAndStopped(REDIRECT_TO_OTHER_HOST, 502, "engine redirected the media to another place");
    }

    @Test
    @Covers(REDIRECT_LOOP)
    void aRedirectWithoutEndIsLeftAfterThreeAndIs502() throws Exception {
        assertRefusedAndStopped(REDIRECT_LOOP, 502, "engine redirected more than 3 times");
    }

    @Test
    @Covers(DOUBLE_STATUS_LINE)
    void aSecondStatusLineWhereHeadersBelongIs502() throws Exception {
        assertRefusedAndStopped(DOUBLE_STATUS_LINE, 502, "engine's media answer is not valid HTTP");
    }

    @Test
    @Covers(HUGE_HEADERS)
    void headersWithoutBoundsAreNotReadAndAre502() throws Exception {
        assertRefusedAndStopped(HUGE_HEADERS, 502, "engine's media answer is not valid HTTP");
    }

    @Test
    @Covers(SEGMENT_416)
    void anEngineThatRefusesRangesOfSegmentsPlaysProgressiveMediaAllTheSame() throws Exception {
        stage.follow(SEGMENT_416);

        stage.assertBytesAreRight(stage.playing(CHANNEL), CHANNEL);
    }

    @Test
    @Covers({MEDIA_206, MEDIA_GZIPPED})
    void mediaThatComesWith206OrPackedPlays() throws Exception {
        for (EngineScript script : List.of(MEDIA_206, MEDIA_GZIPPED)) {
            stage.follow(script);
            stage.assertBytesAreRight(stage.playing(CHANNEL), CHANNEL);
            stage.everybodyLeaves();
        }
    }

    @Test
    @Covers({PACKETS_OF_192, PACKETS_OF_204})
    void mediaInLongerPacketsPlaysWithoutTheirExtraBytes() throws Exception {
        for (EngineScript script : List.of(PACKETS_OF_192, PACKETS_OF_204)) {
            stage.follow(script);
            TestPlayer player = stage.playing(CHANNEL);
            player.awaitMore(MORE_BYTES);
            stage.assertBytesAreRight(player, CHANNEL);
            byte[] whole = new Truth(stage.engine().broadcaster(), CHANNEL).withoutLastPicture(player.body());
            assertThat(Ffmpeg.warningsOf(whole)).as("%s", script).isEmpty();
            stage.everybodyLeaves();
        }
    }

    @Test
    @Covers(MEDIA_206_FROM_THE_MIDDLE)
    void mediaThatDoesNotBeginAtItsBeginningIs502() throws Exception {
        assertRefusedAndStopped(MEDIA_206_FROM_THE_MIDDLE, 502, "engine answered 206\n");
    }

    @Test
    @Covers(MEDIA_AS_ERROR)
    void anErrorThatIsFullOfMediaIs502WithoutAByteOfIt() throws Exception {
        assertRefusedAndStopped(MEDIA_AS_ERROR, 502, "engine answered 500\n");
    }

    /** The player is told, and the session that came into being is stopped once. */
    private void assertRefusedAndStopped(EngineScript script, int status, String words) throws InterruptedException {
        stage.follow(script);

        TestPlayer player = stage.watch(CHANNEL);

        stage.assertRefusedForNow(player, status, words);
        ContentCounters left = stage.awaitChannel(channel -> channel.sessionsNow() == 0 && channel.stopped() > 0);
        assertThat(left.starts()).isEqualTo(1);
        assertThat(left.stopsReceived()).isEqualTo(1);
        assertThat(left.readersNow()).isZero();
    }
}
