package io.acexy.orchestrator.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.orchestrator.OrchestratorConfig;
import io.acexy.orchestrator.Samples;
import io.acexy.orchestrator.ScriptedClient;
import io.acexy.orchestrator.VirtualTime;
import io.acexy.orchestrator.json.JsonDocument;
import io.acexy.orchestrator.json.StatusReader;
import io.acexy.orchestrator.message.BlockedReason;
import io.acexy.orchestrator.message.OrchestratorStatus;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthPollerTest {

    private static final OrchestratorStatus WELL = status(Samples.STATUS_A_OCT);
    private static final OrchestratorStatus VPN_DOWN = status(Samples.STATUS_A_DEC);
    private static final OrchestratorStatus CIRCUIT_OPEN = status(Samples.STATUS_B);

    private final VirtualTime time = new VirtualTime();
    private final ScriptedClient client = new ScriptedClient();
    private final List<Health> heard = new ArrayList<>();
    private final HealthPoller poller = new HealthPoller(
            client,
            OrchestratorConfig.builder(URI.create("http://orchestrator"))
                    .build()
                    .health(),
            time.clockwork(),
            heard::add);

    private static OrchestratorStatus status(String json) {
        return JsonDocument.parse(json).flatMap(StatusReader::status).orElseThrow();
    }

    private void start() {
        poller.start();
        time.run();
    }

    /** Answers, and the check of the key that follows a first answer. */
    private void answer(OrchestratorStatus status) {
        client.next("status").succeed(status);
        time.run();
        if (!client.open().isEmpty()) {
            client.next("keyCheck").succeed(true);
            time.run();
        }
    }

    private long asked() {
        return client.calls.stream()
                .filter(call -> call.name().equals("status"))
                .count();
    }

    @Test
    void knowsNothingBeforeTheFirstAnswerAndSaysSo() {
        assertThat(poller.latest().reachable()).isFalse();
        assertThat(poller.latest().provisioning(time.ticker)).isEqualTo(Health.Provisioning.UNKNOWN);
        assertThat(poller.latest().isStale(time.ticker)).isTrue();
    }

    @Test
    void asksAtOnceAndThenAnIntervalAfterTheAnswer() {
        start();
        answer(WELL);
        assertThat(poller.latest().provisioning(time.ticker)).isEqualTo(Health.Provisioning.ALLOWED);
        time.advance(Duration.ofMillis(29_999));
        assertThat(client.open()).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(client.open()).hasSize(1);
    }

    @Test
    void neverHasTwoQuestionsOut() {
        start();
        time.advance(Duration.ofMinutes(5));
        poller.pollNow();
        poller.start();
        time.run();
        assertThat(client.calls).hasSize(1);
    }

    @Test
    void asksAtOnceWhenTold() {
        start();
        answer(WELL);
        poller.pollNow();
        time.run();
        answer(WELL);
        time.advance(Duration.ofSeconds(30));
        assertThat(asked()).isEqualTo(3);
    }

    @Test
    void keepsTheLastStatusWhenTheOrchestratorIsGoneAndKnowsItsAge() {
        start();
        answer(WELL);
        time.advance(Duration.ofSeconds(30));
        client.next("status").fail();
        time.run();
        assertThat(poller.latest().reachable()).isFalse();
        assertThat(poller.latest().trouble())
                .hasValueSatisfying(text -> assertThat(text).contains("refused"));
        assertThat(poller.latest().status()).contains(WELL);
        assertThat(poller.latest().age(time.ticker)).isEqualTo(Duration.ofSeconds(30));
        assertThat(poller.latest().isStale(time.ticker)).isFalse();
    }

    @Test
    void decidesNothingByAStaleAnswer() {
        start();
        answer(WELL);
        time.advance(Duration.ofSeconds(66));
        assertThat(poller.latest().isStale(time.ticker)).isTrue();
        assertThat(poller.latest().provisioning(time.ticker)).isEqualTo(Health.Provisioning.UNKNOWN);
    }

    @Test
    void looksForTheWayBackSoonerThanUsual() {
        start();
        client.next("status").fail();
        time.run();
        time.advance(Duration.ofSeconds(2));
        assertThat(client.open()).hasSize(1);
    }

    @Test
    void looksEveryTwoSecondsForOneThatIsAwayForHours() {
        start();
        for (int look = 0; look < 1000; look++) {
            client.next("status").fail();
            time.run();
            assertThat(client.open()).isEmpty();
            time.advance(Duration.ofSeconds(2));
        }
        answer(WELL);
        assertThat(poller.latest().reachable()).isTrue();
    }

    @Test
    void looksAgainWhenTheCircuitLetsItThrough() {
        start();
        client.next("status").stop(Duration.ofMillis(700));
        time.run();
        time.advance(Duration.ofMillis(699));
        assertThat(client.open()).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(client.open()).hasSize(1);
    }

    @Test
    void checksTheKeyOfAnOrchestratorThatAnswersForTheFirstTimeAndTellsThatItIsRefused() {
        start();
        client.next("status").succeed(WELL);
        time.run();
        assertThat(poller.latest().blocked()).isEmpty();
        client.keyRefused = true;
        client.next("keyCheck").refuse(403);
        time.run();
        assertThat(poller.latest().reachable()).isTrue();
        assertThat(poller.latest().provisioning(time.ticker)).isEqualTo(Health.Provisioning.BLOCKED);
        assertThat(poller.latest().blocked()).map(BlockedReason::code).contains(BlockedReason.KEY_REFUSED);
    }

    @Test
    void checksARefusedKeyAgainAtEachLookAndAGoodOneNoMore() {
        start();
        client.keyRefused = true;
        answer(WELL);
        time.advance(Duration.ofSeconds(30));
        client.next("status").succeed(WELL);
        time.run();
        client.keyRefused = false;
        client.next("keyCheck").succeed(true);
        time.run();
        assertThat(poller.latest().keyRefused()).isFalse();
        time.advance(Duration.ofSeconds(30));
        client.next("status").succeed(WELL);
        time.run();
        assertThat(client.open()).isEmpty();
    }

    @Test
    void doesNotTakeARefusedQuestionForAnAnswer() {
        start();
        client.next("status").refuse(500);
        time.run();
        assertThat(poller.latest().reachable()).isFalse();
    }

    @Test
    void doesNotBelieveAVpnThatIsDownForAMoment() {
        start();
        answer(WELL);
        time.advance(Duration.ofSeconds(30));
        answer(VPN_DOWN);
        assertThat(poller.latest().vpnDown()).isFalse();
        assertThat(poller.latest().provisioning(time.ticker)).isEqualTo(Health.Provisioning.ALLOWED);
        time.advance(Duration.ofSeconds(2));
        answer(WELL);
        assertThat(poller.latest().vpnDown()).isFalse();
        time.advance(Duration.ofSeconds(29));
        assertThat(client.open()).isEmpty();
    }

    @Test
    void believesAVpnThatWasSeenDownTwiceAndUpTwice() {
        start();
        answer(WELL);
        time.advance(Duration.ofSeconds(30));
        answer(VPN_DOWN);
        time.advance(Duration.ofSeconds(2));
        answer(VPN_DOWN);
        assertThat(poller.latest().blocked()).map(BlockedReason::code).contains(BlockedReason.VPN_DISCONNECTED);
        time.advance(Duration.ofSeconds(30));
        answer(WELL);
        assertThat(poller.latest().provisioning(time.ticker)).isEqualTo(Health.Provisioning.BLOCKED);
        time.advance(Duration.ofSeconds(2));
        answer(WELL);
        assertThat(poller.latest().provisioning(time.ticker)).isEqualTo(Health.Provisioning.ALLOWED);
    }

    @Test
    void tellsWhyTheOrchestratorStartsNothing() {
        start();
        answer(CIRCUIT_OPEN);
        assertThat(poller.latest().provisioning(time.ticker)).isEqualTo(Health.Provisioning.BLOCKED);
        assertThat(poller.latest().blocked()).map(BlockedReason::code).contains(BlockedReason.CIRCUIT_BREAKER);
        assertThat(heard).hasSize(1);
    }

    @Test
    void asksNoMoreAfterItWasStopped() {
        start();
        poller.stop();
        time.run();
        answer(WELL);
        time.advance(Duration.ofMinutes(5));
        assertThat(client.calls).hasSize(1);
        assertThat(heard).isEmpty();
    }
}
