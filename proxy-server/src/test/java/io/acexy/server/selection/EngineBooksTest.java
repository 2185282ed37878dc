package io.acexy.server.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.SessionLinks;
import io.acexy.orchestrator.OrchestratorConfig;
import io.acexy.orchestrator.event.EventQueue;
import io.acexy.server.report.Instance;
import io.acexy.server.report.ReportedStreams;
import io.acexy.server.report.SlotsHeldThere;
import io.acexy.server.report.StreamReporter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EngineBooksTest {

    private static final String ADDRESS = "engine-1:6878";
    private static final ContentId CONTENT = new ContentId(ContentId.Kind.CONTENT_ID, "a".repeat(40));
    private static final SessionLinks SESSION = new SessionLinks("/ace/r/x", null, null, null, "session", 1, false);

    private final GoOrchestrator orchestrator = new GoOrchestrator();
    private final String id = orchestrator.engine();
    private final Engine engine = new Engine(id, id, 6878);
    private final ReportedStreams reported = new ReportedStreams(orchestrator.ticker);
    private final EngineBooks books = new EngineBooks(orchestrator.ticker, reported);
    private final StreamReporter reporter = reporter();
    private int changes;

    @BeforeEach
    void count() {
        books.onChange(() -> changes++);
    }

    private StreamReporter reporter() {
        EventQueue queue = new EventQueue(
                orchestrator,
                OrchestratorConfig.builder(URI.create("http://orchestrator"))
                        .build()
                        .events(),
                orchestrator.clockwork(),
                reported);
        return new StreamReporter(new StreamReporter.Parts(
                queue,
                one -> Optional.of(one.id()),
                reported,
                new SlotsHeldThere(queue),
                new Instance("here"),
                orchestrator.loop(),
                new Bugs()));
    }

    /** A stream of ours of which the orchestrator has been told; its name there. */
    private String ours() {
        reporter.openBooks();
        reporter.sessionStarted(CONTENT, engine, SESSION);
        orchestrator.run();
        return orchestrator.streams.keySet().iterator().next() + "|"
                + orchestrator.streams.values().iterator().next().playbackSessionId();
    }

    private long now() {
        return orchestrator.ticker.nanoTime();
    }

    private void pass(long millis) {
        orchestrator.advance(Duration.ofMillis(millis));
    }

    // ---- load ----

    @Test
    void streamsOfOthersCountByTheirNames() {
        assertThat(books.load(Listed.engine(id).streams("one", "two").state(), ADDRESS, now()))
                .isEqualTo(2);
    }

    @Test
    void whatIsOnlyCountedThereCountsAsWell() {
        assertThat(books.load(Listed.engine(id).streams(3).state(), ADDRESS, now()))
                .isEqualTo(3);
    }

    @Test
    void ourOwnSlotsCountBesideThem() {
        books.take(ADDRESS);
        books.take("elsewhere:6878");
        assertThat(books.load(Listed.engine(id).streams("one", "two").state(), ADDRESS, now()))
                .isEqualTo(3);
        assertThat(books.slots(ADDRESS)).isEqualTo(1);
        assertThat(books.slots("nowhere:6878")).isZero();
    }

    @Test
    void aStreamOfOursThatIsListedByItsNameIsNotCountedTwice() {
        String name = ours();
        books.take(ADDRESS);
        assertThat(reported.isOurs(name)).isTrue();
        assertThat(books.load(Listed.engine(id).streams(name, "other").state(), ADDRESS, now()))
                .isEqualTo(2);
    }

    @Test
    void aStreamOfOursThatIsOnlyCountedThereIsNotCountedTwiceOnceTheListKnowsOfIt() {
        long before = now();
        pass(10);
        ours();
        books.take(ADDRESS);
        pass(10);
        assertThat(books.load(Listed.engine(id).streams(3).state(), ADDRESS, now()))
                .as("ours and two others")
                .isEqualTo(3);
        assertThat(books.load(Listed.engine(id).streams(3).state(), ADDRESS, before))
                .as("three others, for the list is older than our stream")
                .isEqualTo(4);
        assertThat(books.load(Listed.engine(id).state(), ADDRESS, now()))
                .as("fewer than none are no credit")
                .isEqualTo(1);
    }

    // ---- last used ----

    @Test
    void theLaterOfOurUseAndThatOfOthersCounts() {
        Instant past = Instant.parse("2001-01-01T00:00:00Z");
        Instant future = Instant.now().plus(Duration.ofDays(1));
        assertThat(books.lastUsed(Listed.engine(id).state(), ADDRESS)).isEqualTo(Instant.EPOCH);
        assertThat(books.lastUsed(Listed.engine(id).lastUsed(past).state(), ADDRESS))
                .isEqualTo(past);

        books.take(ADDRESS);
        Instant ours = books.lastUsed(Listed.engine(id).lastUsed(past).state(), ADDRESS);
        assertThat(ours).isAfter(past).isBeforeOrEqualTo(Instant.now());
        assertThat(books.lastUsed(Listed.engine(id).lastUsed(future).state(), ADDRESS))
                .isEqualTo(future);
    }

    // ---- judgement ----

    @ParameterizedTest
    @EnumSource(
            value = EngineFault.Kind.class,
            names = {"UNREACHABLE", "BROKEN", "ENTITLEMENT", "DEAD_SESSION"})
    void anEngineThatIsToBlameIsSetAsideForHalfAMinuteAndNotTrustedAnyMore(EngineFault.Kind kind) {
        books.answered(id);
        changes = 0;
        books.failed(id, new EngineFault(kind, "x"));
        assertThat(changes).isEqualTo(1);
        assertThat(books.isAside(id)).isTrue();
        assertThat(books.isAside("engine-2")).isFalse();
        assertThat(books.hasAnswered(id)).isFalse();
        assertThat(books.isTrusted(id)).isFalse();
        pass(29_990);
        assertThat(books.isAside(id)).isTrue();
        pass(10);
        assertThat(books.isAside(id)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = EngineFault.Kind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNREACHABLE", "BROKEN", "ENTITLEMENT", "DEAD_SESSION"})
    void whatIsTheContentsFaultIsNotHeldAgainstTheEngine(EngineFault.Kind kind) {
        books.answered(id);
        changes = 0;
        books.failed(id, new EngineFault(kind, "x"));
        assertThat(changes).isZero();
        assertThat(books.isAside(id)).isFalse();
        assertThat(books.hasAnswered(id)).isTrue();
        assertThat(books.isTrusted(id)).isTrue();
    }

    @Test
    void oneThatDoesNotAnswerIsSilentForFiveSeconds() {
        books.answered(id);
        changes = 0;
        books.silent(id);
        assertThat(changes).isEqualTo(1);
        assertThat(books.isSilent(id)).isTrue();
        assertThat(books.hasAnswered(id)).isFalse();
        assertThat(books.isTrusted(id)).isFalse();
        assertThat(books.isAside(id)).isFalse();
        pass(4_990);
        assertThat(books.isSilent(id)).isTrue();
        pass(10);
        assertThat(books.isSilent(id)).isFalse();
    }

    @Test
    void oneThatAnswersIsNotSilentAndHasAnsweredForAMinute() {
        books.silent(id);
        changes = 0;
        books.answered(id);
        assertThat(changes).isEqualTo(1);
        assertThat(books.isSilent(id)).isFalse();
        assertThat(books.hasAnswered(id)).isTrue();
        assertThat(books.isTrusted(id)).isTrue();
        pass(59_990);
        assertThat(books.hasAnswered(id)).isTrue();
        pass(10);
        assertThat(books.hasAnswered(id)).isFalse();
        assertThat(books.isTrusted(id)).isTrue();
    }

    @Test
    void thatATrustedEngineAnswersOnceMoreIsNoNews() {
        books.trust(id);
        books.trust(id);
        assertThat(changes).isEqualTo(1);
        assertThat(books.hasAnswered(id)).as("its health is not ours to judge").isFalse();
    }

    @Test
    void everyTakenAndReturnedSlotIsNews() {
        books.take(ADDRESS);
        assertThat(changes).isEqualTo(1);
        books.giveBack(ADDRESS);
        assertThat(changes).isEqualTo(2);
        assertThat(books.slots(ADDRESS)).isZero();
    }

    // ---- a new list ----

    @Test
    void whatIsStillTrueSurvivesANewList() {
        books.trust("trusted");
        books.answered("answered");
        books.silent("silent");
        books.failed("aside", EngineFault.broken("x"));
        List<Engine> listed = List.of(new Engine("trusted", "t", 1), new Engine("answered", "a", 1));
        books.prune(listed, now());
        assertThat(books.isTrusted("trusted")).isTrue();
        assertThat(books.hasAnswered("answered")).isTrue();
        assertThat(books.isSilent("silent")).isTrue();
        assertThat(books.isAside("aside")).isTrue();

        books.prune(List.of(), now());
        assertThat(books.isTrusted("trusted")).as("it is not listed any more").isFalse();
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "true,  true,  true,  a slot is held and it is listed",
        "true,  false, true,  a slot is held",
        "false, true,  true,  it is listed",
        "false, false, false, neither",
    })
    void whenAnEngineWasUsedIsForgottenOnceItIsNeitherListedNorInUse(
            boolean held, boolean listed, boolean remembered, String sentence) {
        books.take(ADDRESS);
        if (!held) {
            books.giveBack(ADDRESS);
        }
        books.prune(listed ? List.of(engine) : List.of(), now());
        assertThat(books.lastUsed(Listed.engine(id).state(), ADDRESS).isAfter(Instant.EPOCH))
                .as(sentence)
                .isEqualTo(remembered);
        assertThat(books.slots(ADDRESS)).isEqualTo(held ? 1 : 0);
    }

    @Test
    void aStreamOfOursThatCannotBeInAnyListAnyMoreIsForgotten() {
        String name = ours();
        long whileItRan = now();
        pass(10);
        reporter.sessionEnded(CONTENT, engine, SESSION, null);
        orchestrator.run();
        books.prune(List.of(), whileItRan);
        assertThat(reported.isOurs(name)).as("that list may have it").isTrue();
        books.prune(List.of(), now());
        assertThat(reported.isOurs(name)).isFalse();
    }
}
