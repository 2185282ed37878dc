package io.acexy.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.source.Switch;
import io.acexy.orchestrator.OrchestratorConfig;
import io.acexy.orchestrator.event.EventQueue;
import io.acexy.orchestrator.message.EndReason;
import io.acexy.orchestrator.message.StreamState;
import io.acexy.server.selection.GoOrchestrator;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Go orchestrator's books are right whatever our sessions do. */
class StreamReporterTest {

    private static final ContentId CHANNEL = new ContentId(ContentId.Kind.CONTENT_ID, "a".repeat(40));

    private final GoOrchestrator orchestrator = new GoOrchestrator();
    private final ReportedStreams reported = new ReportedStreams(orchestrator.ticker);
    private final EventQueue queue = new EventQueue(
            orchestrator,
            OrchestratorConfig.builder(URI.create("http://orchestrator"))
                    .build()
                    .events(),
            orchestrator.clockwork(),
            reported);
    private final StreamReporter reporter = new StreamReporter(new StreamReporter.Parts(
            queue,
            engine -> Optional.of(engine.id()),
            reported,
            new SlotsHeldThere(queue),
            new Instance("here"),
            orchestrator.loop(),
            new Bugs()));

    private final Engine one = engine();
    private final Engine two = engine();
    private final Engine three = engine();

    private Engine engine() {
        String id = orchestrator.engine();
        return new Engine(id, id, 6878);
    }

    private void readBooks() {
        reporter.orchestratorBack(List.copyOf(orchestrator.streams.values()), orchestrator.ticker.nanoTime(), false);
        orchestrator.run();
    }

    private static SessionLinks session(String name) {
        return new SessionLinks("/ace/r/x", null, null, null, name, 1, false);
    }

    private void starts(Engine engine, String name) {
        reporter.sessionStarted(CHANNEL, engine, session(name));
        orchestrator.run();
    }

    private void ends(Engine engine, String name, EngineFault fault) {
        reporter.sessionEnded(CHANNEL, engine, session(name), fault);
        orchestrator.run();
    }

    private Map<String, Integer> counts() {
        return orchestrator.counts;
    }

    /** One letter an event: a capital starts the session of that engine, a small one ends it. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "a planned move,                           ABa,     engine-2",
        "the old one had ended before,             AaB,     engine-2",
        "a standby takes over and is left again,   ABaCb,   engine-3",
        "two races in a row before anything ends,  ABCab,   engine-3",
        "the newer one fails and the older stays,  ABb,     engine-1",
        "back to where it was,                     ABaAb,   engine-1",
        "all end in the order of their starts,     ABCabc,  ''",
        "all end in the other order,               ABCcba,  ''"
    })
    void theBooksShowTheOneInUse(String what, String events, String inUse) {
        readBooks();
        for (int at = 0; at < events.length(); at++) {
            char event = events.charAt(at);
            Engine engine = List.of(one, two, three).get(Character.toLowerCase(event) - 'a');
            String name = "session-" + Character.toLowerCase(event);
            if (Character.isUpperCase(event)) {
                starts(engine, name);
            } else {
                ends(engine, name, null);
            }
        }
        for (String engine : List.of("engine-1", "engine-2", "engine-3")) {
            assertThat(counts().get(engine)).as(engine).isEqualTo(engine.equals(inUse) ? 1 : 0);
        }
        assertThat(orchestrator.streams).hasSize(inUse.isEmpty() ? 0 : 1);
    }

    @Test
    void theOldSessionIsToldOverBeforeTheNewOneIsToldOfWhileTheOrchestratorIsSilentToo() {
        readBooks();
        starts(one, "old");
        starts(two, "new");
        ends(one, "old", EngineFault.unreachable("silent"));
        assertThat(orchestrator.told).containsExactly("started engine-1", "ended engine-1", "started engine-2");
    }

    /** The old session is told over before the new one starts, when its own end has not come yet. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "a planned move,     ,            MOVED",
        "it fell silent,     SILENT,      EMPTY_TIMEOUT",
        "it broke,           UNREACHABLE, NETWORK_ERROR",
        "it is too slow,     SLOW,        ERROR"
    })
    void whatWasLeftIsToldOverWithTheReasonForWhichItWasLeft(String what, EngineFault.Kind kind, EndReason told) {
        readBooks();
        starts(one, "old");
        EngineFault why = kind == null ? null : new EngineFault(kind, what);
        reporter.switched(CHANNEL, new Switch(Switch.Kind.EXACT, one, two, why, Optional.empty()));
        starts(two, "new");
        ends(one, "old", why);
        reporter.switched(CHANNEL, new Switch(Switch.Kind.EXACT, two, one, null, Optional.empty()));
        starts(one, "back");
        assertThat(orchestrator.reasons).containsExactly(told, EndReason.MOVED);
    }

    @Test
    void whatAnEarlierLifeHasLeftIsEndedBeforeItsContentIsToldOfAnew() {
        leftOver(CHANNEL.value(), "engine-1", "old@here");
        starts(two, "new");
        assertThat(orchestrator.told).as("the books have not been read yet").isEmpty();
        readBooks();
        assertThat(orchestrator.told).containsExactly("ended engine-1", "started engine-2");
        assertThat(counts()).containsEntry("engine-1", 0).containsEntry("engine-2", 1);
    }

    @Test
    void whatOthersHaveThereStays() {
        leftOver("b".repeat(40), "engine-1", "one@elsewhere");
        leftOver("c".repeat(40), "engine-2", "another");
        leftOver("d".repeat(40), "engine-3", "third@not-here");
        readBooks();
        assertThat(orchestrator.told).isEmpty();
    }

    @Test
    void whatRunsNowIsNotTakenForWhatWasLeft() {
        readBooks();
        starts(one, "session");
        readBooks();
        assertThat(orchestrator.told).containsExactly("started engine-1");
    }

    @Test
    void aContentThatIsToldOfByNowIsNotEndedForWhatWasLeftOfIt() {
        reporter.openBooks(); // they could not be read
        starts(one, "session");
        List<StreamState> late =
                List.of(new StreamState("k", CHANNEL.value(), "engine-2", "old@here", Optional.empty(), true));
        reporter.orchestratorBack(late, orchestrator.ticker.nanoTime(), false);
        orchestrator.run();
        assertThat(orchestrator.told("ended")).isEmpty();
    }

    @Test
    void anUnusedSlotIsGivenBackWithoutTouchingTheStreamOfTheSameContent() {
        readBooks();
        starts(one, "session");
        SlotsHeldThere held = new SlotsHeldThere(queue);
        held.hold(CHANNEL, two);
        held.giveBack(CHANNEL, two);
        orchestrator.run();
        assertThat(counts()).containsEntry("engine-1", 1).containsEntry("engine-2", 0);
        assertThat(orchestrator.streams).hasSize(1);
    }

    private void leftOver(String key, String engine, String session) {
        orchestrator.streams.put(key, new StreamState(key, key, engine, session, Optional.empty(), true));
        orchestrator.counts.merge(engine, 1, Integer::sum);
    }
}
