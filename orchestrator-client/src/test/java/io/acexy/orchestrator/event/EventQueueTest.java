package io.acexy.orchestrator.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.OrchestratorConfig;
import io.acexy.orchestrator.Samples;
import io.acexy.orchestrator.ScriptedClient;
import io.acexy.orchestrator.VirtualTime;
import io.acexy.orchestrator.message.BatchReceipt;
import io.acexy.orchestrator.message.EndReason;
import io.acexy.orchestrator.message.EventBatch;
import io.acexy.orchestrator.message.EventReceipt;
import io.acexy.orchestrator.message.StreamStarted;
import io.acexy.orchestrator.message.StreamState;
import io.netty.util.concurrent.Future;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventQueueTest {

    private static final EventReceipt DONE = new EventReceipt(true, Optional.empty());

    private final VirtualTime time = new VirtualTime();
    private final ScriptedClient client = new ScriptedClient();
    private EventQueue queue = queue(100);

    private EventQueue queue(int bound) {
        OrchestratorConfig config = OrchestratorConfig.builder(URI.create("http://orchestrator"))
                .eventQueue(bound)
                .build();
        return new EventQueue(client, config.events(), time.clockwork());
    }

    private void start(String key, String session) {
        queue.started(Samples.stream(key, session));
        time.run();
    }

    private void end(String key, String session) {
        queue.ended(key + "|" + session, EndReason.COMPLETED);
        time.run();
    }

    private void succeed(String name) {
        client.next(name).succeed(DONE);
        time.run();
    }

    private List<String> open() {
        return client.open().stream()
                .map(call -> call.name() + " " + call.argument())
                .toList();
    }

    @Test
    void sendsTheEndOnlyAfterTheStartHasArrived() {
        start("k", "s");
        end("k", "s");
        assertThat(open()).containsExactly("started k|s");
        succeed("started");
        assertThat(open()).containsExactly("ended k|s");
        succeed("ended");
        assertThat(open()).isEmpty();
        assertThat(queue.stats().delivered()).isEqualTo(2);
    }

    @Test
    void sendsTheNextSessionOfAContentOnlyAfterTheEndOfTheLast() {
        start("k", "one");
        end("k", "one");
        start("k", "two");
        succeed("started");
        assertThat(open()).containsExactly("ended k|one");
        succeed("ended");
        assertThat(open()).containsExactly("started k|two");
    }

    @Test
    void doesNotLetOneContentWaitForAnother() {
        start("a", "s");
        start("b", "s");
        assertThat(open()).containsExactly("started a|s", "started b|s");
    }

    @Test
    void sendsAStartOnceHoweverOftenItIsReported() {
        start("k", "s");
        start("k", "s");
        succeed("started");
        start("k", "s");
        assertThat(open()).isEmpty();
    }

    @Test
    void neverSendsAnEndForAStreamThatItDidNotStart() {
        end("somebody", "else");
        start("k", "s");
        succeed("started");
        end("k", "s");
        succeed("ended");
        end("k", "s");
        assertThat(open()).isEmpty();
        assertThat(client.calls).hasSize(2);
    }

    @Test
    void triesAgainWithGrowingWaitsUntilTheOrchestratorIsBack() {
        start("k", "s");
        client.next("started").fail();
        time.run();
        time.advance(Duration.ofMillis(1999));
        assertThat(open()).isEmpty();
        time.advance(Duration.ofMillis(1));
        client.next("started").fail();
        time.run();
        time.advance(Duration.ofMillis(3999));
        assertThat(open()).isEmpty();
        time.advance(Duration.ofMillis(1));
        succeed("started");
        assertThat(queue.stats().waiting()).isZero();
    }

    @Test
    void doesNotWaitForTheRestOfThePauseOnceItHearsThatTheOrchestratorIsBack() {
        start("k", "s");
        client.next("started").fail();
        time.run();
        queue.resume();
        time.run();
        assertThat(open()).containsExactly("started k|s");
    }

    @Test
    void looksBeforeItRepeatsAStartThatMayHaveArrived() {
        start("k", "s");
        client.next("started").leaveUnclear();
        time.run();
        time.advance(Duration.ofSeconds(2));
        client.next("streams")
                .succeed(List.of(new StreamState("k|s", "k", "engine-of-k", "s", Optional.empty(), true)));
        time.run();
        assertThat(open()).isEmpty();
        assertThat(queue.stats().delivered()).isEqualTo(1);
    }

    @Test
    void looksForTheContentWhereTheRewriteKnowsNothingElse() {
        start("k", "s");
        client.next("started").leaveUnclear();
        time.advance(Duration.ofSeconds(2));
        client.next("streams").succeed(List.of(new StreamState("k", "k", "engine-of-k", "", Optional.empty(), true)));
        time.run();
        assertThat(queue.stats().delivered()).isEqualTo(1);
    }

    @Test
    void repeatsAStartThatDidNotArrive() {
        start("k", "s");
        client.next("started").leaveUnclear();
        time.advance(Duration.ofSeconds(2));
        client.next("streams").succeed(List.of());
        time.run();
        succeed("started");
        assertThat(queue.stats().delivered()).isEqualTo(1);
    }

    @Test
    void doesNotRepeatAnEndThatHasArrivedForItWouldEndAnotherStream() {
        start("k", "s");
        succeed("started");
        end("k", "s");
        client.next("ended").leaveUnclear();
        time.run();
        time.advance(Duration.ofSeconds(2));
        client.next("streams").succeed(List.of());
        time.run();
        assertThat(open()).isEmpty();
        assertThat(queue.stats().delivered()).isEqualTo(2);
    }

    @Test
    void dropsTheEndOfAStreamWhoseStartWasRefused() {
        start("k", "s");
        end("k", "s");
        client.next("started").refuse(422);
        time.run();
        assertThat(open()).isEmpty();
        assertThat(queue.stats().waiting()).isZero();
        assertThat(queue.stats().refused()).isEqualTo(1);
    }

    @Test
    void collapsesTheOldestPairWhenTheQueueIsFull() {
        queue = queue(4);
        start("running", "s");
        client.next("started").fail();
        time.run();
        start("a", "s");
        end("a", "s");
        start("b", "s");
        end("b", "s");
        assertThat(queue.stats().collapsed()).isEqualTo(1);
        assertThat(queue.stats().lost()).isZero();
        queue.resume();
        time.run();
        assertThat(open()).containsExactly("started running|s", "started b|s");
    }

    @Test
    void collapsesAlsoAPairWhoseStartCouldNotBeDelivered() {
        queue = queue(2);
        start("a", "s");
        client.next("started").fail();
        time.run();
        start("b", "s");
        end("a", "s");
        assertThat(queue.stats().collapsed()).isEqualTo(1);
        start("c", "s");
        assertThat(queue.stats().waiting()).isEqualTo(2);
        assertThat(queue.stats().lost()).isZero();
    }

    @Test
    void givesUpTheOldestEventWhereThereIsNoPairAndStaysWithinItsBound() {
        queue = queue(4);
        start("first", "s");
        client.next("started").fail();
        time.run();
        for (int i = 0; i < 50; i++) {
            start("k" + i, "s");
        }
        assertThat(queue.stats().waiting()).isLessThanOrEqualTo(4);
        assertThat(queue.stats().running()).isLessThanOrEqualTo(4);
        assertThat(queue.stats().lost()).isEqualTo(47);
    }

    @Test
    void putsWhatHasGatheredIntoOneBatchWithOneEventPerContent() {
        client.offersBatches = true;
        start("a", "s");
        client.next("started").fail();
        time.run();
        end("a", "s");
        start("b", "s");
        start("c", "s");
        queue.resume();
        time.run();
        EventBatch batch = (EventBatch) client.next("batch").argument();
        assertThat(batch.started()).extracting(StreamStarted::key).containsExactly("a", "b", "c");
        assertThat(batch.ended()).isEmpty();
        client.next("batch").succeed(new BatchReceipt(List.of(DONE, DONE, DONE), List.of()));
        time.run();
        assertThat(open()).containsExactly("ended a|s");
    }

    @Test
    void sendsByItselfWhatABatchDidNotTake() {
        client.offersBatches = true;
        start("a", "s");
        client.next("started").fail();
        time.run();
        start("b", "s");
        queue.resume();
        time.run();
        EventReceipt broken = new EventReceipt(false, Optional.of("database is locked"));
        client.next("batch").succeed(new BatchReceipt(List.of(DONE, broken), List.of()));
        time.run();
        time.advance(Duration.ofSeconds(2));
        assertThat(open()).containsExactly("started b|s");
    }

    @Test
    void sendsOneByOneAfterABatchWasRefusedAsAWhole() {
        client.offersBatches = true;
        start("a", "s");
        client.next("started").fail();
        time.run();
        start("b", "s");
        queue.resume();
        time.run();
        client.next("batch").refuse(422);
        time.run();
        assertThat(open()).containsExactly("started a|s", "started b|s");
    }

    @Test
    void hasNotMoreThanAFewCallsOutAtATime() {
        for (int i = 0; i < 20; i++) {
            start("k" + i, "s");
        }
        assertThat(open()).hasSize(4);
        for (int i = 0; i < 20; i++) {
            succeed("started");
        }
        assertThat(queue.stats().delivered()).isEqualTo(20);
    }

    @Test
    void deliversWhatWaitsBeforeItCloses() {
        start("k", "s");
        client.next("started").fail();
        time.run();
        end("k", "s");
        Future<Integer> closed =
                queue.close(Duration.ofSeconds(3), time.clockwork().home());
        time.run();
        assertThat(closed.isDone()).isFalse();
        succeed("started");
        succeed("ended");
        assertThat(closed.getNow()).isZero();
    }

    @Test
    void closesAtTheDeadlineAndTellsWhatIsLeft() {
        start("k", "s");
        Future<Integer> closed =
                queue.close(Duration.ofSeconds(3), time.clockwork().home());
        time.run();
        time.advance(Duration.ofSeconds(3));
        assertThat(closed.getNow()).isEqualTo(1);
        client.next("started").fail();
        time.run();
        time.advance(Duration.ofMinutes(1));
        assertThat(open()).isEmpty();
    }

    @Test
    void triesOftenWhileItCloses() {
        start("k", "s");
        Future<Integer> closed =
                queue.close(Duration.ofSeconds(3), time.clockwork().home());
        time.run();
        for (int i = 0; i < 3; i++) {
            client.next("started").fail();
            time.run();
            time.advance(Duration.ofMillis(250));
        }
        succeed("started");
        assertThat(closed.getNow()).isZero();
    }

    @Test
    void takesNothingAfterItWasClosed() {
        queue.close(Duration.ofSeconds(1), time.clockwork().home());
        time.run();
        start("k", "s");
        assertThat(open()).isEmpty();
        assertThat(queue.stats().lost()).isEqualTo(1);
    }

    @Test
    void announcesRunningStreamsAgainAfterTheOrchestratorHasForgottenThem() {
        start("kept", "s");
        succeed("started");
        start("gone", "s");
        succeed("started");
        queue.announceAgain(old -> old.key().equals("gone")
                ? Optional.empty()
                : Optional.of(new StreamStarted(
                        "new-container", old.host(), old.port(), old.keyType(), old.key(), old.session())));
        time.run();
        assertThat(open()).containsExactly("started kept|s");
        succeed("started");
        assertThat(queue.stats().running()).isEqualTo(2);
    }

    @Test
    void anEndThatAnEarlierLifeOwesGoesOutBeforeWhatStartsOfTheSameContent() {
        queue.endedEarlier(Samples.stream("k", "old"), EndReason.CLOSED_CONNECTION);
        start("k", "new");
        assertThat(open()).containsExactly("ended k|old");
        succeed("ended");
        assertThat(open()).containsExactly("started k|new");
    }

    @Test
    void whatRunsNowIsNotTakenForWhatAnEarlierLifeHasLeft() {
        start("k", "s");
        succeed("started");
        queue.endedEarlier(Samples.stream("k", "s"), EndReason.CLOSED_CONNECTION);
        time.run();
        assertThat(open()).isEmpty();
    }
}
