package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelection.Busy;
import io.acexy.core.engine.EngineSelection.Selected;
import io.acexy.core.engine.EngineSelection.Unavailable;
import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.message.EngineHealth;
import io.acexy.orchestrator.message.Provisioned;
import io.acexy.orchestrator.reply.Advice;
import io.acexy.orchestrator.reply.Reply;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers for whom there is no engine yet, one slot each. */
class WaitingForEnginesTest {

    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "0".repeat(40));
    private static final String PREFIX = "Service temporarily unavailable: ";

    private final Selecting world = new Selecting();
    private final AskedOrchestrator orchestrator = world.orchestrator;
    private final EngineSelection configured = new Unavailable("nobody", Duration.ZERO);
    private final OrchestratedEngineSelector selector = new OrchestratedEngineSelector(
            world.parts(1), (content, excluding, home) -> home.newSucceededFuture(configured));
    private final List<Future<EngineSelection>> callers = new ArrayList<>();

    @BeforeEach
    void watch() {
        world.healthSeen = selector::healthSeen;
        world.listSeen = selector::listSeen;
        world.poller.start();
        orchestrator.run();
        orchestrator.state(Looks.WELL);
    }

    @AfterEach
    void noMistakeWasMade() {
        assertThat(orchestrator.bugs.count()).isZero();
    }

    /** One more caller, who is told an empty list if he asks for it. */
    private Future<EngineSelection> caller() {
        Future<EngineSelection> caller = selector.select(CONTENT, Set.of(), orchestrator.loop);
        callers.add(caller);
        orchestrator.run();
        if (orchestrator.isAskedForList()) {
            orchestrator.list();
        }
        return caller;
    }

    private void callers(int count) {
        for (int i = 0; i < count; i++) {
            caller();
        }
    }

    private static Reply<Provisioned> made(String id) {
        return new Reply.Success<>(new Provisioned(Optional.of(id), Optional.empty()), Advice.NONE);
    }

    private static String reason(Future<EngineSelection> caller) {
        return ((EngineSelection.None) caller.getNow()).reason();
    }

    @Test
    void whoHasLeftHasNoEngineAskedFor() {
        callers(10);
        assertThat(orchestrator.provisionsAsked).isEqualTo(8);
        callers.get(0).cancel(false);
        callers.get(9).cancel(false);
        orchestrator.run();
        orchestrator.provisioned(made("e"));
        assertThat(orchestrator.provisionsAsked).isEqualTo(8);
    }

    @Test
    void whoHasLeftBeforeHisTurnAsksNobody() {
        Future<EngineSelection> caller = selector.select(CONTENT, Set.of(), orchestrator.loop);
        caller.cancel(false);
        orchestrator.run();
        orchestrator.advance(Duration.ofSeconds(60));
        assertThat(orchestrator.listsAsked).isZero();
    }

    @Test
    void whenTheOrchestratorCannotBeAskedThoseForWhomNothingIsOnItsWayAreTold() {
        callers(2);
        assertThat(orchestrator.provisionsAsked).isEqualTo(2);
        orchestrator.provisioned(new Reply.Failed<>(HttpFault.CONNECT, "refused"));
        assertThat(callers.get(0).isDone())
                .as("the other call may come to something")
                .isFalse();
        assertThat(reason(callers.get(1)))
                .isEqualTo(PREFIX + "the orchestrator does not answer, and no fallback engine works");
        assertThat(callers.get(1).getNow()).isInstanceOf(Unavailable.class);
    }

    @Test
    void thenAnEngineThatIsALastResortIsGoodEnoughIfItAnswers() {
        callers(1);
        world.list(Listed.engine("e").health(EngineHealth.UNHEALTHY));
        orchestrator.provisioned(new Reply.Failed<>(HttpFault.CONNECT, "refused"));
        assertThat(world.looked).containsExactly(new Engine("e", "e", 6878));
        world.looked(EngineCheck.State.NOT_READY);
        assertThat(callers.get(0).getNow())
                .as("there is one, and it is of no use")
                .isInstanceOf(Busy.class);
        assertThat(reason(callers.get(0))).endsWith("no fallback engine works");
    }

    @Test
    void alsoWhereNoEngineIsStarted() {
        callers(1);
        world.list(Listed.engine("e").health(EngineHealth.UNHEALTHY));
        orchestrator.provisioned(new Reply.Unsupported<>("/provision"));
        world.looked(EngineCheck.State.READY);
        assertThat(((Selected) callers.get(0).getNow()).engine().id()).isEqualTo("e");
    }

    @Test
    void andOneThatDoesNotAnswerLeavesTheCallerWaiting() {
        callers(1);
        world.list(Listed.engine("e").health(EngineHealth.UNHEALTHY));
        orchestrator.provisioned(new Reply.Unsupported<>("/provision"));
        world.looked(EngineCheck.State.NOT_READY);
        assertThat(callers.get(0).isDone()).isFalse();
        orchestrator.provisioned(new Reply.Unsupported<>("/provision"));
        assertThat(reason(callers.get(0))).isEqualTo(PREFIX + "this orchestrator starts no engines");
    }

    @Test
    void whereNoNameOfAnEngineIsKnownHereMoreEnginesAreOfNoUse() {
        world.reach.failed(new Engine("e", "e", 6878), new EngineCheck(EngineCheck.State.NAME_UNKNOWN, "x"));
        world.list(Listed.engine("e").streams(1));
        Future<EngineSelection> caller = selector.select(CONTENT, Set.of(), orchestrator.loop);
        orchestrator.run();
        orchestrator.list(Listed.engine("e").streams(1));
        assertThat(reason(caller)).isEqualTo(PREFIX + EngineReach.nameText("e"));
        assertThat(orchestrator.provisionsAsked).isZero();
    }

    @Test
    void aListThatDoesNotComeIsAReasonToLookAtTheOrchestrator() {
        Future<EngineSelection> caller = selector.select(CONTENT, Set.of(), orchestrator.loop);
        orchestrator.run();
        assertThat(orchestrator.isAskedForState()).isFalse();
        orchestrator.fail("engines");
        assertThat(orchestrator.isAskedForState()).isTrue();
        assertThat(reason(caller)).endsWith("no fallback engine works");
    }

    @Test
    void aNewListServesThoseWhoWaitInTheOrderOfTheirComing() {
        callers(3);
        world.books.trust("e");
        world.list(Listed.engine("e"), Listed.engine("f"));
        assertThat(((Selected) callers.get(0).getNow()).engine().id()).isEqualTo("e");
        world.looked(EngineCheck.State.READY);
        assertThat(callers).extracting(Future::isDone).containsExactly(true, true, false);
    }

    @Test
    void aSlotThatIsGivenBackServesWhoWaits() {
        world.list(Listed.engine("e"));
        Future<EngineSelection> first = caller();
        world.looked(EngineCheck.State.READY);
        Future<EngineSelection> second = selector.select(CONTENT, Set.of(), orchestrator.loop);
        orchestrator.run();
        orchestrator.list(Listed.engine("e"));
        assertThat(second.isDone()).isFalse();
        ((Selected) first.getNow()).lease().release();
        orchestrator.run();
        assertThat(second.getNow()).isInstanceOf(Selected.class);
    }

    @Test
    void anEngineThatIsWaitedForIsNotTakenByWhoComesLater() {
        callers(1);
        orchestrator.provisioned(made("e"));
        orchestrator.list(Listed.engine("e"));
        assertThat(world.looked).hasSize(1);
        Future<EngineSelection> later = selector.select(CONTENT, Set.of(), orchestrator.loop);
        orchestrator.run();
        assertThat(later.isDone()).isFalse();
        assertThat(world.looked).as("by those who wait for it").hasSize(1);
        world.looked(EngineCheck.State.READY);
        assertThat(callers.get(0).getNow()).isInstanceOf(Selected.class);
    }

    @Test
    void whoFindsNoRoomInASlowListAsksForAnotherOneBeside() {
        world.roster.refresh(fresh -> {});
        orchestrator.advance(Duration.ofSeconds(1));
        orchestrator.list(Listed.engine("e").streams(1));
        selector.select(CONTENT, Set.of(), orchestrator.loop);
        orchestrator.run();
        assertThat(orchestrator.listsAsked).isEqualTo(2);
        assertThat(orchestrator.provisionsAsked).isEqualTo(1);
    }

    @Test
    void aStateOfFiveSecondsIsTrueEnoughToAskByAndNoOlderOne() {
        world.roster.refresh(fresh -> {});
        orchestrator.advance(Duration.ofSeconds(5));
        orchestrator.list(Listed.engine("e").streams(1));
        selector.select(CONTENT, Set.of(), orchestrator.loop);
        orchestrator.run();
        assertThat(orchestrator.provisionsAsked).isEqualTo(1);
        assertThat(orchestrator.isAskedForState()).isFalse();

        orchestrator.advance(Duration.ofMillis(1));
        selector.select(CONTENT, Set.of(), orchestrator.loop);
        orchestrator.run();
        assertThat(orchestrator.isAskedForState()).isTrue();
    }

    @Test
    void aNewListIsTheEndOfWhatIsKnownOfEnginesThatAreNotInIt() {
        world.books.trust("e");
        world.list(Listed.engine("e"));
        assertThat(world.books.isTrusted("e")).isTrue();
        world.list(Listed.engine("f"));
        assertThat(world.books.isTrusted("e")).isFalse();
    }

    // ---- those who wait when it falls silent ----

    @Test
    void whoWaitsWhenItFallsSilentIsServedByWhatIsKnownAtOnce() {
        callers(1);
        world.poller.pollNow();
        orchestrator.run();
        orchestrator.noState();
        assertThat(callers.get(0).isDone()).as("he waits on for his own").isFalse();
        orchestrator.provisioned(made("e"));
        orchestrator.list(Listed.engine("e"));
        world.looked(EngineCheck.State.READY);
        assertThat(callers.get(0).getNow()).isInstanceOf(Selected.class);
    }

    // ---- timers ----

    @Test
    void nothingIsLeftOfACallerWhoHasHisEngineOrHasGone() {
        world.poller.stop();
        orchestrator.run();
        world.books.trust("e");
        world.list(Listed.engine("e"));
        assertThat(caller().getNow()).isInstanceOf(Selected.class);
        assertThat(orchestrator.hasTimers()).isFalse();

        Future<EngineSelection> another = selector.select(CONTENT, Set.of(), orchestrator.loop);
        orchestrator.run();
        another.cancel(false);
        orchestrator.run();
        orchestrator.list(Listed.engine("e"));
        assertThat(orchestrator.hasTimers()).isFalse();
    }

    // ---- spares ----

    @Test
    void aSpareThatDoesNotAnswerIsNone() {
        world.list(Listed.engine("e"));
        Future<EngineSelection> spare = selector.selectSpare(CONTENT, Set.of(), orchestrator.loop);
        orchestrator.run();
        world.looked(EngineCheck.State.UNREACHABLE);
        assertThat(reason(spare)).isEqualTo(PREFIX + "no engine has a slot to spare");
        assertThat(world.books.slots("e:6878")).isZero();
    }

    @Test
    void aSpareThatNobodyWaitsForAnyMoreIsGivenBack() {
        world.list(Listed.engine("e"));
        Future<EngineSelection> spare = selector.selectSpare(CONTENT, Set.of(), orchestrator.loop);
        orchestrator.run();
        assertThat(world.books.slots("e:6878")).isEqualTo(1);
        spare.cancel(false);
        orchestrator.run();
        world.looked(EngineCheck.State.READY);
        orchestrator.run();
        assertThat(world.books.slots("e:6878")).isZero();
    }
}
