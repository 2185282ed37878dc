package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelector;
import io.acexy.core.source.EngineSearch.Want;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of a selector, when, and what is made of its answers. */
class EngineSearchTest {

    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "1".repeat(40));
    private static final Engine A = new Engine("A", "127.0.0.1", 1);
    private static final Engine B = new Engine("B", "127.0.0.1", 2);
    private static final Engine C = new Engine("C", "127.0.0.1", 3);
    private static final EngineSelection.None NONE = new EngineSelection.Busy("all are full", Duration.ofSeconds(5));

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<String> log = new ArrayList<>();
    private final List<Promise<EngineSelection>> questions = new ArrayList<>();
    private final EnumSet<Want> wanted = EnumSet.allOf(Want.class);
    private final Set<Engine> occupied = new HashSet<>();
    private final Set<Engine> avoided = new HashSet<>();
    private final SessionBudget budget = new SessionBudget();
    private final Bugs bugs = new Bugs();
    private final EngineSearch search;

    EngineSearchTest() {
        channel.freezeTime();
        GuardedLoop home = new GuardedLoop(channel.eventLoop(), bugs, "a test", () -> log.add("broken"));
        Rota rota = new Rota(CONTENT, Backups.NONE, new DeadContents(), home.now());
        search = new EngineSearch(home, rota, new Selector(), budget, new Seeker());
    }

    @AfterEach
    void nothingWasThrown() {
        assertThat(bugs.count()).isZero();
        channel.finishAndReleaseAll();
    }

    private final class Selector implements EngineSelector {

        @Override
        public Future<EngineSelection> select(ContentId content, Set<Engine> excluding, EventExecutor home) {
            return ask("any", content, excluding);
        }

        @Override
        public Future<EngineSelection> selectSpare(ContentId content, Set<Engine> excluding, EventExecutor home) {
            return ask("spare", content, excluding);
        }

        private Promise<EngineSelection> ask(String how, ContentId content, Set<Engine> excluding) {
            assertThat(content).isEqualTo(CONTENT);
            Set<String> names = excluding.stream().map(Engine::id).collect(Collectors.toCollection(TreeSet::new));
            log.add(how + " but " + names);
            Promise<EngineSelection> question = channel.eventLoop().newPromise();
            questions.add(question);
            return question;
        }
    }

    private final class Seeker implements EngineSearch.Seeker {

        @Override
        public boolean isWanted(Want want) {
            return wanted.contains(want);
        }

        @Override
        public Set<Engine> occupied() {
            return occupied;
        }

        @Override
        public Set<Engine> avoided(Want want) {
            return avoided;
        }

        @Override
        public void found(Engine engine, EngineLease lease, Want want) {
            log.add(engine.id() + " for " + want);
        }

        @Override
        public void nothingFound(EngineSelection.None answer, Want want) {
            assertThat(answer).isSameAs(NONE);
            log.add("nothing for " + want);
        }
    }

    private record Lease(Engine engine, List<String> log) implements EngineLease {

        @Override
        public void release() {
            log.add(engine.id() + " given back");
        }

        @Override
        public void fail(EngineFault fault) {
            log.add(engine.id() + " failed");
        }
    }

    private void answer(Engine engine) {
        answer(new EngineSelection.Selected(engine, new Lease(engine, log)));
    }

    private void answer(EngineSelection selection) {
        questions.remove(0).setSuccess(selection);
    }

    private void spend(Engine engine) {
        for (int i = 0; i < SessionBudget.MOST; i++) {
            budget.take(Set.of(CONTENT), engine, channel.eventLoop().ticker().nanoTime());
        }
    }

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    private String happened() {
        String all = String.join(", ", log);
        log.clear();
        return all;
    }

    @Test
    void anEngineThatIsFoundIsHandedOverAndItsStartIsCounted() {
        for (int i = 0; i < SessionBudget.MOST; i++) {
            search.find(Want.START);
            assertThat(search.isAsking()).isTrue();
            answer(A);
            assertThat(search.isAsking()).isFalse();
            assertThat(happened()).isEqualTo("any but [], A for START");
        }
        search.find(Want.START);
        assertThat(happened()).isEqualTo("any but [A]");
    }

    @Test
    void whatIsNotWantedIsNotLookedFor() {
        wanted.remove(Want.RACE);
        search.find(Want.RACE);
        assertThat(happened()).isEmpty();
        assertThat(search.isAsking()).isFalse();
    }

    @Test
    void aSpareIsLookedForAmongThoseThatAreFree() {
        search.find(Want.SPARE);
        answer(A);
        assertThat(happened()).isEqualTo("spare but [], A for SPARE");
    }

    @Test
    void enginesThatHaveFailedOrAreOccupiedOrWereStartedTooOftenAreLeftOut() {
        search.exclude(A);
        occupied.add(B);
        spend(C);
        assertThat(search.failures()).isEqualTo(1);
        search.find(Want.REPLACEMENT);
        answer(NONE);
        assertThat(happened()).isEqualTo("any but [A, B, C], nothing for REPLACEMENT");
        search.forgive();
        assertThat(search.failures()).isZero();
        search.find(Want.REPLACEMENT);
        assertThat(happened()).isEqualTo("any but [B, C]");
    }

    @Test
    void enginesOfLittleUseAreAskedForWhereThereIsNoOther() {
        avoided.add(A);
        search.find(Want.SPARE);
        answer(NONE);
        assertThat(happened()).isEqualTo("spare but [A], spare but []");
        answer(NONE);
        assertThat(happened()).isEqualTo("nothing for SPARE");
    }

    @Test
    void enginesOfLittleUseThatAreLeftOutAnywayAreNoReasonToAskTwice() {
        avoided.add(A);
        occupied.add(A);
        search.find(Want.SPARE);
        answer(NONE);
        assertThat(happened()).isEqualTo("spare but [A], nothing for SPARE");
    }

    @Test
    void anAnswerThatNobodyWantsAnyMoreIsGivenBack() {
        search.find(Want.MOVE);
        wanted.clear();
        answer(A);
        assertThat(happened()).isEqualTo("any but [], A given back");
    }

    @Test
    void noAnswerIsNoNewsWhereNobodyWantsItAnyMore() {
        avoided.add(A);
        search.find(Want.MOVE);
        wanted.clear();
        answer(NONE);
        assertThat(happened()).isEqualTo("any but [A]");
    }

    @Test
    void thereIsOneQuestionAtATime() {
        search.find(Want.REPLACEMENT);
        search.find(Want.MOVE);
        assertThat(happened()).isEqualTo("any but []");
        answer(A);
        assertThat(happened()).isEqualTo("A for REPLACEMENT");
    }

    @Test
    void theAnswerToWhatIsNoLongerWantedServesWhatIs() {
        search.find(Want.MOVE);
        wanted.remove(Want.MOVE);
        search.find(Want.REPLACEMENT);
        answer(A);
        assertThat(happened()).isEqualTo("any but [], A for REPLACEMENT");
    }

    @Test
    void whereTheQuestionWasForSomethingElseNoAnswerIsAReasonToAskOnce() {
        search.find(Want.SPARE);
        wanted.remove(Want.SPARE);
        search.find(Want.REPLACEMENT);
        answer(NONE);
        assertThat(happened()).isEqualTo("spare but [], any but []");
        answer(NONE);
        assertThat(happened()).isEqualTo("nothing for REPLACEMENT");
    }

    @Test
    void whereTheLastStartWasTakenInBetweenAnotherEngineIsAskedFor() {
        search.find(Want.START);
        spend(A);
        answer(A);
        assertThat(happened()).isEqualTo("any but [], A given back, any but [A]");
    }

    @Test
    void thatNothingWasFoundMeansThatThereIsNoneOrThatAllWereStartedTooOften() {
        assertThat(search.refusal(NONE)).isEqualTo(new RunEnd.NoEngine(NONE));
        spend(A);
        EngineFault fault = EngineFault.broken("no tables");
        budget.failed(Set.of(CONTENT), A, fault);
        pass(10_000);
        spend(B);
        pass(10_000);
        assertThat(search.refusal(NONE)).isEqualTo(new RunEnd.Exhausted(Duration.ofSeconds(40), fault));
    }

    @Test
    void thePausesOfASearchDoubleUpToFourSecondsUntilItIsCalm() {
        for (int millis : new int[] {250, 500, 1_000, 2_000, 4_000, 4_000}) {
            isLookedForAfter(millis);
        }
        for (int i = 0; i < 70; i++) {
            isLookedForAfter(4_000);
        }
        search.calm();
        isLookedForAfter(250);
    }

    private void isLookedForAfter(int millis) {
        search.findLater(Want.REPLACEMENT);
        pass(millis - 1);
        assertThat(happened()).isEmpty();
        pass(1);
        assertThat(happened()).isEqualTo("any but []");
        answer(NONE);
        assertThat(happened()).isEqualTo("nothing for REPLACEMENT");
    }

    @Test
    void theFirstNewSearchIsAtOnceAndTheNextOnesAfterPauses() {
        search.findAgain(Want.REPLACEMENT);
        assertThat(happened()).isEqualTo("any but []");
        answer(A);
        happened();
        search.findAgain(Want.REPLACEMENT);
        pass(499);
        assertThat(happened()).isEmpty();
        pass(1);
        assertThat(happened()).isEqualTo("any but []");
    }

    @Test
    void aSearchThatPausesIsNotPutOff() {
        search.findLater(Want.REPLACEMENT);
        pass(200);
        search.findLater(Want.REPLACEMENT);
        pass(50);
        assertThat(happened()).isEqualTo("any but []");
        pass(10_000);
        assertThat(happened()).isEmpty();
    }

    @Test
    void aSearchThatIsOverAsksNothingMoreAndHearsNothingMore() {
        search.exclude(A);
        search.find(Want.REPLACEMENT);
        Promise<EngineSelection> question = questions.get(0);
        search.findLater(Want.REPLACEMENT);
        search.settle();
        assertThat(question.isCancelled()).isTrue();
        assertThat(search.isAsking()).isFalse();
        assertThat(search.failures()).isZero();
        happened();
        pass(10_000);
        assertThat(happened()).isEmpty();
        search.findLater(Want.REPLACEMENT);
        pass(500);
        assertThat(happened()).as("a new one can be begun").isEqualTo("any but []");
    }

    @Test
    void anAnswerThatCouldNoLongerBeCalledOffDoesNotEndTheNextQuestion() {
        search.find(Want.REPLACEMENT);
        questions.get(0).setUncancellable();
        search.settle();
        search.find(Want.REPLACEMENT);
        answer(A);
        assertThat(search.isAsking()).isTrue();
        assertThat(happened()).isEqualTo("any but [], any but [], A for REPLACEMENT");
    }
}
