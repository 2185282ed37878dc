package io.acexy.it.failures;

import static io.acexy.it.failures.Stage.CHANNEL;
import static io.acexy.it.failures.Stage.MORE_BYTES;
import static io.acexy.it.failures.Stage.SOME_BYTES;
import static io.acexy.simulator.engine.EngineScript.AUDIO_ONLY;
import static io.acexy.simulator.engine.EngineScript.CORRUPT_TS;
import static io.acexy.simulator.engine.EngineScript.CUT_CHUNK;
import static io.acexy.simulator.engine.EngineScript.ENDS_AGAIN;
import static io.acexy.simulator.engine.EngineScript.EOF_MIDSTREAM;
import static io.acexy.simulator.engine.EngineScript.HALF_PACKET_THEN_EOF;
import static io.acexy.simulator.engine.EngineScript.NO_KEYFRAMES;
import static io.acexy.simulator.engine.EngineScript.RST_MIDSTREAM;
import static io.acexy.simulator.engine.EngineScript.SLOW_DRIP;
import static io.acexy.simulator.engine.EngineScript.STALL;
import static io.acexy.simulator.engine.EngineScript.STARVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.it.support.TestPlayer;
import io.acexy.simulator.engine.ContentCounters;
import io.acexy.simulator.engine.DelayRange;
import io.acexy.simulator.engine.EngineScript;
import io.acexy.simulator.engine.EngineSettings;
import io.acexy.simulator.media.EndlessMedia;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Media has come, and then something happens to it; there is no other engine, and this one does not recover. */
class MidStreamTest {

    private static final int PACKET = EndlessMedia.PACKET_SIZE;
    private static final byte SYNC = 0x47;

    private static final EngineSettings ENGINE = EngineSettings.fast()
            .withFaults(faults -> faults.withAfter(Duration.ZERO)
                    .withStall(DelayRange.of(500, 500))
                    .withLeftover(Duration.ofSeconds(5)));

    @RegisterExtension
    final Stage stage = new Stage(Map.of("empty.timeout", "2s", "keyframe.timeout", "5s"), ENGINE);

    @Test
    @Covers(STALL)
    void aSilenceShorterThanTheTimeoutCostsNobodyAByte() throws Exception {
        TestPlayer player = stage.playing(CHANNEL);

        stage.follow(STALL);

        player.awaitBytes(burst() + SOME_BYTES);
        stage.assertBytesAreRight(player, CHANNEL);
        assertThat(stage.awaitChannel(channel -> true).starts()).isEqualTo(1);
    }

    /** What may be on its way already; what comes after it has come at the speed at which it plays. */
    private int burst() {
        EndlessMedia media = stage.engine().broadcaster().media(CHANNEL.infohash());
        return (int) (media.bitsPerSecond() / 8 * ENGINE.pacing().burst().toSeconds());
    }

    @Test
    @Covers(STARVED)
    void aSilenceBeyondTheTimeoutEndsTheStreamCleanlyForItsPlayers() throws Exception {
        assertEndsCleanly(STARVED);
    }

    @Test
    @Covers(EOF_MIDSTREAM)
    void anEngineThatEndsTheMediaEndsTheStreamCleanly() throws Exception {
        assertEndsCleanly(EOF_MIDSTREAM);
    }

    @Test
    @Covers(RST_MIDSTREAM)
    void anEngineThatResetsTheConnectionEndsTheStreamCleanly() throws Exception {
        assertEndsCleanly(RST_MIDSTREAM);
    }

    @Test
    @Covers(CUT_CHUNK)
    void anEngineThatIsCutInTheMiddleOfAChunkEndsTheStreamCleanly() throws Exception {
        assertEndsCleanly(CUT_CHUNK);
    }

    @Test
    @Covers(HALF_PACKET_THEN_EOF)
    void halfAPacketAtTheEndIsPassedToNobody() throws Exception {
        assertEndsCleanly(HALF_PACKET_THEN_EOF);
    }

    @Test
    @Covers(ENDS_AGAIN)
    void mediaThatIsTheSameAtEachOpeningIsPlayedOnceAndEndsTheStreamCleanly() throws Exception {
        stage.follow(ENDS_AGAIN);
        TestPlayer player = stage.playing(CHANNEL);

        stage.assertEndedCleanly(player);

        assertThat(stage.awaitChannel(channel -> channel.sessionsNow() == 0).starts())
                .as("starts of sessions")
                .isLessThanOrEqualTo(3);
    }

    @Test
    @Covers(CORRUPT_TS)
    void garbledPacketsAreDroppedAndTheStreamGoesOnInWholePackets() throws Exception {
        TestPlayer player = stage.playing(CHANNEL);

        stage.follow(CORRUPT_TS);
        player.awaitMore(MORE_BYTES);
        TestPlayer newcomer = stage.playing(CHANNEL);

        assertWholePackets(player);
        assertWholePackets(newcomer);
        assertThat(player.hasEnded()).isFalse();
        assertThat(stage.awaitChannel(channel -> true).starts()).isEqualTo(1);
        stage.everybodyLeaves();
    }

    @Test
    @Covers(SLOW_DRIP)
    void mediaThatComesSlowerThanItPlaysIsPassedOnAsItComes() throws Exception {
        TestPlayer player = stage.playing(CHANNEL);

        stage.follow(SLOW_DRIP);

        player.awaitMore(MORE_BYTES);
        stage.assertBytesAreRight(player, CHANNEL);
        assertThat(player.hasEnded()).isFalse();
    }

    @Test
    @Covers(AUDIO_ONLY)
    void aChannelWithoutAPictureIsJoinedAtItsTablesAfterTheKeyframeTimeout() throws Exception {
        assertJoinedAtTheTables(AUDIO_ONLY);
    }

    @Test
    @Covers(NO_KEYFRAMES)
    void aChannelWithoutKeyframesIsJoinedAtItsTablesAfterTheKeyframeTimeout() throws Exception {
        assertJoinedAtTheTables(NO_KEYFRAMES);
    }

    /** Without a keyframe to wait for, the first is let in late, and the next as anybody else. */
    private void assertJoinedAtTheTables(EngineScript script) throws InterruptedException {
        stage.follow(script);

        TestPlayer player = stage.watch(CHANNEL);
        assertThat(player.awaitStatus()).isEqualTo(200);
        player.awaitMore(MORE_BYTES / 2);
        TestPlayer second = stage.watch(CHANNEL);
        assertThat(second.awaitStatus()).isEqualTo(200);
        second.awaitMore(MORE_BYTES / 2);

        assertBeginsWithTables(player);
        assertBeginsWithTables(second);
        assertThat(player.hasEnded()).isFalse();
        stage.everybodyLeaves();
    }

    private void assertBeginsWithTables(TestPlayer player) {
        byte[] body = player.body();
        int pmt = stage.engine().broadcaster().media(CHANNEL.infohash()).pmtPid();
        assertThat(pid(body, 0)).as("PAT first").isZero();
        assertThat(pid(body, 1)).as("then PMT").isEqualTo(pmt);
        assertWholePackets(player);
    }

    private static int pid(byte[] packets, int index) {
        return ((packets[index * PACKET + 1] & 0x1F) << 8) | (packets[index * PACKET + 2] & 0xFF);
    }

    private static void assertWholePackets(TestPlayer player) {
        byte[] body = player.body();
        for (int at = 0; at < body.length; at += PACKET) {
            assertThat(body[at]).as("byte " + at).isEqualTo(SYNC);
        }
    }

    private void assertEndsCleanly(EngineScript script) throws InterruptedException {
        TestPlayer player = stage.playing(CHANNEL);
        TestPlayer second = stage.playing(CHANNEL);

        stage.follow(script);

        stage.assertEndedCleanly(player);
        stage.assertEndedCleanly(second);
        ContentCounters left = stage.awaitChannel(
                channel -> channel.sessionsNow() == 0 && channel.opened() > 0 && channel.stopped() == channel.opened());
        assertThat(left.readersNow()).isZero();
    }
}
