package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelection.Selected;
import io.acexy.orchestrator.message.EngineHealth;
import io.acexy.server.selection.Candidate.Tier;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListedEnginesTest {

    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "0".repeat(40));
    private static final Engine E = new Engine("e", "e", 6878);
    private static final Engine F = new Engine("f", "f", 6878);

    private final Selecting world = new Selecting();
    private final Set<String> spokenFor = new HashSet<>();
    private int freed;
    private int otherwise;
    private final ListedEngines engines = new ListedEngines(world.parts(1), spokenFor::contains, () -> freed++);

    private final Promise<EngineSelection> answer = world.orchestrator.loop.newPromise();
    private final Wish wish = new Wish(CONTENT, Set.of(), answer);

    private boolean serve(Tier worst) {
        return engines.serve(wish, worst, () -> otherwise++);
    }

    private boolean servesAnother(Engine... excluding) {
        return engines.serve(
                new Wish(CONTENT, Set.of(excluding), world.orchestrator.loop.newPromise()), Tier.USUAL, () -> {});
    }

    private Engine chosen() {
        return ((Selected) answer.getNow()).engine();
    }

    // ---- choosing ----

    @Test
    void oneThatWorksIsChosenAtOnceAndItsSlotIsTaken() {
        world.books.trust("e");
        world.list(Listed.engine("e"));
        assertThat(serve(Tier.USUAL)).isTrue();
        assertThat(chosen()).isEqualTo(E);
        assertThat(world.looked).isEmpty();
        assertThat(world.books.slots("e:6878")).isEqualTo(1);
        assertThat(servesAnother()).as("there is no other slot").isFalse();
    }

    @Test
    void whoIsServedNeedsNoEngine() {
        assertThat(serve(Tier.USUAL)).as("there is none").isFalse();
        answer.cancel(false);
        assertThat(serve(Tier.USUAL)).isTrue();
        assertThat(world.books.slots("e:6878")).isZero();
    }

    @Test
    void aListThatIsTooOldIsNoGround() {
        world.list(Listed.engine("e"));
        world.orchestrator.advance(Duration.ofSeconds(60).plusMillis(1));
        assertThat(serve(Tier.USUAL)).isFalse();
    }

    @Test
    void oneThatDrainsOrIsWaitedForByOthersIsNotChosen() {
        spokenFor.add("e");
        world.list(Listed.engine("e"), Listed.engine("f").draining("node"));
        assertThat(serve(Tier.LAST_RESORT)).isFalse();
        spokenFor.clear();
        assertThat(serve(Tier.LAST_RESORT)).isTrue();
    }

    @Test
    void oneThatHasFailedTheCallerIsNotChosen() {
        world.list(Listed.engine("e"));
        assertThat(servesAnother(E)).isFalse();
        assertThat(servesAnother(F)).isTrue();
    }

    @Test
    void oneThatIsWorseThanWhatWillDoIsNotChosen() {
        world.list(Listed.engine("e").health(EngineHealth.UNHEALTHY));
        assertThat(serve(Tier.USUAL)).isFalse();
        assertThat(serve(Tier.LAST_RESORT)).isTrue();
    }

    // ---- trying ----

    @Test
    void oneThatNobodyHasSeenWorkingShowsFirstThatItDoes() {
        world.list(Listed.engine("e"));
        assertThat(serve(Tier.USUAL)).isTrue();
        assertThat(world.looked).containsExactly(E);
        assertThat(answer.isDone()).isFalse();
        assertThat(wish.isServed()).isTrue();
        assertThat(world.books.slots("e:6878"))
                .as("nobody else gets it meanwhile")
                .isEqualTo(1);

        world.looked(EngineCheck.State.READY);
        assertThat(chosen()).isEqualTo(E);
        assertThat(world.books.isTrusted("e")).isTrue();
        assertThat(world.books.hasAnswered("e"))
                .as("its health is the orchestrator's to judge")
                .isFalse();
    }

    @Test
    void oneThatIsTrustedAndNotHealthyShowsItToo() {
        world.books.trust("e");
        world.list(Listed.engine("e").health(EngineHealth.UNHEALTHY));
        serve(Tier.LAST_RESORT);
        assertThat(world.looked).containsExactly(E);
        world.looked(EngineCheck.State.READY);
        assertThat(world.books.hasAnswered("e")).isFalse();
    }

    @Test
    void oneThatNobodyHasLookedAtYetIsHealthyOnceItHasAnsweredUs() {
        world.list(Listed.engine("e").health(EngineHealth.UNKNOWN));
        serve(Tier.USUAL);
        world.looked(EngineCheck.State.READY);
        assertThat(world.books.hasAnswered("e")).isTrue();
    }

    @Test
    void oneThatDoesNotAnswerIsSilentAndTheCallerIsSomebodysAgain() {
        world.list(Listed.engine("e"));
        serve(Tier.USUAL);
        world.looked(EngineCheck.State.UNREACHABLE);
        assertThat(answer.isDone()).isFalse();
        assertThat(wish.isServed()).isFalse();
        assertThat(otherwise).isEqualTo(1);
        assertThat(world.books.isSilent("e")).isTrue();
        assertThat(world.reach.trouble()).contains("it is UNREACHABLE");
        assertThat(world.books.slots("e:6878")).isZero();
        assertThat(freed).isEqualTo(1);
    }

    @Test
    void oneThatAnswersAgainIsNoTroubleAnyMore() {
        world.reach.failed(E, new EngineCheck(EngineCheck.State.UNREACHABLE, "refused"));
        world.list(Listed.engine("e"));
        serve(Tier.USUAL);
        world.looked(EngineCheck.State.READY);
        assertThat(world.reach.trouble()).isEmpty();
    }

    // ---- what others have chosen ----

    @Test
    void whatOthersHaveChosenSuitsUnlessSomethingSpeaksAgainstIt() {
        assertThat(engines.suits(E, wish)).isTrue();
        assertThat(engines.suits(E, new Wish(CONTENT, Set.of(E), world.orchestrator.loop.newPromise())))
                .as("it has failed the caller")
                .isFalse();

        EngineLease slot = engines.lease(E, () -> {});
        assertThat(engines.suits(E, wish)).as("it is full").isFalse();
        slot.release();
        world.orchestrator.run();
        assertThat(engines.suits(E, wish)).isTrue();

        world.books.failed("e", EngineFault.broken("x"));
        assertThat(engines.suits(E, wish)).as("it has just failed").isFalse();
        world.books.silent("f");
        assertThat(engines.suits(F, wish)).as("it does not answer").isFalse();

        answer.cancel(false);
        assertThat(engines.suits(new Engine("g", "g", 1), wish))
                .as("nobody waits")
                .isFalse();
    }

    @Test
    void oneThatIsListedMayBecomeFreeForWhomItHasNotFailed() {
        assertThat(engines.isAnyFor(wish)).isFalse();
        world.list(Listed.engine("e"));
        assertThat(engines.isAnyFor(wish)).isTrue();
        Wish failed = new Wish(CONTENT, Set.of(E), world.orchestrator.loop.newPromise());
        assertThat(engines.isAnyFor(failed)).isFalse();
        world.list(Listed.engine("e"), Listed.engine("f"));
        assertThat(engines.isAnyFor(failed)).isTrue();
    }

    // ---- slots ----

    @Test
    void aSlotIsGivenBackOnceAndThenWhoeverWaitsIsTold() {
        int[] ends = new int[1];
        EngineLease slot = engines.lease(E, () -> ends[0]++);
        assertThat(world.books.slots("e:6878")).isEqualTo(1);
        slot.release();
        slot.release();
        world.orchestrator.run();
        assertThat(world.books.slots("e:6878")).isZero();
        assertThat(ends[0]).isEqualTo(1);
        assertThat(freed).isEqualTo(1);
        assertThat(world.books.isAside("e")).isFalse();
    }

    @Test
    void whatHasFailedThereIsHeldAgainstTheEngine() {
        engines.lease(E, () -> {}).fail(EngineFault.broken("x"));
        world.orchestrator.run();
        assertThat(world.books.isAside("e")).isTrue();
        assertThat(freed).isEqualTo(1);
    }

    @Test
    void aNewListIsTheEndOfWhatIsNotInIt() {
        world.books.trust("e");
        world.books.trust("f");
        world.reach.failed(F, new EngineCheck(EngineCheck.State.UNREACHABLE, "refused"));
        world.list(Listed.engine("e"));
        engines.listSeen();
        assertThat(world.books.isTrusted("e")).isTrue();
        assertThat(world.books.isTrusted("f")).isFalse();
        assertThat(world.reach.trouble()).isEmpty();
    }
}
