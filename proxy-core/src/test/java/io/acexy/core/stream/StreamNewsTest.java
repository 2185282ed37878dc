package io.acexy.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.broadcast.BroadcastConfig;
import io.acexy.core.broadcast.LagPolicy;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.Switch;
import io.acexy.simulator.media.EndlessMedia;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What listeners hear of streams, their players and their engines; and what a status shows of it. */
class StreamNewsTest {

    private static final EndlessMedia MEDIA = EndlessMedia.testPattern();
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ContentId OTHER = new ContentId(ContentId.Kind.CONTENT_ID, "3".repeat(40));

    private final RecordingNews news = new RecordingNews();
    private final TestEngine a = new TestEngine("a");
    private final TestEngine b = new TestEngine("b");
    private TestSwarm swarm = new TestSwarm(MEDIA, TestSwarm.config(Duration.ZERO), news, a, b);

    @AfterEach
    void close() {
        swarm.close();
    }

    private void use(StreamConfig config, StreamListener... listeners) {
        swarm.close();
        swarm = new TestSwarm(MEDIA, config, List.of(listeners), a, b);
    }

    private TestViewer playing(String name) {
        TestViewer viewer = swarm.watch(TestSwarm.CONTENT, name);
        assertThat(swarm.passUntil(viewer::hasBegun, Duration.ofSeconds(20))).isTrue();
        return viewer;
    }

    private void leaves(TestViewer viewer, LeaveReason why) {
        viewer.viewing.leave(why);
        swarm.pass(Duration.ofMillis(100));
    }

    private void hasTold(String... lines) {
        assertThat(news.told).containsExactly(lines);
        news.told.clear();
    }

    private StreamStatus status() {
        return swarm.streams.status(TestSwarm.CONTENT).orElseThrow();
    }

    @Test
    void aStreamsLifeIsToldOnceInTheOrderInWhichItHappens() {
        TestViewer tv = playing("tv");
        hasTold("starting", "a plays", "live", "tv STARTED");
        TestViewer phone = playing("phone");
        hasTold("phone JOINED");
        leaves(phone, LeaveReason.CLIENT_LEFT);
        leaves(tv, LeaveReason.BROKEN);
        hasTold("phone left CLIENT_LEFT", "tv left BROKEN");
        swarm.pass(Duration.ofSeconds(20));
        hasTold("a over", "ended UNWATCHED");
    }

    @Test
    void aJoinSaysHowLongThePlayerHasWaitedAndWhatHeGetsAtOnce() {
        a.cold = Duration.ofSeconds(7);
        playing("tv");
        swarm.pass(Duration.ofSeconds(8));
        playing("phone");
        Join first = news.joins.get(0);
        Join second = news.joins.get(1);
        assertThat(first.waited()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8));
        assertThat(news.starts).containsExactly(first.waited());
        assertThat(second.waited()).isLessThan(Duration.ofMillis(100));
        assertThat(second.burst().media()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6));
        assertThat(second.burst().bytes()).isPositive();
    }

    @Test
    void whoeverIsSentAwayHasOneReasonTheFirst() {
        TestViewer tv = playing("tv");
        tv.viewing.leave(LeaveReason.STALLED);
        leaves(tv, LeaveReason.CLIENT_LEFT);
        assertThat(tv.viewing.end()).isEqualTo(LeaveReason.STALLED);
        assertThat(news.departures).extracting(Departure::reason).containsExactly(LeaveReason.STALLED);
        Departure departure = news.departures.get(0);
        assertThat(departure.begun()).isTrue();
        assertThat(departure.delivered()).isEqualTo(tv.size());
    }

    @Test
    void anEndOfTheProgramIsNobodysLeaving() {
        TestViewer tv = playing("tv");
        a.startTakes = null;
        news.told.clear();
        swarm.close();
        tv.viewing.leave(LeaveReason.CLIENT_LEFT);
        hasTold("tv left SHUTDOWN", "a over", "ended SHUTDOWN");
        use(TestSwarm.config(Duration.ZERO), news);
    }

    @Test
    void aStartThatFailsIsToldOfTheEngineTheStreamAndThePlayerWhoWaited() {
        a.startFault = new EngineFault(EngineFault.Kind.CONTENT_UNKNOWN, "no such content");
        TestViewer tv = swarm.watch();
        swarm.passUntil(tv::hasEnded, SECOND);
        swarm.pass(SECOND);
        hasTold(
                "starting",
                "a failed CONTENT_UNKNOWN",
                "failed CONTENT_UNKNOWN",
                "viewer left STREAM_FAILED",
                "ended FAILED");
        assertThat(news.departures.get(0).begun()).isFalse();
    }

    @Test
    void aPlayerWhoLeavesBeforeTheFirstMediaIsToldToo() {
        a.cold = Duration.ofSeconds(30);
        TestViewer tv = swarm.watch();
        swarm.pass(Duration.ofSeconds(5));
        leaves(tv, LeaveReason.CLIENT_LEFT);
        hasTold("starting", "viewer left CLIENT_LEFT");
        assertThat(news.departures.get(0).stayed()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    }

    @Test
    void anEngineThatDiesIsToldBeforeItsSuccessorWithTheFault() {
        playing("tv");
        swarm.pass(SECOND);
        news.told.clear();
        a.sessions.get(0).fail(EngineFault.broken("dead"));
        swarm.passUntil(() -> swarm.switches() == 1, Duration.ofSeconds(10));
        hasTold("a over BROKEN", "a to b", "b plays");
        assertThat(news.switches.get(0).why().detail()).isEqualTo("dead");
        assertThat(news.switches.get(0).kind()).isEqualTo(Switch.Kind.EXACT);
        assertThat(status().totals().engineSwitches()).isEqualTo(1);
    }

    @Test
    void anEngineThatFallsSilentIsSuspectedAndTheSwitchFromItSaysWhy() {
        a.silentAfter = Duration.ofSeconds(6);
        playing("tv");
        swarm.passUntil(() -> swarm.switches() == 1, Duration.ofSeconds(20));
        swarm.pass(SECOND);
        assertThat(news.told).contains("a suspected SILENT").containsOnlyOnce("a over SILENT");
        assertThat(news.switches.get(0).why().kind()).isEqualTo(EngineFault.Kind.SILENT);
        assertThat(news.told.indexOf("a to b")).isLessThan(news.told.indexOf("b plays"));
    }

    @Test
    void aConnectionThatIsCutAndCannotBeOpenedAnewIsToldOnce() {
        playing("tv");
        swarm.pass(SECOND);
        news.told.clear();
        a.endsAfter = Duration.ZERO; // from now on, each opening ends at once
        a.beginning = packet -> Long.MAX_VALUE / 2;
        a.sessions.get(0).fail(new EngineFault(EngineFault.Kind.ENDED, "cut"));
        swarm.passUntil(() -> swarm.switches() == 1, Duration.ofSeconds(10));
        assertThat(news.told).containsExactly("a over ENDED", "a to b", "b plays");
    }

    @Test
    void aMistakeOfThisProgramEndsTheStreamThatItTouchesAndIsTold() {
        swarm.mistake = new IllegalStateException("a deliberate mistake");
        TestViewer tv = swarm.watch();
        swarm.pass(SECOND);
        assertThat(tv.failure.kind()).isEqualTo(StreamFailure.Kind.INTERNAL);
        hasTold("starting", "failed INTERNAL", "viewer left INTERNAL", "ended FAILED");
        assertThat(swarm.bugs.count()).isEqualTo(1);

        swarm.mistake = null;
        playing("phone");
    }

    @Test
    void aListenerThatThrowsIsReportedAndNeitherTheStreamNorOthersNotice() {
        StreamListener broken = new StreamListener() {
            @Override
            public void sessionStarted(ContentId content, Engine engine, SessionLinks links) {
                throw new IllegalStateException("a deliberate mistake");
            }

            @Override
            public void joined(ContentId content, Join join) {
                throw new IllegalStateException("a deliberate mistake");
            }
        };
        use(TestSwarm.config(Duration.ZERO), broken, news);
        TestViewer tv = playing("tv");
        swarm.pass(SECOND);
        hasTold("starting", "a plays", "live", "tv STARTED");
        assertThat(tv.hasEnded()).isFalse();
        assertThat(swarm.bugs.count()).isEqualTo(2);
    }

    @Test
    void whoIsOvertakenIsToldWithWhatHeHasLost() {
        TestViewer tv = playing("tv");
        tv.writable = false;
        playing("phone"); // else the engine would wait for him
        swarm.pass(Duration.ofMinutes(3));
        tv.writable = true;
        tv.viewing.writable();
        swarm.pass(SECOND);
        assertThat(news.skips).hasSize(1);
        assertThat(news.skips.get(0).media()).isGreaterThan(Duration.ofMinutes(2));
        assertThat(news.skips.get(0).behind())
                .isGreaterThanOrEqualTo(news.skips.get(0).media());
        assertThat(status().totals().skips()).isEqualTo(1);
        leaves(tv, LeaveReason.CLIENT_LEFT);
        assertThat(news.departures.get(0).skipped()).isEqualTo(news.skips.get(0).bytes());
    }

    @Test
    void whoLagsUnderThePolicyCloseHasLagged() {
        StreamConfig usual = TestSwarm.config(Duration.ZERO);
        BroadcastConfig ring = usual.broadcast();
        use(
                new StreamConfig(
                        new BroadcastConfig(
                                ring.ring(), ring.chunkBytes(), ring.window(), ring.burst(), LagPolicy.CLOSE),
                        usual.startTimeout(),
                        usual.linger(),
                        usual.emptyTimeout(),
                        usual.keyframeTimeout(),
                        usual.failover(),
                        0),
                news);
        TestViewer tv = playing("tv");
        tv.writable = false;
        playing("phone");
        swarm.pass(Duration.ofMinutes(3));
        tv.writable = true;
        tv.viewing.writable();
        swarm.pass(SECOND);
        assertThat(tv.failure.kind()).isEqualTo(StreamFailure.Kind.TOO_SLOW);
        leaves(tv, LeaveReason.CLIENT_LEFT); // his connection closes, as he was told
        assertThat(news.departures.get(0).reason()).isEqualTo(LeaveReason.LAGGED);
    }

    @Test
    void totalsGoOnThroughAStopForWhichSomebodyComesBack() {
        TestViewer tv = playing("tv");
        swarm.pass(Duration.ofSeconds(5));
        leaves(tv, LeaveReason.CLIENT_LEFT);
        swarm.passUntil(() -> status().state() == StreamState.STOPPING, Duration.ofSeconds(20));
        StreamTotals before = status().totals();
        news.told.clear();
        playing("phone");
        swarm.pass(SECOND);
        StreamTotals after = status().totals();
        assertThat(before.players()).isEqualTo(1);
        assertThat(after.players()).isEqualTo(2);
        assertThat(after.publishedBytes()).isGreaterThan(before.publishedBytes());
        assertThat(after.deliveredBytes()).isGreaterThan(before.deliveredBytes());
        hasTold("starting", "a plays", "live", "phone STARTED");
    }

    @Test
    void aStreamIsNewThenStartingThenLiveAndGone() {
        a.cold = Duration.ofSeconds(3);
        TestViewer tv = swarm.watch();
        assertThat(status().state()).isEqualTo(StreamState.STARTING);
        assertThat(status().players()).isEqualTo(1);
        swarm.pass(SECOND);
        assertThat(status().engine()).isEqualTo(a.engine);
        swarm.passUntil(tv::hasBegun, Duration.ofSeconds(5));
        assertThat(status().state()).isEqualTo(StreamState.LIVE);
        assertThat(status().isLingering()).isFalse();
        leaves(tv, LeaveReason.CLIENT_LEFT);
        assertThat(status().isLingering()).isTrue();
        swarm.pass(Duration.ofSeconds(20));
        assertThat(swarm.streams.statuses()).isEmpty();
    }

    private void allowOneStream() {
        StreamConfig usual = TestSwarm.config(Duration.ZERO);
        use(
                new StreamConfig(
                        usual.broadcast(),
                        usual.startTimeout(),
                        usual.linger(),
                        usual.emptyTimeout(),
                        usual.keyframeTimeout(),
                        usual.failover(),
                        1),
                news);
    }

    @Test
    void whoHoldsTheOnlyPlaceGivesItUpForWhatHeWantsNext() {
        allowOneStream();
        TestViewer before = playing("tv");
        TestViewer next = swarm.watch(OTHER, "tv again", before);
        assertThat(swarm.passUntil(next::hasBegun, Duration.ofSeconds(5))).isTrue();
        assertThat(before.failure.kind()).isEqualTo(StreamFailure.Kind.SENT_AWAY);
        assertThat(news.told)
                .contains("tv left REPLACED", "ended MADE_ROOM")
                .doesNotContain("refused TOO_MANY_STREAMS");
    }

    @Test
    void whoIsSentAwayIsToldOnceAndHisStreamLingers() {
        TestViewer tv = playing("tv");
        Future<Void> gone = tv.viewing.dismiss(LeaveReason.KICKED, StreamFailure.replaced(), swarm.loop());
        swarm.pass(Duration.ofMillis(100));
        assertThat(gone.isDone()).isTrue();
        assertThat(tv.failure.kind()).isEqualTo(StreamFailure.Kind.SENT_AWAY);
        assertThat(status().isLingering()).isTrue();
        leaves(tv, LeaveReason.CLIENT_LEFT);
        assertThat(news.departures).extracting(Departure::reason).containsExactly(LeaveReason.KICKED);
        assertThat(tv.viewing
                        .dismiss(LeaveReason.KICKED, StreamFailure.replaced(), swarm.loop())
                        .isDone())
                .isTrue();
    }

    @Test
    void aLimitOfStreamsRefusesWhileAllAreWatchedAndTakesThePlaceOfOneThatLingers() {
        allowOneStream();
        TestViewer tv = playing("tv");
        TestViewer other = swarm.watch(OTHER, "other");
        swarm.pass(SECOND);
        assertThat(other.failure.kind()).isEqualTo(StreamFailure.Kind.TOO_MANY_STREAMS);
        assertThat(other.viewing.end()).isEqualTo(LeaveReason.REFUSED);
        assertThat(news.told).contains("refused TOO_MANY_STREAMS");

        leaves(tv, LeaveReason.CLIENT_LEFT);
        TestViewer next = swarm.watch(OTHER, "other");
        assertThat(swarm.passUntil(next::hasBegun, Duration.ofSeconds(5))).isTrue();
        assertThat(news.told).contains("ended MADE_ROOM");
        assertThat(swarm.streams.statuses()).hasSize(1);
    }
}
