package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineCheck;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineLease;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.engine.EngineSelection.Busy;
import io.acexy.core.engine.EngineSelection.Selected;
import io.acexy.core.engine.EngineSelector;
import io.acexy.orchestrator.OrchestratorConfig;
import io.acexy.orchestrator.event.EventQueue;
import io.acexy.orchestrator.health.HealthPoller;
import io.acexy.server.config.OrchestrationPatience;
import io.acexy.server.report.ReportedStreams;
import io.acexy.server.report.SlotsHeldThere;
import io.netty.util.concurrent.Future;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a start waits for an orchestrator, in milliseconds. */
class OrchestratedEngineSelectorTest {

    private static final ContentId CONTENT = new ContentId(ContentId.Kind.INFOHASH, "0".repeat(40));
    private static final EngineLease ANY_LEASE = new EngineLease() {
        @Override
        public void release() {}

        @Override
        public void fail(EngineFault fault) {}
    };
    private static final String FREE = "[{\"container_id\":\"c\",\"host\":\"127.0.0.1\",\"port\":19000,"
            + "\"health_status\":\"healthy\",\"streams\":[]}]";
    private static final String TAKEN = FREE.replace("[]", "[\"somebody|else\"]");
    private static final String WELL = "{\"status\":\"healthy\",\"provisioning\":{\"can_provision\":true}}";
    private static final String FULL = "{\"status\":\"healthy\",\"provisioning\":{\"can_provision\":false,"
            + "\"blocked_reason\":\"Maximum capacity reached\",\"blocked_reason_details\":{\"code\":\"max_capacity\","
            + "\"message\":\"Maximum capacity reached\",\"recovery_eta_seconds\":null,\"can_retry\":false,"
            + "\"should_wait\":true}}}";

    private final AskedOrchestrator orchestrator = new AskedOrchestrator();
    private EngineSelection configured = new EngineSelection.Unavailable("nobody", Duration.ofSeconds(1));
    private final EngineSelector fallback = (content, excluding, home) -> home.newSucceededFuture(configured);

    private HealthPoller poller;
    private EngineRoster roster;
    private OrchestratedEngineSelector selector;

    @BeforeEach
    void assemble() {
        OrchestratorConfig config =
                OrchestratorConfig.builder(URI.create("http://orchestrator")).build();
        poller = new HealthPoller(
                orchestrator.client, config.health(), orchestrator.clockwork(), health -> selector.healthSeen());
        roster = new EngineRoster(orchestrator.client, orchestrator.desk(), () -> selector.listSeen());
        EngineBooks books = new EngineBooks(orchestrator.ticker, new ReportedStreams(orchestrator.ticker));
        EventQueue queue = new EventQueue(orchestrator.client, config.events(), orchestrator.clockwork());
        Limits limits = new Limits(
                1,
                false,
                Duration.ofSeconds(54),
                new OrchestrationPatience(Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(60)));
        selector = new OrchestratedEngineSelector(
                new SelectionParts(
                        orchestrator.client,
                        poller,
                        (loop, engine, timeout) ->
                                loop.newSucceededFuture(new EngineCheck(EngineCheck.State.READY, "")),
                        roster,
                        new SelectionParts.Notes(
                                books, new SlotsHeldThere(queue), new EngineReach(), ProvisionListener.NONE),
                        orchestrator.desk(),
                        limits),
                fallback);
        poller.start();
        orchestrator.run();
        orchestrator.state(WELL);
        books.trust("c");
    }

    /** A list that has come after some time, so long ago. */
    private void known(String list, long took, long ago) {
        roster.refresh(fresh -> {});
        orchestrator.advance(Duration.ofMillis(took));
        orchestrator.list(list);
        // Trust is for engines that are listed.
        orchestrator.advance(Duration.ofMillis(ago));
        orchestrator.listsAsked = 0;
    }

    private Future<EngineSelection> select() {
        Future<EngineSelection> selection = selector.select(CONTENT, Set.of(), orchestrator.loop);
        orchestrator.run();
        return selection;
    }

    @Test
    void withAYoungListAStartAsksNobody() {
        known(FREE, 10, 1_000);
        assertThat(select().getNow()).isInstanceOf(Selected.class);
        assertThat(orchestrator.listsAsked).isZero();
    }

    @Test
    void aSpareIsWhatIsFreeByTheKnownListAndNobodyIsAskedForIt() {
        known(FREE, 10, 10_000);
        Future<EngineSelection> spare = selector.selectSpare(CONTENT, Set.of(), orchestrator.loop);
        orchestrator.run();
        assertThat(spare.getNow()).isInstanceOf(Selected.class);
        assertThat(orchestrator.listsAsked).isZero();
    }

    @Test
    void whereNothingIsFreeNoEngineIsStartedForASpare() {
        known(TAKEN, 10, 10_000);
        Future<EngineSelection> spare = selector.selectSpare(CONTENT, Set.of(), orchestrator.loop);
        orchestrator.run();
        assertThat(spare.getNow()).isInstanceOf(Busy.class);
        assertThat(orchestrator.listsAsked + orchestrator.provisionsAsked).isZero();
    }

    @Test
    void anOlderListIsAskedForAgainAndServesAfterAQuarterOfASecond() {
        known(FREE, 10, 10_000);
        Future<EngineSelection> selection = select();
        assertThat(orchestrator.listsAsked).isEqualTo(1);
        orchestrator.advance(Duration.ofMillis(249));
        assertThat(selection.isDone()).isFalse();
        orchestrator.advance(Duration.ofMillis(1));
        assertThat(selection.getNow()).isInstanceOf(Selected.class);
    }

    @Test
    void whileOneHungEngineHoldsUpTheListTheKnownOneServesAtOnce() {
        known(FREE, 5_010, 20_000);
        assertThat(select().getNow()).isInstanceOf(Selected.class);
    }

    @Test
    void withoutAKnownListTheSlowOneIsWaitedForAndUsed() {
        Future<EngineSelection> selection = select();
        orchestrator.advance(Duration.ofMillis(5_010));
        assertThat(selection.isDone()).isFalse();
        orchestrator.list(FREE);
        assertThat(selection.getNow()).isInstanceOf(Selected.class);
    }

    @Test
    void aFullOrchestratorRefusesAtOnceThoughItsListIsHeldUp() {
        known(TAKEN, 5_010, 20_000);
        poller.pollNow();
        orchestrator.run();
        orchestrator.state(FULL);
        Future<EngineSelection> selection = select();
        assertThat(selection.getNow()).isInstanceOf(Busy.class);
        assertThat(((Busy) selection.getNow()).reason()).startsWith("Service at capacity");
        assertThat(orchestrator.provisionsAsked).isZero();
    }

    @Test
    void oneLookAtTheStateIsEnoughToRefuseWhereItIsNotYoung() {
        known(TAKEN, 5_010, 20_000);
        Future<EngineSelection> selection = select();
        assertThat(selection.isDone()).isFalse();
        orchestrator.state(FULL);
        assertThat(selection.getNow()).isInstanceOf(Busy.class);
        assertThat(orchestrator.provisionsAsked).isZero();
    }

    @Test
    void whoFindsNoRoomAndNobodyWhoAnswersIsToldSoAfterALook() {
        known(TAKEN, 10, 10_000);
        Future<EngineSelection> selection = select();
        orchestrator.advance(Duration.ofSeconds(1));
        assertThat(selection.isDone()).isFalse();
        orchestrator.noState();
        assertThat(selection.getNow()).isInstanceOf(Busy.class);
        assertThat(((Busy) selection.getNow()).reason())
                .contains("the orchestrator does not answer (failed: TIMEOUT")
                .contains("no fallback engine works");
        assertThat(orchestrator.provisionsAsked).isZero();
    }

    /** Somebody for whom an engine is being made, by an orchestrator of whom nothing more is heard. */
    private Future<EngineSelection> waitForAnEngineThatIsMade() {
        known(TAKEN, 10, 1_000);
        Future<EngineSelection> selection = select();
        orchestrator.list(TAKEN);
        assertThat(orchestrator.provisionsAsked).isEqualTo(1);
        poller.pollNow();
        orchestrator.run();
        return selection;
    }

    @Test
    void whoWaitsForAnEngineWhenTheOrchestratorFallsSilentGetsTheConfiguredOne() {
        Engine known = new Engine("known", "127.0.0.1", 6878);
        configured = new Selected(known, ANY_LEASE);
        Future<EngineSelection> selection = waitForAnEngineThatIsMade();
        assertThat(selection.isDone()).isFalse();
        orchestrator.noState();
        assertThat(((Selected) selection.getNow()).engine()).isEqualTo(known);
    }

    @Test
    void whereNoneIsConfiguredHeWaitsOnForTheEngineThatIsMade() {
        Future<EngineSelection> selection = waitForAnEngineThatIsMade();
        orchestrator.noState();
        assertThat(selection.isDone()).isFalse();
    }

    @Test
    void aSecondStartDoesNotTakeTheSlotOfTheFirstThoughTheListIsTheSame() {
        known(FREE, 10, 0);
        assertThat(select().getNow()).isInstanceOf(Selected.class);
        Future<EngineSelection> second = select();
        assertThat(second.isDone()).isFalse();
        assertThat(orchestrator.listsAsked)
                .as("before another engine is asked for")
                .isEqualTo(1);
    }
}
