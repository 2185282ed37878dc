package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.EngineFault;
import io.acexy.testkit.AlikeOnEveryJvm;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a run of a channel does when: contents in the channel's order, engines, events, and what is opened, used and left, in
 * order. A session is called by its engine and its content. There are never sessions of two contents at a time; {@link Actor}
 * sees to that.
 */
@AlikeOnEveryJvm
class SuccessionTest {

    private static final ContentId CHANNEL = new ContentId(ContentId.Kind.CHANNEL, "one");

    private record Row(String sentence, String contents, String engines, String events, String expected) {}

    private static Row row(String sentence, String contents, String engines, String events, String expected) {
        return new Row(sentence, contents, engines, events, expected);
    }

    @TestFactory
    Stream<DynamicTest> aStart() {
        return play(
                row("the first content is wanted", "a b", "A", "3s", "Aa opened, A used"),
                row(
                        "one that no engine loads is followed by the next, when it has been tried on every engine",
                        "a b",
                        "A B",
                        "a refused; 3s",
                        "Aa opened, A failed (CONTENT_UNAVAILABLE), Aa stopped, Ba opened, B failed (CONTENT_UNAVAILABLE),"
                                + " Ba stopped, a to b (CONTENT_UNAVAILABLE), Ab opened, A used"),
                row(
                        "one that stays without media has twenty seconds",
                        "a b",
                        "A",
                        "a mute; 19s; b refused; b plays; 3s",
                        "Aa opened, Aa stopped, a to b (SILENT), Ab opened, A used"),
                row(
                        "each has one turn",
                        "a b c",
                        "A",
                        "a refused; b mute; c refused; 30s",
                        "Aa opened, A failed (CONTENT_UNAVAILABLE), Aa stopped, a to b (CONTENT_UNAVAILABLE), Ab opened,"
                                + " Ab stopped, b to c (SILENT), Ac opened, A failed (CONTENT_UNAVAILABLE), Ac stopped,"
                                + " end: Failed"),
                row("where there is no engine there is none for the next one", "a b", "", "1s", "end: NoEngine"),
                row("a channel without contents is unknown", "", "A", "1s", "end: Failed"));
    }

    @TestFactory
    Stream<DynamicTest> aContentThatDies() {
        return play(
                row(
                        "is followed by the next when no engine brings it back",
                        "a b",
                        "A",
                        "5s; a dies; 5s",
                        "Aa opened, A used, Aa reopened, A left (CONTENT_UNAVAILABLE), Aa stopped, a to b (ENDED), Ab opened,"
                                + " A to A KEYFRAME, A used"),
                row(
                        "and not before another engine was asked for it",
                        "a b",
                        "A B",
                        "5s; a dies; 5s",
                        "Aa opened, A used, Aa reopened, Ba opened, B failed (CONTENT_UNAVAILABLE), Ba stopped, A left (CONTENT_UNAVAILABLE),"
                                + " Aa stopped, a to b (ENDED), Ab opened, A to A KEYFRAME, A used"),
                row(
                        "silence is enough, when it lasts",
                        "a b",
                        "A",
                        "5s; a mute; 12s",
                        "Aa opened, A used, A suspected (SILENT), A left (SILENT), Aa stopped, a to b (SILENT), Ab opened,"
                                + " A to A KEYFRAME, A used"),
                row(
                        "but not a short one",
                        "a b",
                        "A",
                        "5s; a mute; 7s; a plays; 5s",
                        "Aa opened, A used, A suspected (SILENT)"),
                row(
                        "an engine that plays on is worth more than another content",
                        "a b",
                        "A B",
                        "5s; A silent; 12s",
                        "Aa opened, A used, A suspected (SILENT), Ba opened, A to B EXACT, B used, A left (SILENT), Aa stopped"));
    }

    @TestFactory
    Stream<DynamicTest> whatFollowsAContentThatDied() {
        return play(
                row(
                        "the one after the next has its turn when that does not play",
                        "a b c",
                        "A",
                        "5s; b refused; a dies; 5s",
                        "Aa opened, A used, Aa reopened, A left (CONTENT_UNAVAILABLE), Aa stopped, a to b (ENDED), Ab opened,"
                                + " A failed (CONTENT_UNAVAILABLE), Ab stopped, b to c (CONTENT_UNAVAILABLE), Ac opened,"
                                + " A to A KEYFRAME, A used"),
                row(
                        "and then the first again",
                        "a b",
                        "A",
                        "5s; a dies; 5s; a plays; b dies; 5s",
                        "Aa opened, A used, Aa reopened, A left (CONTENT_UNAVAILABLE), Aa stopped, a to b (ENDED), Ab opened,"
                                + " A to A KEYFRAME, A used, Ab reopened, A left (CONTENT_UNAVAILABLE), Ab stopped, b to a (ENDED), Aa opened,"
                                + " A to A KEYFRAME, A used"));
    }

    @TestFactory
    Stream<DynamicTest> aWishForTheFirst() {
        return play(
                row(
                        "is granted at once",
                        "a b",
                        "A",
                        "5s; a dies; 5s; a plays; first; 3s",
                        "Aa opened, A used, Aa reopened, A left (CONTENT_UNAVAILABLE), Aa stopped, a to b (ENDED), Ab opened,"
                                + " A to A KEYFRAME, A used, A left, Ab stopped, b to a, Aa opened, A to A KEYFRAME, A used"),
                row("changes nothing where it plays", "a b", "A", "3s; first; 3s", "Aa opened, A used"),
                row(
                        "is over when that does not play",
                        "a b",
                        "A",
                        "5s; a dies; 5s; first; 5s",
                        "Aa opened, A used, Aa reopened, A left (CONTENT_UNAVAILABLE), Aa stopped, a to b (ENDED), Ab opened,"
                                + " A to A KEYFRAME, A used, A left, Ab stopped, b to a, Aa opened, A failed (CONTENT_UNAVAILABLE),"
                                + " Aa stopped, a to b (CONTENT_UNAVAILABLE), Ab opened, A to A EXACT, A used"));
    }

    @Test
    void aRunBeginsWithTheFirstUnlessThatWasFoundDeadAShortTimeAgo() {
        SourceServices.Shared shared = shared("a", "b");
        try (Rehearsal first = rehearsal(shared, "A")) {
            first.refused.add(Rehearsal.content("a"));
            first.run.begin();
            first.pass(5);
            assertThat(first.happened()).endsWith("Ab opened, A used");
        }
        try (Rehearsal second = rehearsal(shared, "A")) {
            second.run.begin();
            second.pass(5);
            assertThat(second.happened()).isEqualTo("Ab opened, A used");
        }
    }

    @Test
    void aContentThatAnotherStreamPlaysOnThatEngineIsLeftToIt() {
        try (Rehearsal rehearsal = rehearsal(shared("a", "b", "c"), "A")) {
            rehearsal.run.begin();
            rehearsal.pass(5);
            rehearsal.elsewhere = rehearsal.actor("A").engine;
            rehearsal.refused.add(Rehearsal.content("a"));
            rehearsal.actors.forEach(actor -> actor.fail(EngineFault.Kind.ENDED));
            rehearsal.pass(0.4);
            rehearsal.elsewhere = null;
            rehearsal.pass(5);

            assertThat(rehearsal.happened())
                    .contains("Ab opened, A failed (SUPERSEDED), b to c (SUPERSEDED), Ac opened")
                    .doesNotContain("Ab stopped")
                    .endsWith("A used");
        }
    }

    /** @param fate 0: nothing comes; 1: no engine loads it; 2: and what plays ends; 3: it plays */
    static void befall(Rehearsal rehearsal, String letter, int fate) {
        ContentId content = Rehearsal.content(letter);
        rehearsal.mute.remove(content);
        rehearsal.refused.remove(content);
        switch (fate) {
            case 0 -> rehearsal.mute.add(content);
            case 1 -> rehearsal.refused.add(content);
            case 2 -> {
                rehearsal.refused.add(content);
                rehearsal.actors.forEach(actor -> actor.endOf(content));
            }
            default -> {}
        }
    }

    static SourceServices.Shared shared(String... contents) {
        List<ContentId> all = Arrays.stream(contents).map(Rehearsal::content).toList();
        return new SourceServices.Shared(new Backups(
                channel -> all,
                new Backups.Times(Duration.ofSeconds(20), Duration.ofSeconds(8), Duration.ofMinutes(5))));
    }

    static Rehearsal rehearsal(SourceServices.Shared shared, String engines) {
        Actor[] actors = Arrays.stream(engines.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(name -> new Actor(name, 1, 2))
                .toArray(Actor[]::new);
        return new Rehearsal(Rehearsal.defaults(), shared, CHANNEL, actors);
    }

    private static Stream<DynamicTest> play(Row... rows) {
        return Arrays.stream(rows).map(row -> DynamicTest.dynamicTest(row.sentence, () -> play(row)));
    }

    private static void play(Row row) {
        String[] contents = row.contents.isEmpty() ? new String[0] : row.contents.split(" ", -1);
        try (Rehearsal rehearsal = rehearsal(shared(contents), row.engines)) {
            List<String> events = Arrays.stream(row.events.split("; ", -1)).toList();
            int first = (int) events.stream()
                    .takeWhile(event -> event.matches("[abc] (refused|mute)"))
                    .count();
            events.subList(0, first).forEach(event -> happen(rehearsal, event));
            rehearsal.run.begin();
            events.subList(first, events.size()).forEach(event -> happen(rehearsal, event));
            assertThat(rehearsal.happened()).isEqualTo(row.expected);
        }
    }

    private static void happen(Rehearsal rehearsal, String event) {
        if (event.matches("[0-9.]+s")) {
            rehearsal.pass(Double.parseDouble(event.substring(0, event.length() - 1)));
        } else if (event.equals("first")) {
            rehearsal.run.backToFirst();
        } else {
            String[] words = event.split(" ", -1);
            switch (words[1]) {
                case "silent" -> rehearsal.actor(words[0]).silent = true;
                case "mute" -> befall(rehearsal, words[0], 0);
                case "refused" -> befall(rehearsal, words[0], 1);
                case "dies" -> befall(rehearsal, words[0], 2);
                case "plays" -> befall(rehearsal, words[0], 3);
                default -> throw new IllegalArgumentException(event);
            }
        }
    }
}
