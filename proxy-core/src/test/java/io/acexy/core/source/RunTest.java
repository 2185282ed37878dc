package io.acexy.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.mpegts.TsPacket;
import io.acexy.testkit.AlikeOnEveryJvm;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a run does when: engines, events, and what is opened, used, suspected and left, in order. An engine is given with how
 * many seconds it is behind live, and how far its starts reach back. Nothing is ever played twice.
 */
@AlikeOnEveryJvm
class RunTest {

    enum Loss {
        NOTHING,
        SOME
    }

    record Row(String sentence, String engines, String events, String expected, Loss loss) {}

    static Row row(String sentence, String engines, String events, String expected) {
        return new Row(sentence, engines, events, expected, Loss.NOTHING);
    }

    static Row losing(String sentence, String engines, String events, String expected) {
        return new Row(sentence, engines, events, expected, Loss.SOME);
    }

    @TestFactory
    Stream<DynamicTest> aStart() {
        return play(
                FailoverRaces.NONE,
                row("the first engine's media is used as it comes", "A 1 2", "3s", "A opened, A used"),
                row(
                        "a start that fails is tried on another engine",
                        "A 1 2; B 1 2",
                        "A refuses; 3s",
                        "A opened, A failed (UNREACHABLE), A stopped, B opened, B used"),
                row(
                        "and on three at most",
                        "A 1 2; B 1 2; C 1 2; D 1 2",
                        "A refuses; B refuses; C refuses; 3s",
                        "A opened, A failed (UNREACHABLE), A stopped, B opened, B failed (UNREACHABLE), B stopped,"
                                + " C opened, C failed (UNREACHABLE), C stopped, end: Failed"),
                row("nobody to start on is an end", "", "1s", "end: NoEngine"));
    }

    @TestFactory
    Stream<DynamicTest> aRaceOfTwoStarts() {
        return play(
                FailoverRaces.AFTER_FOUR_SECONDS,
                row("a quick start is alone", "A 1 2; B 1 2", "8s", "A opened, A used"),
                row(
                        "of two starts the first one to bring media wins",
                        "A 1 2; B 1 2",
                        "A cold 20; 8s",
                        "A opened, B opened, A stopped, B used"),
                row(
                        "and be it the first",
                        "A 1 2; B 1 2",
                        "A cold 5; B cold 9; 8s",
                        "A opened, B opened, B stopped, A used"));
    }

    @TestFactory
    Stream<DynamicTest> aSuspicion() {
        return play(
                FailoverRaces.NONE,
                row(
                        "a second engine is opened at the first silence, and dropped when the first goes on",
                        "A 1 2; B 2 2",
                        "5s; A silent; 2s; A sends; 2s",
                        "A opened, A used, A suspected (SILENT), B opened, B stopped"),
                row(
                        "it is used when the first is given up, with the very next byte",
                        "A 1 2; B 2 2",
                        "5s; A silent; 6s",
                        "A opened, A used, A suspected (SILENT), B opened, A to B EXACT, B used, A left (SILENT), A stopped"),
                row(
                        "a swarm that stalls as a whole once a minute has one session more each time, and is not left",
                        "A 1 2; B 2 2",
                        "5s; stall; 3s; flow; 57s; stall; 3s; flow; 10s",
                        "A opened, A used, A suspected (SILENT), B opened, B stopped, A suspected (SILENT), B opened,"
                                + " B stopped"),
                row(
                        "one that stalls all the time has three a minute",
                        "A 1 2; B 2 2",
                        "5s; stall; 3s; flow; 5s; stall; 3s; flow; 5s; stall; 3s; flow; 5s; stall; 3s; flow; 5s",
                        "A opened, A used, A suspected (SILENT), B opened, B stopped, A suspected (SILENT), B opened,"
                                + " B stopped, A suspected (SILENT), B opened, B stopped, A suspected (SILENT)"),
                row(
                        "one that has been used costs nothing of that",
                        "A 1 2; B 1 2",
                        "5s; A silent; 6s; A sends; B silent; 6s",
                        "A opened, A used, A suspected (SILENT), B opened, A to B EXACT, B used, A left (SILENT),"
                                + " A stopped, B suspected (SILENT), A opened, B to A EXACT, A used, B left (SILENT),"
                                + " B stopped"));
    }

    @TestFactory
    Stream<DynamicTest> aSuspicionThatIsTrue() {
        return play(
                FailoverRaces.NONE,
                row(
                        "where the second begins too late, one that is further behind live is opened, and used",
                        "A 2.6 2; B 0.5 2; C 1.7 2",
                        "5s; A silent; 6s",
                        "A opened, A used, A suspected (SILENT), B opened, C opened, B stopped, A to C EXACT, C used, A left (SILENT), A stopped"),
                row(
                        "of engines that were in use, the one that is nearest to live is not tried first",
                        "A 0.5 2; B 2.6 2; C 1.7 2",
                        "B busy; 5s; A busy; A broken; 6s; C busy; B free; C broken; 8s; A free; C free; B silent; 6s",
                        "A opened, A used, A left (BROKEN), A stopped, C opened, A to C EXACT, C used, C left (BROKEN),"
                                + " C stopped, B opened, C to B EXACT, B used, B suspected (SILENT), C opened, B to C EXACT,"
                                + " C used, B left (SILENT), B stopped"),
                row(
                        "one that was in use and is much nearer to live comes after one of which nothing is known",
                        "A 0.5 2; B 2.6 2; C 1.7 2",
                        "C busy; 5s; A broken; 6s; C free; B silent; 6s",
                        "A opened, A used, A left (BROKEN), A stopped, B opened, A to B EXACT, B used, B suspected (SILENT),"
                                + " C opened, B to C EXACT, C used, B left (SILENT), B stopped"),
                row(
                        "a silent engine that disowns its session is left at once",
                        "A 1 2; B 2 2",
                        "5s; A silent; A forgets; 2.5s",
                        "A opened, A used, A suspected (SILENT), B opened, A left (DEAD_SESSION), A stopped, A to B EXACT, B used"),
                row(
                        "silence of everybody is an end after a minute",
                        "A 1 2",
                        "5s; A silent; 70s",
                        "A opened, A used, A suspected (SILENT), end: Silent, A left, A stopped"));
    }

    @TestFactory
    Stream<DynamicTest> aLoss() {
        return play(
                FailoverRaces.NONE,
                row(
                        "a connection that broke is opened anew, beside another engine, and the first to go on is used",
                        "A 1 2; B 1 2; C 1 2",
                        "5s; B cold 0; A cut; 3s",
                        "A opened, A used, A reopened, B opened, A left (UNREACHABLE), A stopped, A to B EXACT, B used"),
                row(
                        "the one that broke, where it is quicker",
                        "A 1 2; B 2 2",
                        "5s; B cold 2; A cut; 3s",
                        "A opened, A used, A reopened, B opened, B stopped, A to A EXACT"),
                row(
                        "a dead engine is replaced at the next byte by one that reaches back to it",
                        "A 2.6 2; B 0.5 2; C 1.7 2",
                        "5s; A dies; 3s",
                        "A opened, A used, A reopened, B opened, A left (UNREACHABLE), A stopped, C opened, B stopped, A to C EXACT, C used"),
                losing(
                        "where nobody does, it goes on at the next keyframe",
                        "A 2.6 0; B 0.5 0",
                        "5s; A dies; 6s",
                        "A opened, A used, A reopened, B opened, A left (UNREACHABLE), A stopped, A to B KEYFRAME, B used"),
                row(
                        "an engine that talks nonsense is left at once",
                        "A 1 2; B 2 2",
                        "5s; A broken; 3s",
                        "A opened, A used, A left (BROKEN), A stopped, B opened, A to B EXACT, B used"));
    }

    @TestFactory
    Stream<DynamicTest> aReplacementThatComesNearer() {
        return play(
                FailoverRaces.NONE,
                row(
                        "has all the time that it takes while it sends",
                        "A 1 2; B 26 1",
                        "5s; A dies; 32s",
                        "A opened, A used, A reopened, B opened, A left (UNREACHABLE), A stopped, A to B EXACT, B used"),
                losing(
                        "and is given up where it falls silent on its way, for the one that failed before",
                        "A 1 2; B 26 1",
                        "5s; A dies; 2s; B silent; A starts; 12s",
                        "A opened, A used, A reopened, B opened, A left (UNREACHABLE), A stopped,"
                                + " B failed (SILENT), B stopped, A opened, A to A KEYFRAME, A used"),
                losing(
                        "does not keep the one that failed from being tried again, if it brings nothing",
                        "A 1 2; B 1 2",
                        "5s; B cold 1000; A dies; 1s; A starts; 14s",
                        "A opened, A used, A reopened, B opened, A left (UNREACHABLE), A stopped,"
                                + " A opened, B stopped, A to A KEYFRAME, A used"));
    }

    @TestFactory
    Stream<DynamicTest> aMove() {
        return play(
                FailoverRaces.NONE,
                row(
                        "to an engine that is ahead it meets the end in passing",
                        "A 2 2; B 1 2",
                        "5s; move; 3s",
                        "A opened, A used, B opened, A to B EXACT, B used, A left, A stopped"),
                row(
                        "one that begins past the end is held until the end comes to it",
                        "A 4 2; B 1 0",
                        "5s; move; 5s",
                        "A opened, A used, B opened, A to B EXACT, B used, A left, A stopped"),
                row(
                        "one that is further behind is waited for without the other",
                        "A 1 1; B 4 1",
                        "5s; move; 8s",
                        "A opened, A used, B opened, A left, A stopped, A to B EXACT, B used"));
    }

    @TestFactory
    Stream<DynamicTest> aWishToMove() {
        return play(
                FailoverRaces.NONE,
                row(
                        "is kept until there is another engine",
                        "A 2 2; B 1 2",
                        "B busy; 5s; move; 20s; B free; 8s",
                        "A opened, A used, B opened, A to B EXACT, B used, A left, A stopped"),
                row(
                        "is kept until the engine in use is no longer under suspicion",
                        "A 1 2; B 1 2",
                        "5s; stall; 2s; move; 1s; flow; 10s",
                        "A opened, A used, A suspected (SILENT), B opened, B stopped, B opened, A to B EXACT, B used,"
                                + " A left, A stopped"),
                row(
                        "is tried on one engine after the other, and on each again",
                        "A 2 2; B 1 2",
                        "B refuses; 5s; move; 8s; B starts; 10s",
                        "A opened, A used, B opened, B failed (UNREACHABLE), B stopped, B opened, A to B EXACT, B used,"
                                + " A left, A stopped"),
                row(
                        "has come true when the stream has left for another reason",
                        "A 1 2; B 2 2; C 1 2",
                        "B busy; C busy; 5s; move; 1s; B free; A dies; 20s; C free; 20s",
                        "A opened, A used, A reopened, B opened, A left (UNREACHABLE), A stopped, A to B EXACT, B used"),
                row(
                        "does not keep a stream waiting whose engine dies while another is looked for",
                        "A 1 2; B 2 2",
                        "5s; selector 2; move; 1s; A broken; 3s",
                        "A opened, A used, A left (BROKEN), A stopped, B opened, A to B EXACT, B used"));
    }

    @TestFactory
    Stream<DynamicTest> whatIsWrongWithTheMedia() {
        return play(
                FailoverRaces.NONE,
                losing(
                        "a picture that is missing is fetched from another engine, at a keyframe",
                        "A 1 2; B 2 2",
                        "5s; A soundonly; 14s",
                        "A opened, A used, A suspected (BROKEN), B opened, A left (BROKEN), A stopped, A to B KEYFRAME, B used"),
                row(
                        "media that is slower than it plays is left for one that is not",
                        "A 1 2; B 3 12",
                        "5s; A slow; 20s",
                        "A opened, A used, A suspected (SLOW), B opened, A to B EXACT, B used, A left (SLOW), A stopped"));
    }

    private enum FailoverRaces {
        NONE(Duration.ZERO),
        AFTER_FOUR_SECONDS(Duration.ofSeconds(4));

        private final Duration race;

        FailoverRaces(Duration race) {
            this.race = race;
        }
    }

    private static Stream<DynamicTest> play(FailoverRaces races, Row... rows) {
        return Stream.of(rows)
                .map(row -> DynamicTest.dynamicTest(row.sentence, () -> play(Rehearsal.config(races.race, 0), row)));
    }

    static void play(FailoverConfig config, Row row) {
        try (Rehearsal rehearsal = new Rehearsal(config, actors(row.engines))) {
            String[] events = row.events.split("; ", -1);
            int first = 0;
            while (first < events.length && !events[first].endsWith("s")) {
                happen(rehearsal, events[first++]);
            }
            rehearsal.run.begin();
            for (int i = first; i < events.length; i++) {
                happen(rehearsal, events[i]);
            }
            assertThat(rehearsal.happened()).isEqualTo(row.expected);
            assertThat(rehearsal.repeatedPackets).as("packets played twice").isZero();
            if (row.loss == Loss.NOTHING) {
                assertThat(rehearsal.lostPackets).as("packets lost").isZero();
            } else {
                assertThat(rehearsal.lostPackets).as("packets lost").isPositive();
            }
        }
    }

    private static Actor[] actors(String engines) {
        return Stream.of(engines.split("; ", -1))
                .filter(text -> !text.isEmpty())
                .map(text -> text.split(" ", -1))
                .map(words -> new Actor(words[0], Double.parseDouble(words[1]), Double.parseDouble(words[2])))
                .toArray(Actor[]::new);
    }

    private static void happen(Rehearsal rehearsal, String event) {
        if (event.matches("[0-9.]+s")) {
            rehearsal.pass(Double.parseDouble(event.substring(0, event.length() - 1)));
            return;
        }
        String[] words = event.split(" ", -1);
        switch (words[0]) {
            case "stall" -> rehearsal.stalledAt = rehearsal.seconds();
            case "flow" -> rehearsal.stalledAt = -1;
            case "move" -> rehearsal.run.move();
            case "players" -> rehearsal.players = Integer.parseInt(words[1]);
            case "pause" -> rehearsal.run.reading(false);
            case "resume" -> rehearsal.run.reading(true);
            case "selector" -> rehearsal.thinks = Double.parseDouble(words[1]);
            default -> happen(rehearsal.actor(words[0]), words);
        }
    }

    private static void happen(Actor actor, String... words) {
        switch (words[1]) {
            case "silent" -> actor.silent = true;
            case "sends" -> actor.silent = false;
            case "busy" -> actor.free = false;
            case "free" -> actor.free = true;
            case "starts" -> actor.startFault = null;
            case "forgets" -> actor.knowsSession = false;
            case "deaf" -> actor.answersStat = false;
            case "altered" -> actor.change = packet -> packet[TsPacket.SIZE - Long.BYTES - 1] ^= 0x55;
            case "cold" -> actor.cold = Double.parseDouble(words[2]);
            case "slow" -> actor.speed = 0.2;
            case "soundonly" ->
                actor.change = packet -> {
                    if (Reel.isVideo(packet)) {
                        Reel.toNull(packet);
                    }
                };
            case "refuses" -> actor.startFault = EngineFault.unreachable("refused");
            case "dies" -> {
                actor.startFault = EngineFault.unreachable("refused");
                actor.fail(EngineFault.Kind.UNREACHABLE);
            }
            case "cut" -> actor.fail(EngineFault.Kind.UNREACHABLE);
            case "broken" -> actor.fail(EngineFault.Kind.BROKEN);
            default -> throw new IllegalArgumentException(words[1]);
        }
    }
}
