package io.acexy.core.vod;

import static io.acexy.core.vod.Cinema.CONFIG;
import static io.acexy.core.vod.Cinema.FILM;
import static io.acexy.core.vod.Cinema.INFOHASH;
import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.EngineFault;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One viewer, his session and his readings, event by event; each test also leaves nothing behind. */
class ShowingTest {

    private final Projector a = new Projector("a");
    private final Projector b = new Projector("b");
    private final Cinema cinema = new Cinema(a, b);

    @AfterEach
    void nothingIsLeft() {
        cinema.close();
        assertThat(a.sessions + b.sessions).isEqualTo(a.abandoned + b.abandoned);
    }

    @Test
    void thePlayersRangeGoesToTheEngineAndAllThatItSendsComesBack() {
        Spectator player = cinema.order("me", "bytes=100-199");
        assertThat(a.range).isEqualTo("bytes=100-199");
        a.answers(100, 199);
        a.sends(60);
        a.sends(40);
        assertThat(player.status).isEqualTo(206);
        assertThat(player.received).isEqualTo(100);
        assertThat(player.complete).isTrue();
    }

    @Test
    void noRangeIsAdded() {
        cinema.order("me", null);
        assertThat(a.reader).isNotNull();
        assertThat(a.range).isNull();
    }

    @Test
    void aPausedPlayerStopsTheEngineAndMayPauseForAsLongAsHeLikes() {
        Spectator player = cinema.order("me", null);
        a.answersWhole();
        player.pauses();
        a.sends(500);
        assertThat(a.reading).isFalse();
        cinema.pass(Duration.ofHours(1));
        player.resumes();
        assertThat(a.reading).isTrue();
        a.sends(9_500);
        assertThat(player.complete).isTrue();
        assertThat(a.sessions).isEqualTo(1);
    }

    @Test
    void aSeekReplacesTheReaderInTheSameSession() {
        Spectator before = cinema.order("me", null);
        a.answersWhole();
        a.sends(500);
        Spectator after = cinema.order("me", "bytes=5000-");
        assertThat(before.endKind()).isEqualTo(FilmFailure.Kind.REPLACED);
        assertThat(a.range).isEqualTo("bytes=5000-");
        before.leaves(); // his connection ends after all
        a.answers(5000, 9_999);
        a.sends(5_000);
        assertThat(after.complete).isTrue();
        assertThat(cinema.happened()).isEqualTo("a plays");
    }

    @Test
    void theSessionWaitsForItsViewerToComeBackAndIsStoppedOnceWhenHeDoesNot() {
        cinema.order("me", null).leaves();
        cinema.pass(CONFIG.linger().minusSeconds(1));
        Spectator back = cinema.order("me", "bytes=1-");
        assertThat(a.sessions).isEqualTo(1);
        back.leaves();
        cinema.pass(CONFIG.linger().plusSeconds(1));
        assertThat(a.stops).isEqualTo(1);
        assertThat(cinema.films.count()).isZero();
    }

    @Test
    void aSecondViewerHasAnotherEngineAndAThirdIsToldWhyThereIsNone() {
        cinema.order("me", null);
        cinema.order("you", null);
        assertThat(b.sessions).isEqualTo(1);
        Spectator third = cinema.order("he", null);
        assertThat(third.end.kind()).isEqualTo(FilmFailure.Kind.NO_ENGINE);
        assertThat(third.end.reason()).contains("one viewer at a time").contains("no engine is free");
        assertThat(third.end.retryAfter()).isPositive();
    }

    @Test
    void anotherFileOfTheSameFilmNeedsAnotherEngineTooBecauseAStopWouldEndBoth() {
        cinema.order("me", null);
        cinema.order(new ContentId(FILM.kind(), FILM.value(), 3), "me", null, false);
        assertThat(a.sessions).isEqualTo(1);
        assertThat(b.sessions).isEqualTo(1);
    }

    @Test
    void aFilmUnderTwoNamesIsFoundOutAndTheSecondSessionLeftToTheFirst() {
        cinema.order("me", null);
        cinema.order(new ContentId(ContentId.Kind.URL, "http://x/y.torrent"), "you", null, false);
        assertThat(a.abandoned).isEqualTo(1);
        assertThat(b.sessions).isEqualTo(1);
        cinema.order(new ContentId(ContentId.Kind.INFOHASH, INFOHASH), "he", null, false);
        assertThat(a.sessions).isEqualTo(2);
        assertThat(a.stops).isZero();
    }

    @Test
    void aSessionThatNobodyReadsMakesRoomForAnotherViewer() {
        cinema.order("me", null).leaves();
        cinema.order("you", null);
        Spectator third = cinema.order("he", null);
        cinema.settle();
        assertThat(third.end).isNull();
        assertThat(a.stops).isEqualTo(1);
        assertThat(a.reader).isNotNull();
    }

    @Test
    void onlySoManyViewersMayWatchAtOnce() {
        cinema.order("me", null);
        cinema.order("you", null);
        b.free = false;
        for (int i = 0; i < Cinema.MOST; i++) {
            cinema.order(new ContentId(FILM.kind(), ("3" + i).repeat(20)), "viewer " + i, null, false);
        }
        assertThat(cinema.films.count()).isLessThanOrEqualTo(Cinema.MOST);
    }

    // ---- engines that fail ----

    @Test
    void anEngineThatDoesNotStartIsReplacedByAnother() {
        a.refuses = EngineFault.unreachable("gone");
        Spectator player = cinema.order("me", null);
        assertThat(cinema.happened()).isEqualTo("a failed (UNREACHABLE), b plays");
        b.answersWhole();
        assertThat(player.status).isEqualTo(200);
    }

    @Test
    void whereNoneStartsTheFirstReasonIsTold() {
        a.refuses = EngineFault.unreachable("a is gone");
        b.refuses = EngineFault.unreachable("b is gone");
        Spectator player = cinema.order("me", null);
        cinema.pass(Duration.ofSeconds(1));
        assertThat(player.endKind()).isEqualTo(FilmFailure.Kind.ENGINE_FAILED);
        assertThat(player.end.reason()).isEqualTo("a is gone");
    }

    @Test
    void aConnectionThatIsCutIsOpenedAnewAtTheNextByte() {
        Spectator player = cinema.order("me", "bytes=1000-");
        a.answers(1_000, 9_999);
        a.sends(234);
        a.breaks(EngineFault.Kind.UNREACHABLE);
        cinema.pass(Duration.ofMillis(200));
        assertThat(a.range).isEqualTo("bytes=1234-9999");
        a.answers(1_234, 9_999);
        a.sends(9_999 - 1_234 + 1);
        assertThat(player.complete).isTrue();
        assertThat(player.received).isEqualTo(9_000);
    }

    @Test
    void anEngineThatDiesIsLeftForAnotherAtTheNextByte() {
        Spectator player = cinema.order("me", null);
        a.answersWhole();
        a.sends(5_000);
        a.breaks(EngineFault.Kind.UNREACHABLE);
        cinema.pass(Duration.ofMillis(200));
        a.breaks(EngineFault.Kind.UNREACHABLE);
        cinema.settle();
        assertThat(b.range).isEqualTo("bytes=5000-9999");
        b.answers(5_000, 9_999);
        b.sends(5_000);
        assertThat(player.complete).isTrue();
        assertThat(cinema.happened()).isEqualTo("a plays, a left (UNREACHABLE), b plays");
    }

    @Test
    void anEngineThatIsSilentInTheMiddleIsLeftForAnother() {
        cinema.order("me", null);
        a.answersWhole();
        a.sends(1);
        cinema.pass(CONFIG.attemptTimeout().plusSeconds(1));
        assertThat(b.range).isEqualTo("bytes=1-9999");
        assertThat(a.sessions).isZero();
    }

    @Test
    void whereThereIsNoOtherTheSameEngineIsAskedAgain() {
        b.free = false;
        cinema.order("me", null);
        a.answersWhole();
        a.sends(7);
        cinema.pass(CONFIG.attemptTimeout().plusSeconds(1));
        assertThat(a.range).isEqualTo("bytes=7-9999");
        assertThat(a.sessions).isEqualTo(1);
    }

    @Test
    void aPlayerIsNotKeptForEverByEnginesThatSendNothing() {
        Spectator player = cinema.order("me", null);
        a.answersWhole();
        a.sends(7);
        cinema.pass(CONFIG.patience().plusSeconds(1));
        assertThat(player.endKind()).isEqualTo(FilmFailure.Kind.ENDED);
        Spectator other = cinema.order("you", null);
        cinema.pass(CONFIG.startTimeout().plusSeconds(1));
        assertThat(other.endKind()).isEqualTo(FilmFailure.Kind.NO_MEDIA_IN_TIME);
    }

    @Test
    void bytesOfAnotherFileAreNotPutBehindWhatThePlayerHas() {
        b.tag = "\"b\"";
        Spectator player = cinema.order("me", null);
        a.answersWhole();
        a.sends(5_000);
        cinema.pass(CONFIG.attemptTimeout().plusSeconds(1));
        b.answers(5_000, 9_999);
        assertThat(player.endKind()).isEqualTo(FilmFailure.Kind.ENDED);
        assertThat(player.end.reason()).contains("byte 5000");
        assertThat(b.reader).isNull();
        assertThat(player.received).isEqualTo(5_000);
    }

    @Test
    void anAnswerThatDoesNotSayWhichBytesItHasEndsWithItsConnection() {
        Spectator player = cinema.order("me", null);
        a.answersWithoutLength();
        a.sends(5_000);
        a.breaks(EngineFault.Kind.UNREACHABLE);
        cinema.settle();
        assertThat(player.endKind()).isEqualTo(FilmFailure.Kind.ENDED);
        Spectator other = cinema.order("me", null);
        a.answersWithoutLength();
        a.sends(5);
        a.completes();
        assertThat(other.complete).isTrue();
    }

    @Test
    void anEarlyEndIsNoEnd() {
        Spectator player = cinema.order("me", null);
        a.answersWhole();
        a.sends(5_000);
        a.completes();
        cinema.pass(Duration.ofMillis(200));
        assertThat(player.complete).isFalse();
        assertThat(a.range).isEqualTo("bytes=5000-9999");
    }

    @Test
    void aMoveLeavesTheEngineAtTheNextByte() {
        Spectator player = cinema.order("me", null);
        a.answersWhole();
        a.sends(10);
        cinema.films.leave(engine -> engine.equals(a.engine));
        cinema.settle();
        assertThat(b.range).isEqualTo("bytes=10-9999");
        b.answers(10, 9_999);
        b.sends(9_990);
        assertThat(player.complete).isTrue();
    }

    @Test
    void whatIsNoFilmAnyMoreIsForgotten() {
        a.live = 1;
        cinema.films.found(FILM);
        assertThat(cinema.films.turnsOut(FILM)).isTrue();
        assertThat(cinema.films.isFilm(FILM)).isTrue();
        Spectator player = cinema.order("me", null);
        assertThat(player.endKind()).isEqualTo(FilmFailure.Kind.ENGINE_FAILED);
        assertThat(cinema.films.isFilm(FILM)).isFalse();
    }

    // ---- heads ----

    @Test
    void aHeadIsAskedForOnceAndDoesNotDisturbWhoReads() {
        Spectator head = cinema.order(FILM, "me", null, true);
        a.answersWhole();
        assertThat(head.complete).isTrue();
        assertThat(a.reader).isNull();
        Spectator player = cinema.order("me", null);
        a.answersWhole();
        a.sends(1);
        Spectator again = cinema.order(FILM, "me", null, true);
        assertThat(again.status).isEqualTo(200);
        assertThat(player.end).isNull();
        assertThat(a.reader).isNotNull();
    }

    // ---- races ----

    @Test
    void whoLeavesBeforeThereIsAnAnswerLeavesASessionThatIsStopped() {
        Spectator player = new Spectator(cinema);
        player.reading = cinema.films.read(new FilmOrder(FILM, Map.of(), "me", Map.of(), false), player);
        player.reading.leave();
        cinema.settle();
        cinema.pass(CONFIG.linger().plusSeconds(1));
        assertThat(cinema.films.count()).isZero();
        assertThat(cinema.leases).isZero();
    }

    @Test
    void whoComesBackWhileHisConnectionIsReopenedIsServed() {
        cinema.order("me", null);
        a.answersWhole();
        a.sends(5);
        a.breaks(EngineFault.Kind.UNREACHABLE);
        cinema.settle();
        cinema.order("me", "bytes=7-");
        assertThat(a.range).isEqualTo("bytes=7-");
        cinema.pass(Duration.ofSeconds(1));
        assertThat(a.range).isEqualTo("bytes=7-");
    }

    @Test
    void aShutdownEndsReadingsWithAReasonAndStopsSessions() {
        Spectator player = cinema.order("me", null);
        cinema.films.close(cinema.loop());
        cinema.settle();
        assertThat(player.endKind()).isEqualTo(FilmFailure.Kind.SHUTTING_DOWN);
        assertThat(a.stops).isEqualTo(1);
        assertThat(cinema.order("me", null).endKind()).isEqualTo(FilmFailure.Kind.SHUTTING_DOWN);
    }
}
