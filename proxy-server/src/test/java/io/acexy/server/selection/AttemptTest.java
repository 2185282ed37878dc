package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.acexy.orchestrator.Dialect;
import io.acexy.orchestrator.http.HttpFault;
import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.orchestrator.message.Provisioned;
import io.acexy.orchestrator.reply.Advice;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttemptTest {

    private final Selecting world = new Selecting();
    private final AskedOrchestrator orchestrator = world.orchestrator;
    private final SelectionParts parts = world.parts(1);
    private final Attempts all = new Attempts();
    private final OpenWishes wishes = new OpenWishes(orchestrator.client, orchestrator.desk(), () -> true);
    private final List<String> heard = new ArrayList<>();

    private final Attempt.Owner owner = new Attempt.Owner() {
        @Override
        public void answered() {
            heard.add("answered");
        }

        @Override
        public void looksForEngine() {
            heard.add("looks");
        }

        @Override
        public void queuedAgain() {
            heard.add("queued again");
        }

        @Override
        public void refused(Refusal why) {
            heard.add("refused " + why.reason().code());
        }

        @Override
        public void gone() {
            heard.add("gone");
        }

        @Override
        public void failed(Shortage why) {
            heard.add(why.text().replace("Service temporarily unavailable: ", ""));
        }

        @Override
        public void ready() {
            heard.add("ready");
        }
    };

    @BeforeEach
    void letTimePassBeforeAnythingBegins() {
        pass(60_000);
    }

    private Attempt begin() {
        Attempt attempt = new Attempt(parts, all, wishes, owner);
        all.add(attempt);
        return attempt;
    }

    private Attempt asked() {
        Attempt attempt = begin();
        attempt.ask();
        orchestrator.run();
        return attempt;
    }

    private static Reply<Provisioned> made(String id) {
        return new Reply.Success<>(new Provisioned(Optional.ofNullable(id), Optional.empty()), Advice.NONE);
    }

    private void pass(long millis) {
        orchestrator.advance(Duration.ofMillis(millis));
    }

    // ---- the call ----

    @Test
    void aCallMayTakeTwoThirdsOfWhatTheCallersHave() {
        assertThat(asked().state()).isEqualTo(Attempt.State.ASKED);
        assertThat(orchestrator.patience).isEqualTo(Duration.ofSeconds(36));
    }

    @Test
    void whoIsToldTheIdOfHisEngineKnowsItAndNoOther() {
        Attempt attempt = asked();
        assertThat(attempt.isFor("e")).isFalse();
        orchestrator.provisioned(made("e"));
        assertThat(attempt.isFor("e")).isTrue();
        assertThat(attempt.isFor("f")).isFalse();
        assertThat(all.isComing("e")).isTrue();
        assertThat(all.isComing("f")).isFalse();
        assertThat(heard).containsExactly("looks", "answered");
    }

    @Test
    void whoseEngineIsSomebodysTakesWhateverIsNew() {
        Attempt first = asked();
        Attempt second = asked();
        orchestrator.provisioned(made("e"));
        orchestrator.provisioned(made("e"));
        assertThat(first.isFor("e")).isTrue();
        assertThat(second.isFor("e")).isFalse();
    }

    @Test
    void whoCannotAskSaysSoAndIsOver() {
        List<Reply<Provisioned>> ends = List.of(
                new Reply.Failed<>(HttpFault.CONNECT, "refused"), new Reply.CircuitOpen<>(Duration.ofSeconds(7)));
        for (Reply<Provisioned> end : ends) {
            Attempt attempt = asked();
            orchestrator.provisioned(end);
            assertThat(attempt.state()).isEqualTo(Attempt.State.OVER);
        }
        assertThat(heard).containsExactly("gone", "answered", "gone", "answered");
        assertThat(all.size()).isZero();
        assertThat(world.provisions).containsExactly("UNASKED after 0 ms", "UNASKED after 0 ms");
    }

    @Test
    void anOrchestratorThatStartsNoEnginesIsAReason() {
        asked();
        orchestrator.provisioned(new Reply.Unsupported<>("/provision"));
        assertThat(heard).containsExactly("this orchestrator starts no engines", "answered");
    }

    @Test
    void aRefusalIsPassedOnWithTheTimeThatItTook() {
        asked();
        pass(1_500);
        BlockedReason reason = new BlockedReason("vpn_error", "x", Optional.empty(), true, true);
        orchestrator.provisioned(new Reply.Refused<>(new Refusal(503, true, reason, Optional.empty())));
        assertThat(heard).containsExactly("refused vpn_error", "answered");
        assertThat(world.provisions).containsExactly("REFUSED after 1500 ms");
    }

    // ---- the list ----

    @Test
    void anEngineIsWaitedForTenSecondsInTheList() {
        Attempt attempt = asked();
        orchestrator.provisioned(made("e"));
        pass(9_999);
        assertThat(attempt.isExpired()).isFalse();
        pass(1);
        assertThat(attempt.isExpired()).isTrue();
        attempt.notListed();
        assertThat(heard).last().isEqualTo("the new engine is not listed after 10 s");
        assertThat(world.provisions).containsExactly("FAILED after 10000 ms");
    }

    @Test
    void whatIsNewAndFreeIsTakenByWhoKnowsNoId() {
        world.list(Listed.engine("old"));
        Attempt attempt = asked();
        orchestrator.provisioned(new Reply.Ambiguous<>("timed out"));
        all.adopt("adopted");
        world.list(
                Listed.engine("old"),
                Listed.engine("drains").draining("node"),
                Listed.engine("busy").streams(1),
                Listed.engine("adopted"));
        attempt.look();
        assertThat(attempt.state()).isEqualTo(Attempt.State.SEARCHING);
        world.list(Listed.engine("old"), Listed.engine("new"));
        attempt.look();
        assertThat(attempt.state()).isEqualTo(Attempt.State.PROBING);
        assertThat(attempt.isFor("new")).isTrue();
        assertThat(world.looked).containsExactly(new Engine("new", "new", 6878));
    }

    // ---- the engine ----

    private Attempt found(Reply<Provisioned> answer) {
        Attempt attempt = asked();
        orchestrator.provisioned(answer);
        world.list(Listed.engine("e"));
        attempt.look();
        return attempt;
    }

    @Test
    void oneThatAnswersIsReadyAndHasAnsweredUs() {
        begin(); // so that it is not the last one
        Attempt attempt = found(made("e"));
        pass(2_000);
        world.looked(EngineCheck.State.READY);
        assertThat(attempt.state()).isEqualTo(Attempt.State.OVER);
        assertThat(heard).last().isEqualTo("ready");
        assertThat(world.books.hasAnswered("e")).isTrue();
        assertThat(world.provisions).containsExactly("READY after 2000 ms");
        assertThat(all.isTaken("e")).as("who knows his id has it alone").isFalse();
    }

    @Test
    void oneThatWasTakenWithoutKnowingItsIdStaysTakenUntilNobodyWaitsAnyMore() {
        Attempt other = begin();
        found(new Reply.Ambiguous<>("timed out"));
        world.looked(EngineCheck.State.READY);
        assertThat(all.isTaken("e")).isTrue();
        all.over(other);
        assertThat(all.isTaken("e")).isFalse();
    }

    @Test
    void oneThatBootsIsLookedAtSevenTimesASecondForAMinute() {
        found(made("e"));
        for (int look = 1; look <= 400; look++) {
            assertThat(world.looked).hasSize(look);
            world.looked(EngineCheck.State.UNREACHABLE);
            pass(150);
        }
        assertThat(heard).doesNotContain("the new engine does not answer after 60 s");
        world.looked(EngineCheck.State.UNREACHABLE);
        assertThat(heard).last().isEqualTo("the new engine does not answer after 60 s");
        assertThat(world.books.isSilent("e")).isTrue();
        assertThat(world.provisions).containsExactly("FAILED after 60000 ms");
    }

    @Test
    void oneWhoseNameNobodyKnowsHereIsATroubleAtOnce() {
        found(made("e"));
        world.looked(EngineCheck.State.NAME_UNKNOWN);
        assertThat(heard).last().isEqualTo(EngineReach.nameText("e"));
        assertThat(world.reach.trouble()).contains(EngineReach.nameText("e"));
        assertThat(world.books.isSilent("e")).isTrue();
    }

    // ---- wishes ----

    @Test
    void aWishThatSomebodyHasLeftIsGivenFourSecondsAndThenTheUsualTime() {
        orchestrator.dialect = Optional.of(Dialect.B);
        wishes.believeVoid(orchestrator.ticker.nanoTime()); // so that it is not believed again
        wishes.taken();
        pass(1_000);
        Attempt attempt = asked();
        assertThat(orchestrator.provisionsAsked).isZero();
        assertThat(attempt.state()).isEqualTo(Attempt.State.SEARCHING);
        pass(1_199);
        assertThat(orchestrator.count("reconcile"))
                .as("the reminders begin again")
                .isZero();
        pass(1);
        assertThat(orchestrator.count("reconcile")).isEqualTo(1);
        pass(2_799);
        assertThat(attempt.isExpired()).isFalse();
        pass(1);
        assertThat(attempt.isExpired()).isTrue();

        attempt.notListed();
        assertThat(attempt.state()).isEqualTo(Attempt.State.SEARCHING);
        pass(9_999);
        assertThat(attempt.isExpired()).isFalse();
        pass(1);
        assertThat(attempt.isExpired()).isTrue();
        attempt.notListed();
        assertThat(heard).last().isEqualTo("the new engine is not listed after 10 s");
    }

    @Test
    void aWishThatMayBeVoidIsSpokenAgain() {
        orchestrator.dialect = Optional.of(Dialect.B);
        Attempt attempt = asked();
        orchestrator.provisioned(made(null));
        assertThat(wishes.open()).isEqualTo(1);
        pass(10_000);
        attempt.notListed();
        assertThat(attempt.state()).isEqualTo(Attempt.State.QUEUED);
        assertThat(heard).last().isEqualTo("queued again");
        assertThat(wishes.open()).isZero();
    }

    @Test
    void aWishIsFulfilledByTheEngineThatIsFound() {
        orchestrator.dialect = Optional.of(Dialect.B);
        found(made(null));
        assertThat(wishes.open()).isZero();
    }

    // ---- all of them ----

    @Test
    void whatIsListedIsNotUnlisted() {
        begin();
        found(made("e"));
        assertThat(all.size()).isEqualTo(2);
        assertThat(all.unlisted()).isEqualTo(1);
    }

    @Test
    void theLastThatHaveNotGoneOutAreDroppedFirstAndThoseThatHaveStay() {
        Attempt first = begin();
        Attempt second = begin();
        asked();
        all.dropQueuedBeyond(2);
        assertThat(all.in(Attempt.State.QUEUED)).containsExactly(first);
        all.dropQueuedBeyond(0);
        assertThat(all.size()).isEqualTo(1);
        assertThat(all.in(Attempt.State.ASKED)).hasSize(1);
        assertThat(second.state()).isEqualTo(Attempt.State.QUEUED);
    }
}
