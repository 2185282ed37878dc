package io.acexy.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.Swarm;
import io.acexy.it.support.TestPlayer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream is watched for a while beside those who play it. */
class DiagnosisTest {

    private static final String DIAGNOSIS = "/api/v1/streams/" + Swarm.CHANNEL.infohash() + "/diagnosis";

    private Swarm swarm;
    private ApiClient api;
    private TestPlayer player;

    @BeforeEach
    void open() throws Exception {
        swarm = Swarm.at(Swarm.Rate.MBIT_8).start();
        api = new ApiClient(swarm.proxy(), swarm.players());
        player = swarm.playing().player();
    }

    @AfterEach
    void close() {
        swarm.close();
    }

    @Test
    void aStreamIsWatchedMeasuredAndJudged() throws Exception {
        String found = api.get(DIAGNOSIS + "?seconds=2", "Diagnosis");
        assertThat(found)
                .contains("\"continuity_errors\":0,\"jumps\":0", "\"codec\":\"h264\"", "\"codec\":\"aac\"")
                .contains("\"name\":\"PAT_error\",\"ok\":true")
                .doesNotContain("\"verdict\":\"silent\"");
        player.awaitMore(1_000_000);
    }

    @Test
    void whatIsCapturedIsTheMediaForSoLong() throws Exception {
        TestPlayer capture = swarm.players().get(swarm.proxy().address(), DIAGNOSIS + "?seconds=1&capture=true");
        assertThat(capture.awaitEnd()).isEqualTo(TestPlayer.End.CLEAN);
        assertThat(capture.headers().get("content-type")).isEqualTo("video/mp2t");
        assertThat(capture.headers().get("content-disposition")).startsWith("attachment; filename=\"acexy-");
        assertThat(capture.size()).isGreaterThan(swarm.bytesOf(Duration.ofSeconds(1)));
        assertThat(capture.size() % 188).isZero();
        player.awaitMore(1_000_000);
    }

    @Test
    void aFewAreWatchedAtOnceAndOneMoreIsRefused() throws Exception {
        TestPlayer[] watching = new TestPlayer[4];
        for (int i = 0; i < watching.length; i++) {
            watching[i] = swarm.players().get(swarm.proxy().address(), DIAGNOSIS + "?seconds=60");
        }
        api.await("/api/v1/limits", "Limits", body -> body.contains("\"limit\":4,\"used\":4"));
        api.problem(io.netty.handler.codec.http.HttpMethod.GET, DIAGNOSIS + "?seconds=1", 503);
        for (TestPlayer one : watching) {
            one.close();
        }
        api.await("/api/v1/limits", "Limits", body -> body.contains("\"limit\":4,\"used\":0"));
    }
}
