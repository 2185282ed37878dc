package io.acexy.core.stream;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.EngineSelection;
import io.acexy.core.source.RunEnd;
import io.acexy.core.source.SessionBudget;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Why a player gets no media, or no more.
 *
 * @param kind the class; a door chooses its status by it
 * @param reason one line for the person at the player
 * @param retryAfter when trying again may help; zero when it will not
 */
public record StreamFailure(Kind kind, String reason, Duration retryAfter) {

    /** What a player's side needs to tell apart. */
    public enum Kind {
        /** The request could not be understood by the engine. */
        BAD_REQUEST,
        /** The content is a film, to which this is no way. */
        ON_DEMAND,
        /** No such content. */
        CONTENT_UNKNOWN,
        /** Engines know the content, and cannot load it, or have lost it: it has nobody who sends it, here and now. */
        CONTENT_UNAVAILABLE,
        /** The engine refused or broke. */
        ENGINE_FAILED,
        /** Proxies that ask each other for it do so in a circle. */
        LOOP,
        /** No engine, or none with room. */
        NO_ENGINE,
        /** This machine lacks what it would take. */
        UNSUPPORTED,
        /** A limit of this proxy is reached. */
        LIMIT_REACHED,
        /** It plays as many streams as it may. */
        TOO_MANY_STREAMS,
        /** This proxy is going down. */
        SHUTTING_DOWN,
        /** No media within the time that a start may take. */
        NO_MEDIA_IN_TIME,
        /** The stream is over. */
        ENDED,
        /** This player was too slow, and the policy is to close. */
        TOO_SLOW,
        /** Somebody in charge, or the same device, wanted his place. */
        SENT_AWAY,
        /** A mistake of this program has put an end to it. */
        INTERNAL
    }

    /** How long a player should wait before it asks a failed channel again, where nobody knows better. */
    static final Duration USUAL_WAIT = Duration.ofSeconds(10);

    public StreamFailure {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(retryAfter);
    }

    /** The device at the player plays something else from now on, and there was no room for both. */
    public static StreamFailure replaced() {
        return new StreamFailure(
                Kind.SENT_AWAY, "this device has asked for another stream, and all places are taken", Duration.ZERO);
    }

    /** Somebody in charge has ended the stream. */
    static StreamFailure stopped() {
        return new StreamFailure(Kind.SENT_AWAY, "whoever runs this proxy has stopped this stream", USUAL_WAIT);
    }

    /** All places are taken, and nobody gives way. */
    static StreamFailure tooManyStreams() {
        return new StreamFailure(Kind.TOO_MANY_STREAMS, "this proxy plays as many streams as it may", USUAL_WAIT);
    }

    /** A newer process goes on with it. */
    static StreamFailure handedOn() {
        return new StreamFailure(Kind.SHUTTING_DOWN, "this process leaves the stream to the next", Duration.ZERO);
    }

    /** Somebody in charge has sent the player away. */
    public static StreamFailure kicked() {
        return new StreamFailure(Kind.SENT_AWAY, "whoever runs this proxy has sent this player away", USUAL_WAIT);
    }

    /** Somebody of a higher class wanted his place, and there was no other. */
    public static StreamFailure outranked() {
        return new StreamFailure(
                Kind.SENT_AWAY, "somebody with a higher priority has taken this place: all are taken", USUAL_WAIT);
    }

    /** Nobody is taken any more. */
    static StreamFailure shuttingDown() {
        return new StreamFailure(Kind.SHUTTING_DOWN, "this proxy is shutting down", Duration.ofSeconds(5));
    }

    /** This program has made a mistake, which has been reported where it was caught. */
    static StreamFailure internal() {
        return of(EngineFault.internal());
    }

    /** Nobody could begin within the time that a start may take. */
    static StreamFailure notBegunWithin(Duration time, boolean mediaCame, EngineFault trouble) {
        return mediaCame ? nothingToBeginAt(time, trouble) : noMediaWithin(time);
    }

    private static StreamFailure noMediaWithin(Duration time) {
        return new StreamFailure(
                Kind.NO_MEDIA_IN_TIME,
                "no media within " + time.toSeconds() + " s: the channel may be offline",
                USUAL_WAIT);
    }

    /** Media came within the time that a start may take, and nothing at which a player could begin. */
    private static StreamFailure nothingToBeginAt(Duration time, EngineFault trouble) {
        String why = trouble == null ? "" : ": " + trouble.detail();
        return new StreamFailure(
                Kind.ENGINE_FAILED, "nothing to begin at within " + time.toSeconds() + " s" + why, USUAL_WAIT);
    }

    /** What it means to players that there will be no more media. */
    static StreamFailure of(RunEnd end) {
        if (end instanceof RunEnd.Failed failed) {
            return of(failed.fault());
        } else if (end instanceof RunEnd.NoEngine none) {
            return of(none.answer());
        } else if (end instanceof RunEnd.Exhausted engine) {
            return of(engine);
        }
        return of((RunEnd.Silent) end);
    }

    /** An engine was started too often within a minute. */
    private static StreamFailure of(RunEnd.Exhausted engine) {
        Duration wait = engine.pause().plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
        if (engine.lastFault() != null) {
            StreamFailure last = of(engine.lastFault());
            return new StreamFailure(last.kind, last.reason, wait);
        }
        return new StreamFailure(
                Kind.NO_ENGINE,
                "the engine has started this channel " + SessionBudget.MOST + " times within a minute",
                wait);
    }

    /** What an engine's fault means to a player. */
    private static StreamFailure of(EngineFault fault) {
        return switch (fault.kind()) {
            case BAD_REQUEST -> new StreamFailure(Kind.BAD_REQUEST, fault.detail(), Duration.ZERO);
            case CONTENT_UNKNOWN -> new StreamFailure(Kind.CONTENT_UNKNOWN, fault.detail(), Duration.ZERO);
            case CONTENT_UNAVAILABLE, ENDED -> new StreamFailure(Kind.CONTENT_UNAVAILABLE, fault.detail(), USUAL_WAIT);
            case LOOP -> new StreamFailure(Kind.LOOP, fault.detail(), USUAL_WAIT);
            case ON_DEMAND -> new StreamFailure(Kind.ON_DEMAND, fault.detail(), Duration.ZERO);
            case INTERNAL -> new StreamFailure(Kind.INTERNAL, fault.detail(), Duration.ZERO);
            case SILENT -> new StreamFailure(Kind.NO_MEDIA_IN_TIME, fault.detail(), USUAL_WAIT);
            default -> new StreamFailure(Kind.ENGINE_FAILED, fault.detail(), USUAL_WAIT);
        };
    }

    /** What it means to a player that no engine was chosen. */
    private static StreamFailure of(EngineSelection.None answer) {
        boolean limited = answer instanceof EngineSelection.Limited;
        return new StreamFailure(limited ? Kind.LIMIT_REACHED : Kind.NO_ENGINE, answer.reason(), answer.retryAfter());
    }

    private static StreamFailure of(RunEnd.Silent silent) {
        String since =
                silent.trouble() == null ? "" : ", since " + silent.trouble().detail();
        return new StreamFailure(Kind.ENDED, "no media for " + silent.silence().toSeconds() + " s" + since, USUAL_WAIT);
    }
}
