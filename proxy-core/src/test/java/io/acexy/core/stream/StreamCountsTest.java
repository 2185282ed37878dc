package io.acexy.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.EngineFault;
import io.acexy.simulator.media.EndlessMedia;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can be counted of streams: times without media, and totals that never fall. */
class StreamCountsTest {

    private static final EndlessMedia MEDIA = EndlessMedia.testPattern();

    private final RecordingNews news = new RecordingNews();
    private final TestEngine engine = new TestEngine("a");
    private final TestSwarm swarm = new TestSwarm(MEDIA, TestSwarm.config(Duration.ZERO), news, engine);

    @AfterEach
    void close() {
        swarm.close();
    }

    private TestViewer playing() {
        TestViewer viewer = swarm.watch();
        assertThat(swarm.passUntil(viewer::hasBegun, Duration.ofSeconds(20))).isTrue();
        return viewer;
    }

    @Test
    void aTimeWithoutMediaIsToldWhenItIsOverWithItsLength() {
        engine.stallsFor = Duration.ofMillis(3_500);
        playing();
        swarm.pass(Duration.ofSeconds(4));
        assertThat(news.stalls).isEmpty();
        swarm.pass(Duration.ofSeconds(1));
        assertThat(news.stalls).hasSize(1);
        assertThat(news.stalls.get(0)).isBetween(Duration.ofMillis(3_400), Duration.ofMillis(3_700));
    }

    @Test
    void aSilenceInWhichAStreamIsGivenUpIsToldOnce() {
        engine.silentAfter = Duration.ofSeconds(2);
        engine.knowsSession = true;
        TestViewer viewer = playing();
        swarm.passUntil(() -> viewer.failure != null, Duration.ofSeconds(90));
        assertThat(news.told).containsOnlyOnce("stalled");
        assertThat(news.stalls.get(0)).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(61));
    }

    @Test
    void theTimeThatAStartTakesIsNoStall() {
        engine.cold = Duration.ofSeconds(12);
        playing();
        swarm.pass(Duration.ofSeconds(2));
        assertThat(news.told).doesNotContain("stalled");
    }

    @Test
    void totalsOfAllStreamsNeverFallAlsoWhenStreamsEnd() {
        StreamTotals last = swarm.streams.totals();
        for (int i = 0; i < 3; i++) {
            TestViewer viewer = playing();
            for (int step = 0; step < 500; step++) {
                if (step == 100) {
                    viewer.viewing.leave(LeaveReason.CLIENT_LEFT);
                }
                swarm.pass(Duration.ofMillis(50));
                StreamTotals now = swarm.streams.totals();
                assertThat(now.publishedBytes()).isGreaterThanOrEqualTo(last.publishedBytes());
                assertThat(now.deliveredBytes()).isGreaterThanOrEqualTo(last.deliveredBytes());
                assertThat(now.players()).isGreaterThanOrEqualTo(last.players());
                last = now;
            }
            assertThat(swarm.streams.statuses()).isEmpty();
        }
        assertThat(last.players()).isEqualTo(3);
        assertThat(last.publishedBytes()).isGreaterThan(1_000_000);
    }

    @Test
    void whatAStreamHasLostAtASwitchStaysInTheTotals() {
        TestViewer viewer = playing();
        engine.sessions.get(0).fail(new EngineFault(EngineFault.Kind.ENDED, "cut"));
        swarm.passUntil(() -> swarm.switches() == 1, Duration.ofSeconds(10));
        viewer.viewing.leave(LeaveReason.CLIENT_LEFT);
        swarm.pass(Duration.ofSeconds(30));
        assertThat(swarm.streams.statuses()).isEmpty();
        assertThat(swarm.streams.totals().engineSwitches()).isEqualTo(1);
    }
}
