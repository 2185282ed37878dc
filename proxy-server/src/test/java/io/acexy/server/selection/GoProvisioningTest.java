package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.EngineCheck;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelection.Busy;
import io.acexy.core.engine.EngineSelection.Selected;
import io.acexy.orchestrator.OrchestratorConfig;
import io.acexy.orchestrator.event.EventQueue;
import io.acexy.orchestrator.health.HealthPoller;
import io.acexy.server.config.OrchestrationPatience;
import io.acexy.server.report.ReportedStreams;
import io.acexy.server.report.SlotsHeldThere;
import io.netty.util.concurrent.Future;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines for those who wait, from an orchestrator that counts wishes and acts on them when it likes. */
class GoProvisioningTest {

    private final GoOrchestrator orchestrator = new GoOrchestrator();
    private final List<Future<EngineSelection>> players = new ArrayList<>();
    private OrchestratedEngineSelector selector;
    private HealthPoller poller;
    private long listensAtMillis;

    @BeforeEach
    void assemble() {
        OrchestratorConfig config =
                OrchestratorConfig.builder(URI.create("http://orchestrator")).build();
        poller = new HealthPoller(
                orchestrator, config.health(), orchestrator.clockwork(), health -> selector.healthSeen());
        EngineRoster roster = new EngineRoster(orchestrator, orchestrator.desk(), () -> selector.listSeen());
        Limits limits = new Limits(
                1,
                false,
                Duration.ofSeconds(54),
                new OrchestrationPatience(Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(60)));
        selector = new OrchestratedEngineSelector(
                new SelectionParts(
                        orchestrator,
                        poller,
                        (loop, engine, timeout) -> loop.schedule(this::look, 1, TimeUnit.MILLISECONDS),
                        roster,
                        new SelectionParts.Notes(
                                new EngineBooks(orchestrator.ticker, new ReportedStreams(orchestrator.ticker)),
                                new SlotsHeldThere(
                                        new EventQueue(orchestrator, config.events(), orchestrator.clockwork())),
                                new EngineReach(),
                                ProvisionListener.NONE),
                        orchestrator.desk(),
                        limits),
                (content, excluding, home) ->
                        home.newSucceededFuture(new EngineSelection.Unavailable("nobody", Duration.ofSeconds(1))));
        poller.start();
        orchestrator.advance(Duration.ofSeconds(2));
    }

    private EngineCheck look() {
        boolean listens = orchestrator.millis() >= listensAtMillis;
        return new EngineCheck(listens ? EngineCheck.State.READY : EngineCheck.State.UNREACHABLE, "");
    }

    private Future<EngineSelection> player() {
        ContentId content = new ContentId(
                ContentId.Kind.INFOHASH, String.valueOf(players.size() % 10).repeat(40));
        Future<EngineSelection> selection = selector.select(content, Set.of(), orchestrator.loop());
        players.add(selection);
        orchestrator.run();
        return selection;
    }

    private long playing() {
        return players.stream().filter(one -> one.getNow() instanceof Selected).count();
    }

    @Test
    void fiveAtOnceAllPlayThoughFourOfFiveCallsAreOnlyCounted() {
        orchestrator.engine();
        for (int i = 0; i < 5; i++) {
            player();
        }
        orchestrator.advance(Duration.ofSeconds(3));
        assertThat(playing()).isEqualTo(5);
        assertThat(orchestrator.told("provision")).hasSize(4);
        assertThat(orchestrator.told("reconcile")).hasSizeBetween(1, 3);
    }

    @Test
    void whatDrainsCountsForTheMaximumAndNobodyWaitsForWhatCannotCome() {
        orchestrator.max = 2;
        orchestrator.drain(orchestrator.engine());
        orchestrator.drain(orchestrator.engine());
        for (int i = 0; i < 20; i++) {
            Future<EngineSelection> refused = player();
            orchestrator.advance(Duration.ofSeconds(1));
            assertThat(refused.getNow()).isInstanceOf(Busy.class);
            assertThat(((Busy) refused.getNow()).reason()).contains("at capacity", "2 engines are draining");
        }
        assertThat(orchestrator.told("provision")).isEmpty();
    }

    @Test
    void thoseForWhomThereIsRoomAreServedAndTheOthersAreToldAtOnce() {
        orchestrator.max = 3;
        orchestrator.engine();
        for (int i = 0; i < 5; i++) {
            player();
        }
        orchestrator.advance(Duration.ofSeconds(3));
        assertThat(playing()).isEqualTo(3);
        assertThat(players).allMatch(Future::isDone);
        assertThat(orchestrator.told("provision")).hasSize(2);
    }

    @Test
    void afterABreakerPhaseOnePlayerHasOneEngine() {
        orchestrator.engine();
        player();
        orchestrator.breakerOpen = true;
        for (int i = 0; i < 6; i++) {
            Future<EngineSelection> refused = player();
            orchestrator.advance(Duration.ofSeconds(15));
            assertThat(refused.getNow()).isInstanceOf(Busy.class);
        }
        orchestrator.breakerOpen = false;
        Future<EngineSelection> served = player();
        orchestrator.advance(Duration.ofSeconds(15));
        assertThat(served.getNow()).isInstanceOf(Selected.class);
        assertThat(orchestrator.counts).hasSize(2);
    }

    @Test
    void aWishThatWasTakenAsTheBreakerOpenedServesTheNextPlayer() {
        orchestrator.engine();
        player();
        orchestrator.startsNothing = true; // and its status does not say so yet
        for (int i = 0; i < 3; i++) {
            Future<EngineSelection> refused = player();
            orchestrator.advance(Duration.ofSeconds(25));
            assertThat(refused.getNow()).isInstanceOf(Busy.class);
        }
        orchestrator.startsNothing = false;
        Future<EngineSelection> served = player();
        orchestrator.advance(Duration.ofSeconds(15));
        assertThat(served.getNow()).isInstanceOf(Selected.class);
        assertThat(orchestrator.counts.size()).isLessThanOrEqualTo(4);
    }

    @Test
    void aWishIsSpokenAgainWhereTheOrchestratorWantedFewerThanItHad() {
        orchestrator.engine();
        orchestrator.engine();
        orchestrator.wanted = 1;
        player();
        player();
        player();
        orchestrator.advance(Duration.ofSeconds(15));
        assertThat(playing()).isEqualTo(3);
        assertThat(orchestrator.counts).hasSize(3);
    }

    @Test
    void nothingMoreIsAskedForOnAccountOfThoseWhoHaveLeft() {
        orchestrator.engine();
        player();
        for (int i = 0; i < 12; i++) {
            player();
        }
        players.subList(1, 13).forEach(one -> one.cancel(false));
        orchestrator.advance(Duration.ofSeconds(30));
        assertThat(orchestrator.told("reconcile").size()).isLessThanOrEqualTo(3);
        assertThat(orchestrator.counts.size()).isLessThanOrEqualTo(10);
        Future<EngineSelection> next = player();
        orchestrator.advance(Duration.ofSeconds(3));
        assertThat(next.getNow()).isInstanceOf(Selected.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 2_997, 5_113, 9_871, 20_077, 45_001})
    void anEngineThatListensIsHandedOverWithinThreeTenthsOfASecond(int bootMillis) {
        listensAtMillis = orchestrator.millis() + bootMillis;
        Future<EngineSelection> waiting = player();
        orchestrator.advance(Duration.ofMillis(bootMillis - 20));
        assertThat(waiting.isDone()).isFalse();
        orchestrator.advance(Duration.ofMillis(20 + 300));
        assertThat(waiting.getNow()).isInstanceOf(Selected.class);
    }
}
