package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.mpegts.TsPacket;
import io.acexy.core.source.Trial.Patience;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What has been published ends at 5.3 s; what a candidate sends of it, and for how long it is waited for. */
class TrialTest {

    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Stage stage = new Stage();
    private Source source;
    private Trial trial;

    @BeforeEach
    void begin() {
        stage.publish(Reel.of(0, 5.3));
        source = stage.candidate("A");
        trial = source.trial();
    }

    @AfterEach
    void end() {
        stage.close();
    }

    private void patienceEndsAfter(double seconds) {
        stage.log.clear();
        stage.pass(seconds - 0.001);
        assertThat(stage.happened()).isEmpty();
        stage.pass(0.001);
        assertThat(stage.happened()).isEqualTo("no more patience with A");
        stage.pass(60);
        assertThat(stage.happened()).as("and that is said once").isEmpty();
    }

    /** Another multiplexer's packets: they are like no other's. */
    private static void alter(byte[] packet) {
        packet[TsPacket.SIZE - 1] ^= 0x55;
    }

    @Test
    void oneThatBringsNothingHasTheTimeForTheFirstMedia() {
        trial.within(LONG, SHORT);
        assertThat(trial.is(Patience.FRESH)).isTrue();
        assertThat(trial.isHopeful()).isTrue();
        patienceEndsAfter(10);
    }

    @Test
    void oneThatBringsMediaHasTheOtherTimeFromThenOn() {
        trial.within(LONG, SHORT);
        stage.pass(9);
        stage.send(source, Reel.of(1, 2));
        assertThat(stage.happened()).isEqualTo("A has more");
        assertThat(trial.is(Patience.SHOWING)).isTrue();
        stage.pass(1);
        stage.send(source, Reel.of(2, 3));
        patienceEndsAfter(2);
    }

    @Test
    void oneThatHasBroughtMediaBeforeHasTheOtherTimeAtOnce() {
        stage.send(source, Reel.of(1, 2));
        stage.pass(60);
        trial.within(LONG, SHORT);
        patienceEndsAfter(3);
    }

    @Test
    void aStandbyIsNotWaitedFor() {
        stage.send(source, Reel.of(1, 2));
        assertThat(trial.is(Patience.SHOWING)).isTrue();
        stage.pass(3_600);
        assertThat(stage.happened()).isEqualTo("A has more");
    }

    @Test
    void oneThatIsLateIsNotHopedForUntilItShowsSomething() {
        trial.within(LONG, SHORT);
        trial.late(Duration.ofSeconds(50));
        assertThat(trial.isHopeful()).isFalse();
        stage.pass(49);
        stage.send(source, Reel.of(1, 2));
        assertThat(trial.is(Patience.SHOWING)).isTrue();
        assertThat(trial.isHopeful()).isTrue();
        patienceEndsAfter(3);
    }

    @Test
    void oneThatIsLateHasTheTimeThatItIsGiven() {
        trial.within(LONG, SHORT);
        stage.pass(1);
        trial.late(Duration.ofSeconds(50));
        patienceEndsAfter(50);
    }

    @Test
    void oneThatIsPastTheEndIsNotHopedFor() {
        stage.send(source, Reel.of(5.9, 7));
        assertThat(trial.isHopeful()).isFalse();
        trial.overdue(LONG, SHORT);
        assertThat(trial.isHopeful()).isFalse();
    }

    @Test
    void oneThatIsOnItsWayMayComeUntilItFallsSilent() {
        stage.send(source, Reel.of(1, 2));
        trial.overdue(SHORT, LONG);
        assertThat(trial.is(Patience.OVERDUE)).isTrue();
        assertThat(trial.isHopeful()).isTrue();
        patienceEndsAfter(3);
        assertThat(trial.isStillComing(Duration.ofSeconds(70), LONG)).isTrue();
        patienceEndsAfter(70);
        assertThat(trial.isStillComing(Duration.ofSeconds(70), LONG)).isFalse();
        assertThat(trial.shortcoming().kind()).hasToString("SILENT");
        assertThat(trial.shortcoming().detail()).startsWith("A@").contains("fell silent");
    }

    @Test
    void silenceCountsFromTheLastThatCame() {
        stage.send(source, Reel.of(1, 2));
        trial.overdue(SHORT, LONG);
        stage.pass(2);
        stage.send(source, Reel.of(2, 2.1));
        stage.pass(2.999);
        assertThat(trial.isStillComing(SHORT, LONG)).isTrue();
        stage.pass(0.001);
        assertThat(trial.isStillComing(SHORT, LONG)).isFalse();
    }

    @Test
    void oneThatHasArrivedOnItsWayHasSomeMoreTimeAndThenNoMore() {
        stage.send(source, Reel.changed(1, 2, TrialTest::alter));
        trial.overdue(SHORT, LONG);
        stage.pass(2);
        stage.send(source, Reel.changed(2, 5.9, TrialTest::alter));
        assertThat(trial.isStillComing(SHORT, LONG)).isTrue();
        patienceEndsAfter(10);
        stage.send(source, Reel.changed(5.9, 5.95, TrialTest::alter));
        assertThat(trial.isStillComing(SHORT, LONG)).isFalse();
        assertThat(trial.shortcoming().kind()).hasToString("BROKEN");
        assertThat(trial.shortcoming().detail()).startsWith("A@").contains("no place");
    }

    @Test
    void oneThatIsOverdueStaysSoWhateverComes() {
        stage.send(source, Reel.of(1, 2));
        trial.overdue(SHORT, LONG);
        stage.pass(2);
        stage.send(source, Reel.of(2, 3));
        assertThat(trial.is(Patience.OVERDUE)).isTrue();
        patienceEndsAfter(1);
    }

    @Test
    void aStrangersKeyframeWillDoOnlyWhenItIsOverdue() {
        stage.send(source, Reel.shifted(7, 9, 5_000));
        assertThat(trial.jump()).isEmpty();
        trial.overdue(SHORT, LONG);
        assertThat(trial.jump()).get().extracting(Splice::kind).isEqualTo(Switch.Kind.KEYFRAME);
    }

    @Test
    void aKeyframeThatIsNewWillDoAtOnce() {
        stage.send(source, Reel.of(5.9, 7));
        assertThat(trial.jump()).get().extracting(Splice::kind).isEqualTo(Switch.Kind.KEYFRAME);
    }

    @Test
    void whatIsNoTransportStreamIsNoGood() {
        stage.send(source, Unpooled.buffer().writeZero(1_000));
        assertThat(stage.happened()).as("it may be a beginning").isEqualTo("A has more");
        assertThat(trial.is(Patience.FRESH)).isTrue();
        stage.pass(2);
        stage.send(source, Unpooled.buffer().writeZero(1_000));
        assertThat(stage.happened()).isEqualTo("A is no good (BROKEN)");
    }

    @Test
    void oneThatIsUsedIsNoLongerWaitedFor() {
        trial.within(LONG, SHORT);
        source.use(data -> data.release()).release();
        stage.pass(60);
        assertThat(stage.happened()).isEmpty();
    }
}
