package io.acexy.orchestrator.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.OrchestratorConfig;
import io.acexy.orchestrator.VirtualTime;
import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.orchestrator.message.Provisioned;
import io.acexy.orchestrator.reply.Refusal;
import io.acexy.orchestrator.reply.Reply;
import io.netty.util.concurrent.Promise;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProvisionRetryTest {

    private final VirtualTime time = new VirtualTime();
    private final List<Consumer<Reply<Provisioned>>> attempts = new ArrayList<>();
    private int repeats;
    private final Promise<Reply<Provisioned>> promise = time.clockwork().home().newPromise();

    private void begin(Duration patience) {
        OrchestratorConfig config =
                OrchestratorConfig.builder(URI.create("http://orchestrator")).build();
        new ProvisionRetry(config.provision(), time.clockwork(), patience, attempts::add, () -> repeats++, promise)
                .start();
    }

    private void refuse(int status, Optional<Duration> eta, boolean shouldWait) {
        BlockedReason reason = new BlockedReason("x", "x", eta, true, shouldWait);
        answer(new Reply.Refused<>(new Refusal(status, true, reason, Optional.empty())));
    }

    private void answer(Reply<Provisioned> reply) {
        attempts.get(attempts.size() - 1).accept(reply);
        time.run();
    }

    private void expectNextAttemptAfter(Duration wait) {
        int before = attempts.size();
        time.advance(wait.minusMillis(1));
        assertThat(attempts).hasSize(before);
        time.advance(Duration.ofMillis(1));
        assertThat(attempts).hasSize(before + 1);
    }

    @Test
    void triesAgainAfterTwoFourAndEightSecondsAndThenNoMore() {
        begin(Duration.ofMinutes(5));
        refuse(503, Optional.empty(), true);
        expectNextAttemptAfter(Duration.ofSeconds(2));
        refuse(503, Optional.empty(), true);
        expectNextAttemptAfter(Duration.ofSeconds(4));
        refuse(503, Optional.empty(), true);
        expectNextAttemptAfter(Duration.ofSeconds(8));
        refuse(503, Optional.empty(), true);
        assertThat(repeats).isEqualTo(3);
        assertThat(promise.getNow().refusalIfAny()).isPresent();
        assertThat(attempts).hasSize(4);
    }

    @Test
    void waitsALittleLongerThanTheOrchestratorExpectsToNeed() {
        begin(Duration.ofMinutes(5));
        refuse(503, Optional.of(Duration.ofSeconds(60)), true);
        time.advance(Duration.ofSeconds(60));
        assertThat(attempts).hasSize(1);
        time.advance(Duration.ofSeconds(7));
        assertThat(attempts).hasSize(2);
    }

    @Test
    void doesNotHammerABreakerThatSaysZeroSeconds() {
        begin(Duration.ofMinutes(5));
        refuse(503, Optional.of(Duration.ZERO), true);
        time.advance(Duration.ofMillis(1999));
        assertThat(attempts).hasSize(1);
    }

    @Test
    void givesUpAtOnceWhenTheNextTryWouldComeTooLate() {
        begin(Duration.ofSeconds(5));
        refuse(503, Optional.empty(), true);
        expectNextAttemptAfter(Duration.ofSeconds(2));
        refuse(503, Optional.empty(), true);
        assertThat(promise.isDone()).isTrue();
    }

    @Test
    void neverRepeatsWhatMayHaveWorked() {
        begin(Duration.ofMinutes(5));
        answer(new Reply.Ambiguous<>("timed out"));
        time.advance(Duration.ofMinutes(5));
        assertThat(attempts).hasSize(1);
        assertThat(promise.getNow()).isInstanceOf(Reply.Ambiguous.class);
    }

    @Test
    void neverRepeatsWhatFailedForGood() {
        begin(Duration.ofMinutes(5));
        refuse(500, Optional.empty(), false);
        assertThat(promise.isDone()).isTrue();
    }

    @Test
    void doesNotWaitWhereThereAreAsManyEnginesAsThereMayBe() {
        begin(Duration.ofMinutes(5));
        BlockedReason full =
                new BlockedReason(BlockedReason.MAX_CAPACITY, "full", Optional.of(Duration.ofSeconds(30)), false, true);
        answer(new Reply.Refused<>(new Refusal(500, true, full, Optional.empty())));
        assertThat(promise.isDone()).isTrue();
    }

    @Test
    void waitsNoMoreWhenItsCallerHasLeft() {
        begin(Duration.ofMinutes(5));
        refuse(503, Optional.empty(), true);
        promise.cancel(false);
        time.run();
        time.advance(Duration.ofMinutes(5));
        assertThat(attempts).hasSize(1);
    }
}
