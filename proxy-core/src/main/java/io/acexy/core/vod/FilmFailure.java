package io.acexy.core.vod;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineSelection;
import java.time.Duration;
import java.util.Objects;

/**
 * Why a player gets no film, or no more of it.
 *
 * @param kind the class; a door chooses its status by it
 * @param reason one line for the person at the player
 * @param retryAfter when trying again may help; zero when it will not
 */
public record FilmFailure(Kind kind, String reason, Duration retryAfter) {

    /** What a player's side needs to tell apart. */
    public enum Kind {
        /** The request could not be understood by the engine. */
        BAD_REQUEST,
        /** No such content. */
        CONTENT_UNKNOWN,
        /** The engine refused or broke. */
        ENGINE_FAILED,
        /** No engine, or none with room. */
        NO_ENGINE,
        /** This proxy plays as many streams and films as it may. */
        TOO_MANY_STREAMS,
        /** This proxy is going down. */
        SHUTTING_DOWN,
        /** No answer within the time that a start may take. */
        NO_MEDIA_IN_TIME,
        /** The film stopped in the middle and cannot be gone on with. */
        ENDED,
        /** The same viewer has asked for another part. */
        REPLACED,
        /** A mistake of this program has put an end to it. */
        INTERNAL
    }

    private static final Duration USUAL_WAIT = Duration.ofSeconds(10);

    public FilmFailure {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(retryAfter);
    }

    static FilmFailure replaced() {
        return new FilmFailure(
                Kind.REPLACED, "the same viewer has asked for another part of this film", Duration.ofSeconds(1));
    }

    static FilmFailure shuttingDown() {
        return new FilmFailure(Kind.SHUTTING_DOWN, "this proxy is shutting down", Duration.ofSeconds(5));
    }

    static FilmFailure tooMany() {
        return new FilmFailure(
                Kind.TOO_MANY_STREAMS, "this proxy plays as many streams and films as it may", USUAL_WAIT);
    }

    static FilmFailure nothingWithin(Duration time) {
        return new FilmFailure(
                Kind.NO_MEDIA_IN_TIME, "nothing of the film within " + time.toSeconds() + " s", USUAL_WAIT);
    }

    /** In the middle of it. */
    static FilmFailure broken(String reason) {
        return new FilmFailure(Kind.ENDED, reason, USUAL_WAIT);
    }

    static FilmFailure notAFilm() {
        return new FilmFailure(Kind.ENGINE_FAILED, "the engine says that this is no film any more", USUAL_WAIT);
    }

    static FilmFailure internal() {
        return of(EngineFault.internal());
    }

    /** What an engine's fault means to a player. */
    static FilmFailure of(EngineFault fault) {
        return switch (fault.kind()) {
            case BAD_REQUEST -> new FilmFailure(Kind.BAD_REQUEST, fault.detail(), Duration.ZERO);
            case CONTENT_UNKNOWN -> new FilmFailure(Kind.CONTENT_UNKNOWN, fault.detail(), Duration.ZERO);
            case INTERNAL -> new FilmFailure(Kind.INTERNAL, fault.detail(), Duration.ZERO);
            default -> new FilmFailure(Kind.ENGINE_FAILED, fault.detail(), USUAL_WAIT);
        };
    }

    /**
     * What it means to a player that no engine was chosen.
     *
     * @param taken whether there are engines that play this film for others
     */
    static FilmFailure of(EngineSelection.None answer, boolean taken) {
        String why = taken ? "an engine plays a film for one viewer at a time, and others watch this one: " : "";
        return new FilmFailure(Kind.NO_ENGINE, why + answer.reason(), answer.retryAfter());
    }
}
