package io.acexy.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.source.Switch;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TroublesTest {

    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "a".repeat(40));
    private static final Engine B = new Engine("b", "10.0.0.2", 6878);
    private static final Engine C = new Engine("c", "10.0.0.3", 6878);
    private static final EngineFault RESET = EngineFault.unreachable("connection reset");

    private final TickingClock clock = new TickingClock();
    private final Troubles troubles = new Troubles(clock);

    private static Switch change(Switch.Kind kind, EngineFault why, Duration lost) {
        return new Switch(kind, B, C, why, Optional.ofNullable(lost));
    }

    @Test
    void whereNothingWasWrongThereIsNothingToSay() {
        assertThat(troubles.recent(CONTENT)).isEmpty();
        assertThat(troubles.lastSwitch(CONTENT)).isEmpty();
        assertThat(troubles.lastFailure(B)).isEmpty();
    }

    @Test
    void anEngineThatDiedIsToldWithItsTimeAndHowTheStreamWentOn() {
        troubles.suspected(CONTENT, B, RESET);
        troubles.switched(CONTENT, change(Switch.Kind.EXACT, RESET, Duration.ZERO));
        clock.pass(Duration.ofSeconds(12));
        assertThat(troubles.recent(CONTENT))
                .contains("engine b died (connection reset) 12 s ago, stream went on at the next byte on engine c");
    }

    @Test
    void whatWasLostIsTold() {
        EngineFault silent = new EngineFault(EngineFault.Kind.SILENT, "no media for 4000 ms");
        troubles.switched(CONTENT, change(Switch.Kind.KEYFRAME, silent, Duration.ofMillis(2_400)));
        clock.pass(Duration.ofSeconds(3));
        assertThat(troubles.recent(CONTENT))
                .contains(
                        "engine b went silent (no media for 4000 ms) 3.0 s ago, stream went on at a keyframe on engine c,"
                                + " 2.4 s of media lost");
    }

    @Test
    void aMoveThatSomebodyWantedIsNoFault() {
        troubles.switched(CONTENT, change(Switch.Kind.EXACT, null, Duration.ZERO));
        assertThat(troubles.recent(CONTENT))
                .contains("engine b was left 0.0 s ago, stream went on at the next byte on engine c");
    }

    @Test
    void anEngineThatIsSuspectedAfterTheLastChangeIsWhatIsWrongNow() {
        troubles.switched(CONTENT, change(Switch.Kind.EXACT, RESET, Duration.ZERO));
        clock.pass(Duration.ofSeconds(60));
        troubles.suspected(CONTENT, C, new EngineFault(EngineFault.Kind.SILENT, "no media for 1500 ms"));
        assertThat(troubles.recent(CONTENT)).contains("engine c went silent (no media for 1500 ms) 0.0 s ago");
    }

    @Test
    void aTroubleIsRecentForFiveMinutesAndASwitchIsKnownForAnHour() {
        troubles.switched(CONTENT, change(Switch.Kind.EXACT, RESET, Duration.ZERO));
        clock.pass(Duration.ofMinutes(6));
        assertThat(troubles.recent(CONTENT)).isEmpty();
        assertThat(troubles.lastSwitch(CONTENT)).isPresent();
        clock.pass(Duration.ofMinutes(55));
        assertThat(troubles.lastSwitch(CONTENT)).isEmpty();
    }

    @Test
    void aStreamThatIsOverIsForgottenButNotWhatItsEngineDid() {
        troubles.switched(CONTENT, change(Switch.Kind.EXACT, RESET, Duration.ZERO));
        troubles.failed(CONTENT, B, RESET);
        troubles.forget(CONTENT);
        assertThat(troubles.lastSwitch(CONTENT)).isEmpty();
        assertThat(troubles.lastFailure(B)).map(Troubles.Failure::fault).contains(RESET);
    }

    /** A fleet that starts engines all day must not be remembered for ever. */
    @Test
    void ofTooManyEnginesThoseThatFailedLongestAgoAreForgotten() {
        for (int number = 0; number <= 1_000; number++) {
            troubles.failed(CONTENT, Engine.at("host" + number, 6878), RESET);
        }
        assertThat(troubles.lastFailure(Engine.at("host0", 6878))).isEmpty();
        assertThat(troubles.lastFailure(Engine.at("host1", 6878))).isPresent();
        assertThat(troubles.lastFailure(Engine.at("host1000", 6878))).isPresent();
    }
}
