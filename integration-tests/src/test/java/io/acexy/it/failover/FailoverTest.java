package io.acexy.it.failover;

import static io.acexy.it.failover.Duo.CHANNEL;
import static io.acexy.it.failover.Duo.SOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.mpegts.TsInspector;
import io.acexy.it.support.Proxy;
import io.acexy.it.support.TestPlayer;
import io.acexy.it.support.Truth;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSimulator;
import io.acexy.testkit.Ffmpeg;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How each way to lose an engine is noticed, and what the player sees: the rows of the table in docs/operations.md. */
class FailoverTest {

    private static final int PACKET = 188;

    private Duo duo;

    @AfterEach
    void close() {
        duo.close();
    }

    private void assertGoesOnWithoutAGap(EngineScript script) throws Exception {
        duo = Duo.overlapping(Map.of());
        TestPlayer player = duo.playing();
        EngineSimulator failing = duo.serving();
        failing.setScript(CHANNEL.infohash(), script);
        Duo.await(duo.other(failing), counters -> counters.readersNow() == 1);
        player.awaitMore(SOME);
        duo.truth().verify(player.body());
        assertThat(player.hasEnded()).isFalse();
    }

    @Test
    void anEngineThatIsKilledIsReplacedAtTheNextByte() throws Exception {
        duo = Duo.overlapping(Map.of());
        TestPlayer player = duo.playing();
        EngineSimulator failing = duo.serving();
        failing.kill();
        Duo.await(duo.other(failing), counters -> counters.readersNow() == 1);
        player.awaitMore(SOME);
        duo.truth().verify(player.body());
    }

    @Test
    void aConnectionThatIsResetOnceIsOpenedAnewOnTheSameSession() throws Exception {
        duo = Duo.overlapping(Map.of());
        TestPlayer player = duo.playing();
        EngineSimulator engine = duo.serving();
        engine.setScript(CHANNEL.infohash(), EngineScript.RST_MIDSTREAM);
        Duo.await(engine, counters -> counters.readersNow() == 0);
        engine.setScript(CHANNEL.infohash(), EngineScript.NORMAL);
        Duo.await(engine, counters -> counters.readersNow() == 1);
        player.awaitMore(SOME);
        duo.truth().verify(player.body());
        assertThat(Duo.of(engine).starts()).as("no new session was needed").isEqualTo(1);
    }

    @Test
    void aCleanEndOfALiveStreamIsAFaultLikeAnyOther() throws Exception {
        assertGoesOnWithoutAGap(EngineScript.EOF_MIDSTREAM);
    }

    @Test
    void aConnectionThatBreaksInTheMiddleOfAChunkIsReplaced() throws Exception {
        assertGoesOnWithoutAGap(EngineScript.CUT_CHUNK);
    }

    @Test
    void halfAPacketAtTheEndIsCompletedByTheNextEngine() throws Exception {
        assertGoesOnWithoutAGap(EngineScript.HALF_PACKET_THEN_EOF);
    }

    @Test
    void aStarvedEngineIsLeftForOneThatHasPeers() throws Exception {
        assertGoesOnWithoutAGap(EngineScript.STARVED);
    }

    @Test
    void anEngineThatDeliversSlowerThanItPlaysIsLeft() throws Exception {
        duo = Duo.overlapping(Map.of("failover.slow.deficit", "2s"));
        TestPlayer player = duo.playing();
        EngineSimulator failing = duo.serving();
        failing.setScript(CHANNEL.infohash(), EngineScript.SLOW_DRIP);
        Duo.await(duo.other(failing), counters -> counters.readersNow() == 1);
        Duo.await(failing, counters -> counters.readersNow() == 0);
        player.awaitMore(SOME);
        duo.truth().verify(player.body());
    }

    @Test
    void anEngineThatHangsIsAskedAndLeftWhenItDoesNotAnswer() throws Exception {
        duo = Duo.overlapping(Map.of("failover.stall.check", "300ms", "failover.stall.timeout", "60s"));
        TestPlayer player = duo.playing();
        EngineSimulator failing = duo.serving();
        failing.setScript(EngineScript.FULL_HANG);
        Duo.await(duo.other(failing), counters -> counters.readersNow() == 1);
        player.awaitMore(SOME);
        duo.truth().verify(player.body());
    }

    @Test
    void aSilentEngineThatNoLongerKnowsTheSessionIsLeftAtOnce() throws Exception {
        duo = Duo.overlapping(Map.of("failover.stall.check", "300ms", "failover.stall.timeout", "60s"));
        TestPlayer player = duo.playing();
        EngineSimulator failing = duo.serving();
        failing.setScript(CHANNEL.infohash(), EngineScript.STAT_UNKNOWN_SESSION);
        player.awaitMore(SOME / 4);
        assertThat(duo.serving()).as("while media flows nobody asks").isSameAs(failing);
        failing.kill();
        Duo.await(duo.other(failing), counters -> counters.readersNow() == 1);
        player.awaitMore(SOME);
        duo.truth().verify(player.body());
    }

    @Test
    void aPictureThatIsMissingWhileSoundFlowsIsFetchedFromAnotherEngine() throws Exception {
        duo = Duo.overlapping(Map.of("failover.video.timeout", "1s"));
        TestPlayer player = duo.playing();
        EngineSimulator failing = duo.serving();
        failing.setScript(CHANNEL.infohash(), EngineScript.AUDIO_ONLY);
        Duo.await(duo.other(failing), counters -> counters.readersNow() == 1);
        player.awaitMore(4 * SOME);
        assertEndsWithACleanStretch(player);
    }

    @Test
    void keyframesThatStayAwayAreFetchedFromAnotherEngine() throws Exception {
        duo = Duo.overlapping(Map.of("failover.video.timeout", "1s"));
        TestPlayer player = duo.playing();
        player.awaitMore(3 * SOME); // the distance of keyframes has been seen
        EngineSimulator failing = duo.serving();
        failing.setScript(CHANNEL.infohash(), EngineScript.NO_KEYFRAMES);
        Duo.await(duo.other(failing), counters -> counters.readersNow() == 1);
        player.awaitMore(4 * SOME);
        assertEndsWithACleanStretch(player);
    }

    /** Somewhere after his first stretch, tables and a keyframe begin one that lasts to the end. */
    private void assertEndsWithACleanStretch(TestPlayer player) throws Exception {
        byte[] body = player.body();
        Truth truth = duo.truth();
        for (int at = truth.runLength(body); at < body.length - SOME / 4; at += PACKET) {
            byte[] rest = Arrays.copyOfRange(body, at, body.length);
            if (truth.isStretch(rest)) {
                assertThat(Ffmpeg.warningsOf(truth.withoutLastPicture(rest))).isEmpty();
                return;
            }
        }
        throw new AssertionError("no stretch of the broadcast begins after the switch");
    }

    @Test
    void withoutOverlapPlaybackGoesOnAtAKeyframeAndTimeNeverRunsBack() throws Exception {
        // The second engine is ahead of the first and sends nothing of the past.
        duo = new Duo(Duration.ofSeconds(9), Duration.ofSeconds(1), Duration.ofMillis(0), Proxy.UNHURRIED);
        List<TestPlayer> audience = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            audience.add(duo.watch());
        }
        TestPlayer player = audience.get(0);
        player.awaitBytes(SOME);
        EngineSimulator failing = duo.serving();
        failing.kill();
        Duo.await(duo.other(failing), counters -> counters.readersNow() == 1);
        for (TestPlayer one : audience) {
            one.awaitBytes(3 * SOME);
            assertThat(one.hasEnded()).isFalse();
        }
        byte[] body = player.body();
        Truth truth = duo.truth();
        int cut = truth.runLength(body);
        assertThat(cut).isBetween(SOME / 2, body.length - PACKET);
        byte[] after = Arrays.copyOfRange(body, cut, body.length);
        assertThat(truth.isStretch(after))
                .as("tables, marks of discontinuity, keyframe, broadcast")
                .isTrue();
        assertThat(Ffmpeg.warningsOf(truth.withoutLastPicture(after))).isEmpty();
        assertThat(timeStamps(body)).isSorted();
        assertThat(continuityErrors(body)).isZero();
    }

    private static long continuityErrors(byte[] body) {
        TsInspector inspector = new TsInspector(point -> {});
        ByteBuf packets = Unpooled.wrappedBuffer(body);
        for (int at = 0; at + PACKET <= body.length; at += PACKET) {
            inspector.inspect(packets, at, at);
        }
        return inspector.continuityErrors();
    }

    /** The decoding times of all pictures, as ffprobe reads them. */
    private static List<Double> timeStamps(byte[] body) throws Exception {
        String printed = Ffmpeg.run(
                out -> out.write(body),
                List.of(
                        "ffprobe",
                        "-v",
                        "quiet",
                        "-select_streams",
                        "v",
                        "-show_entries",
                        "packet=dts_time",
                        "-of",
                        "csv=p=0",
                        "pipe:0"));
        return printed.lines()
                .map(line -> line.replace(",", ""))
                .filter(line -> line.matches("[0-9.]+"))
                .map(Double::valueOf)
                .toList();
    }

    @Test
    void whoWaitsWhileAllEnginesAreGoneGoesOnWhenTheyAreBack() throws Exception {
        duo = Duo.overlapping(Map.of("empty.timeout", "60s"));
        TestPlayer player = duo.playing();
        EngineSimulator first = duo.serving();
        EngineSimulator second = duo.other(first);
        second.kill();
        first.kill();
        long refused = second.counters().statusCalls();
        second.restart();
        second.awaitCounters(counters -> counters.statusCalls() > refused, Duo.PATIENCE);
        Duo.await(second, counters -> counters.readersNow() == 1);
        player.awaitMore(SOME);
        assertThat(player.hasEnded()).isFalse();
        duo.truth().verify(player.body());
    }

    @Test
    void afterTheBudgetTheStreamEndsCleanly() throws Exception {
        duo = Duo.overlapping(Map.of("empty.timeout", "2s"));
        TestPlayer player = duo.playing();
        EngineSimulator first = duo.serving();
        duo.other(first).kill();
        first.kill();
        assertThat(player.awaitEnd()).isEqualTo(TestPlayer.End.CLEAN);
        duo.truth().verify(player.body());
    }

    @Test
    void anOperatorMovesAStreamWithNothingLostAndTheOldSessionIsStoppedOnce() throws Exception {
        duo = Duo.overlapping(Map.of());
        TestPlayer player = duo.playing();
        EngineSimulator left = duo.serving();
        assertThat(move()).isEqualTo(202);
        Duo.await(left, counters -> counters.stopped() == 1 && counters.readersNow() == 0);
        player.awaitMore(SOME);
        duo.truth().verify(player.body());
        assertThat(Duo.of(left).stopsReceived()).isEqualTo(1);
        assertThat(Duo.of(duo.other(left)).readersNow()).isEqualTo(1);
    }

    @Test
    void movingAStreamThatNobodyPlaysIs404() throws Exception {
        duo = Duo.overlapping(Map.of());
        assertThat(move()).isEqualTo(404);
    }

    private int move() throws InterruptedException {
        return duo.players()
                .request(
                        duo.proxy().address(),
                        HttpVersion.HTTP_1_1,
                        HttpMethod.POST,
                        "/api/v1/streams/" + CHANNEL.infohash() + "/move",
                        Map.of("content-length", "0"))
                .awaitStatus();
    }

    @Test
    void aSlowStartIsRacedOnASecondEngineAndTheLoserIsStopped() throws Exception {
        duo = Duo.overlapping(Map.of("start.race", "300ms"));
        EngineSimulator quick = duo.serving(); // nobody plays yet: the one that is not asked first
        EngineSimulator slow = duo.other(quick);
        slow.setScript(CHANNEL.infohash(), EngineScript.OFFLINE);
        quick.setScript(CHANNEL.infohash(), EngineScript.NORMAL);
        TestPlayer player = duo.watch();
        player.awaitBytes(SOME);
        duo.truth().verify(player.body());
        Duo.await(slow, counters -> counters.starts() == 1 && counters.sessionsNow() == 0);
    }

    @Test
    void aStandbyTakesOverFromTheByteWhereTheFirstEngineDied() throws Exception {
        duo = Duo.overlapping(Map.of("standby.players", "1"));
        TestPlayer player = duo.playing();
        EngineSimulator first = duo.serving();
        EngineSimulator standby = duo.other(first);
        Duo.await(standby, counters -> counters.bytesSent() > SOME);
        EngineSimulator dying = Duo.of(first).readersNow() > 0 ? first : standby;
        dying.kill();
        player.awaitMore(SOME);
        duo.truth().verify(player.body());
        assertThat(player.hasEnded()).isFalse();
    }
}
