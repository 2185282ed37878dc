package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

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

/** When exactly an engine is asked for, and when not; one slot each. */
class ProvisioningEdgesTest {

    private static final String FULL = "{\"provisioning\":{\"can_provision\":false,"
            + "\"blocked_reason\":{\"code\":\"max_capacity\",\"message\":\"it is full\"}}}";

    private final Selecting world = new Selecting();
    private final AskedOrchestrator orchestrator = world.orchestrator;
    private final List<String> heard = new ArrayList<>();
    private final Provisioning provisioning = new Provisioning(world.parts(1), new Provisioning.Owner() {
        @Override
        public void engineReady() {
            heard.add("ready");
        }

        @Override
        public void shortOf(int covered, Shortage why) {
            heard.add("short of " + covered);
        }

        @Override
        public void orchestratorGone(int covered) {
            heard.add("gone of " + covered);
        }
    });

    @BeforeEach
    void watch() {
        world.healthSeen = provisioning::healthSeen;
        world.poller.start();
        orchestrator.run();
        orchestrator.state(Looks.WELL);
    }

    private void cover(int callers) {
        provisioning.cover(callers);
        orchestrator.run();
    }

    private void full() {
        world.poller.pollNow();
        orchestrator.run();
        orchestrator.state(FULL);
    }

    private static Reply<Provisioned> made(String id) {
        return new Reply.Success<>(new Provisioned(Optional.ofNullable(id), Optional.empty()), Advice.NONE);
    }

    private static Reply<Provisioned> refused() {
        return new Reply.Refused<>(new Refusal(
                503, true, new BlockedReason("vpn_error", "x", Optional.empty(), true, true), Optional.empty()));
    }

    @Test
    void whoNeedsNoneIsNotToldThatThereAreNone() {
        full();
        cover(0);
        assertThat(heard).isEmpty();
    }

    @Test
    void aStateOfASecondIsTrueEnoughToRefuseByAndNoOlderOne() {
        full();
        orchestrator.advance(Duration.ofSeconds(1));
        cover(1);
        assertThat(heard).containsExactly("short of 0");
        assertThat(orchestrator.isAskedForState()).isFalse();

        orchestrator.advance(Duration.ofNanos(1));
        cover(1);
        assertThat(heard).hasSize(1);
        assertThat(orchestrator.isAskedForState()).isTrue();
        orchestrator.state(FULL);
        assertThat(heard).containsExactly("short of 0", "short of 0");
    }

    @Test
    void whoHasLeftWhileTheStateWasAskedForHearsNothing() {
        full();
        orchestrator.advance(Duration.ofSeconds(2));
        cover(1);
        cover(0);
        orchestrator.state(FULL);
        assertThat(heard).isEmpty();
    }

    @Test
    void aRefusalStandsForASecondAndIsLookedInto() {
        cover(1);
        orchestrator.provisioned(refused());
        assertThat(orchestrator.isAskedForState()).isTrue();
        orchestrator.advance(Duration.ofSeconds(1).minusNanos(1));
        cover(1);
        assertThat(orchestrator.provisionsAsked).isEqualTo(1);
        orchestrator.advance(Duration.ofNanos(1));
        cover(1);
        assertThat(orchestrator.provisionsAsked).isEqualTo(2);
    }

    @Test
    void afterARefusalTheCallsThatHaveNotGoneOutStayAtHome() {
        cover(10);
        assertThat(orchestrator.provisionsAsked).isEqualTo(8);
        orchestrator.provisioned(refused());
        orchestrator.provisioned(made("e"));
        assertThat(orchestrator.provisionsAsked).isEqualTo(8);
        assertThat(heard).containsExactly("short of 7");
    }

    @Test
    void andSoTheyDoWhenNobodyCanBeAsked() {
        cover(10);
        orchestrator.provisioned(new Reply.Failed<>(HttpFault.CONNECT, "refused"));
        orchestrator.provisioned(made("e"));
        assertThat(orchestrator.provisionsAsked).isEqualTo(8);
        assertThat(heard).containsExactly("gone of 7");
    }

    @Test
    void onceNobodyWaitsForAnEngineTheListIsLeftAlone() {
        cover(1);
        assertThat(provisioning.isComing("e")).isFalse();
        orchestrator.provisioned(made("e"));
        assertThat(provisioning.isComing("e")).isTrue();
        orchestrator.list(Listed.engine("e"));
        world.looked(EngineCheck.State.READY);
        assertThat(heard).containsExactly("ready");
        assertThat(provisioning.isComing("e")).isFalse();
        int asked = orchestrator.listsAsked;
        orchestrator.advance(Duration.ofSeconds(10));
        assertThat(orchestrator.listsAsked).isEqualTo(asked);
    }

    // ---- wishes ----

    /** Lists of nothing, asked for again and again. */
    private void pass(int seconds) {
        for (int step = 0; step < 10 * seconds; step++) {
            orchestrator.advance(Duration.ofMillis(100));
            while (orchestrator.isAskedForList()) {
                orchestrator.list();
            }
        }
    }

    @Test
    void anOrchestratorThatWasAwayMayHaveForgottenItsWishes() {
        orchestrator.dialect = Optional.of(Dialect.B);
        cover(1);
        orchestrator.provisioned(made(null));
        pass(11);
        orchestrator.state(Looks.WELL);
        assertThat(orchestrator.provisionsAsked)
                .as("the wish may have been void")
                .isEqualTo(2);
        orchestrator.provisioned(made(null));
        pass(11);
        assertThat(heard).as("and once more is enough").containsExactly("short of 0");

        world.poller.pollNow();
        orchestrator.run();
        orchestrator.noState();
        orchestrator.advance(Duration.ofSeconds(2));
        orchestrator.state(Looks.WELL);
        cover(1);
        assertThat(orchestrator.provisionsAsked)
                .as("there is no wish to wait for")
                .isEqualTo(3);
    }
}
