package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.source.Source.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one session is to its run, and for how long. */
class SourceTest {

    private final Stage stage = new Stage();

    @AfterEach
    void end() {
        stage.close();
    }

    private static EngineFault fault(EngineFault.Kind kind) {
        return new EngineFault(kind, "as the test wants");
    }

    @ParameterizedTest(name = "{0} of an engine: {1}, of another process: {2}")
    @CsvSource({
        "UNREACHABLE, true, true",
        "ENDED, true, false",
        "BROKEN, false, false",
        "SILENT, false, false",
        "DEAD_SESSION, false, false"
    })
    void aConnectionThatWasCutIsOpenedAnew(EngineFault.Kind kind, boolean engine, boolean kin) {
        assertThat(stage.source("A").mayReopen(fault(kind))).isEqualTo(engine);
        assertThat(stage.source(Engine.kinAt(8080)).mayReopen(fault(kind))).isEqualTo(kin);
    }

    @Test
    void oneThatWasCutAMomentAgoIsNotOpenedAnew() {
        Source source = stage.source("A");
        stage.pass(100);
        assertThat(source.isReopened()).isFalse();
        source.reopen();
        assertThat(stage.happened()).isEqualTo("A reopened");
        assertThat(source.isReopened()).isTrue();
        assertThat(source.mayReopen(fault(EngineFault.Kind.UNREACHABLE))).isFalse();
        stage.pass(30);
        assertThat(source.mayReopen(fault(EngineFault.Kind.UNREACHABLE))).isFalse();
        stage.pass(0.001);
        assertThat(source.mayReopen(fault(EngineFault.Kind.UNREACHABLE))).isTrue();
        source.reopen();
        assertThat(source.mayReopen(fault(EngineFault.Kind.UNREACHABLE))).isFalse();
    }

    @Test
    void oneIsProvenWhenItHasBeenInUseForMoreThanASecond() {
        Source source = stage.candidate("A");
        stage.pass(100);
        assertThat(source.isProven()).isFalse();
        source.use(data -> data.release()).release();
        assertThat(source.isProven()).isFalse();
        stage.pass(1);
        assertThat(source.isProven()).isFalse();
        stage.pass(0.001);
        assertThat(source.isProven()).isTrue();
        source.become(Role.FIRST, data -> data.release());
        stage.pass(100);
        assertThat(source.isProven()).isFalse();
    }

    @Test
    void itIsAnnouncedOnceAndItsEndIsToldIfItWas() {
        Source source = stage.source("A");
        assertThat(source.retire()).isFalse();
        assertThat(source.is(Role.RETIRING)).isTrue();
        assertThat(source.announce()).isTrue();
        assertThat(source.isAnnounced()).isTrue();
        assertThat(source.announce()).isFalse();
        assertThat(source.retire()).isTrue();
        assertThat(source.isAnnounced()).isFalse();
        assertThat(source.retire()).isFalse();
    }

    @Test
    void aStandbyThatIsNeededIsACandidateAndNobodyElseChanges() {
        Source standby = stage.tried("A", Role.STANDBY);
        standby.wake();
        assertThat(standby.is(Role.CANDIDATE)).isTrue();
        Source used = stage.source("B");
        used.become(Role.IN_USE, data -> data.release());
        used.wake();
        assertThat(used.is(Role.IN_USE)).isTrue();
        assertThat(used.is(Role.STANDBY)).isFalse();
    }

    @Test
    void whatIsHeldEndsWithTheTrial() {
        Source source = stage.candidate("A");
        stage.send(source, Reel.of(0, 1));
        assertThat(source.trial().splicer().isEmpty()).isFalse();
        source.tryOut(Role.CANDIDATE, stage.trial(source));
        assertThat(source.trial().splicer().isEmpty()).isTrue();
        stage.send(source, Reel.of(0, 1));
        source.become(Role.IN_USE, data -> data.release());
        assertThat(source.trial()).isNull();
        assertThat(stage.happened()).isEqualTo("A has more, A has more");
        stage.send(source, Reel.of(1, 2));
        assertThat(stage.happened()).isEmpty();
    }

    @Test
    void whatItsSessionSaysIsPassedOn() {
        Source source = stage.source("A");
        source.started(source.session().links());
        source.failed(fault(EngineFault.Kind.ENDED));
        assertThat(stage.happened()).isEqualTo("A started as A, A fails (ENDED)");
    }
}
