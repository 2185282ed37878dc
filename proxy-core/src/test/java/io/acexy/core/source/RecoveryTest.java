package io.acexy.core.source;

import static io.acexy.core.source.RunTest.losing;
import static io.acexy.core.source.RunTest.row;

import io.acexy.testkit.AlikeOnEveryJvm;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** As {@link RunTest}: how long each is waited for, when another is tried, and what a second engine that is kept ready does. */
@AlikeOnEveryJvm
class RecoveryTest {

    private static Stream<DynamicTest> play(int standbyPlayers, RunTest.Row... rows) {
        FailoverConfig config = Rehearsal.config(Duration.ZERO, standbyPlayers);
        return Stream.of(rows).map(row -> DynamicTest.dynamicTest(row.sentence(), () -> RunTest.play(config, row)));
    }

    @TestFactory
    Stream<DynamicTest> anEngineThatFailed() {
        return play(
                0,
                row(
                        "is not tried again before the others",
                        "A 1 2; B 1 2",
                        "B refuses; 5s; A broken; 0.9s",
                        "A opened, A used, A left (BROKEN), A stopped, B opened, B failed (UNREACHABLE), B stopped"),
                row(
                        "is not tried again at once where there is no other",
                        "A 1 2",
                        "5s; A broken; 0.4s",
                        "A opened, A used, A left (BROKEN), A stopped"),
                row(
                        "but after half a second",
                        "A 1 2",
                        "5s; A broken; 1.5s",
                        "A opened, A used, A left (BROKEN), A stopped, A opened, A to A EXACT, A used"),
                row(
                        "and whose playback brings nothing when it is opened anew has three seconds",
                        "A 1 2",
                        "5s; A silent; A cut; 2.9s",
                        "A opened, A used, A reopened"),
                row(
                        "and is given up then",
                        "A 1 2",
                        "5s; A silent; A cut; 3.2s",
                        "A opened, A used, A reopened, A left (SILENT), A stopped"));
    }

    @TestFactory
    Stream<DynamicTest> aSearchThatFollowsAnother() {
        return play(
                0,
                row(
                        "is quick where the one that was found has played for a while",
                        "A 1 2; B 1 2",
                        "5s; A broken; 3s; B broken; 0.1s",
                        "A opened, A used, A left (BROKEN), A stopped, B opened, A to B EXACT, B used, B left (BROKEN),"
                                + " B stopped, A opened"),
                row(
                        "and slow where it has not",
                        "A 1 2; B 1 2",
                        "5s; A broken; 1s; B broken; 0.4s",
                        "A opened, A used, A left (BROKEN), A stopped, B opened, A to B EXACT, B used, B left (BROKEN),"
                                + " B stopped"));
    }

    @TestFactory
    Stream<DynamicTest> sparesThatAreUsed() {
        return play(
                0,
                row(
                        "are opened at the first silence however often that happens",
                        "A 1 2; B 1 2",
                        "5s; A silent; 6s; A sends; B silent; 6s; B sends; A silent; 6s; A sends; B silent; 6s; B sends;"
                                + " A silent; 6s",
                        "A opened, A used, A suspected (SILENT), B opened, A to B EXACT, B used, A left (SILENT), A stopped,"
                                + " B suspected (SILENT), A opened, B to A EXACT, A used, B left (SILENT), B stopped,"
                                + " A suspected (SILENT), B opened, A to B EXACT, B used, A left (SILENT), A stopped,"
                                + " B suspected (SILENT), A opened, B to A EXACT, A used, B left (SILENT), B stopped,"
                                + " A suspected (SILENT), B opened, A to B EXACT, B used, A left (SILENT), A stopped"));
    }

    @TestFactory
    Stream<DynamicTest> aMoveToOneThatIsAhead() {
        return play(
                0,
                losing(
                        "ends at a keyframe where players have come to it and it is not the same",
                        "A 6 2; B 1 0",
                        "B altered; 5s; move; 14s",
                        "A opened, A used, B opened, A to B KEYFRAME, B used, A left, A stopped"));
    }

    @TestFactory
    Stream<DynamicTest> oneThatIsKeptReady() {
        return play(
                2,
                row("is not opened for few", "A 1 2; B 2 2", "30s", "A opened, A used"),
                row("is opened when enough watch", "A 1 2; B 2 2", "players 2; 15s", "A opened, A used, B opened"),
                row(
                        "is sought once in ten seconds",
                        "A 1 2; B 2 2",
                        "B busy; players 2; 2s; B free; 8s",
                        "A opened, A used"),
                row(
                        "is let go when fewer watch",
                        "A 1 2; B 2 2",
                        "players 2; 12s; players 1; 12s",
                        "A opened, A used, B opened, B stopped"),
                row(
                        "takes over at once where it is ahead",
                        "A 2 2; B 1 2",
                        "players 2; 15s; A broken; 0.1s",
                        "A opened, A used, B opened, A to B EXACT, B used, A left (BROKEN), A stopped"),
                row(
                        "is replaced when it fails",
                        "A 1 2; B 2 2; C 2 2",
                        "players 2; 12s; B broken; 12s",
                        "A opened, A used, B opened, B failed (BROKEN), B stopped, C opened"),
                losing(
                        "is given up where it falls silent on its way",
                        "A 1 2; B 26 1",
                        "players 2; 12s; A dies; 2s; B silent; A starts; 12s",
                        "A opened, A used, B opened, A reopened, A left (UNREACHABLE), A stopped, B failed (SILENT),"
                                + " B stopped, A opened, A to A KEYFRAME, A used, B opened"));
    }

    @TestFactory
    Stream<DynamicTest> silence() {
        return play(
                0,
                row(
                        "of our own is nobody's fault",
                        "A 1 2; B 2 2",
                        "5s; pause; A silent; 20s; A sends; resume; 3s",
                        "A opened, A used"),
                row(
                        "that goes on when we read on is",
                        "A 1 2; B 2 2",
                        "5s; pause; A silent; 20s; resume; 2s",
                        "A opened, A used, A suspected (SILENT), B opened"),
                row(
                        "of an engine that does not answer either is its end",
                        "A 1 2; B 2 2",
                        "5s; A silent; A deaf; 3.5s",
                        "A opened, A used, A suspected (SILENT), B opened, A to B EXACT, B used, A left (UNREACHABLE),"
                                + " A stopped"));
    }
}
