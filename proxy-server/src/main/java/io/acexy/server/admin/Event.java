package io.acexy.server.admin;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Something that happened, for those who ask afterwards.
 *
 * @param id counts up by one from event to event
 * @param time when
 * @param kind what
 * @param words the same for people, in one line
 * @param subject what it happened to
 * @param detail what else there is to say
 */
public record Event(long id, Instant time, Kind kind, String words, Subject subject, Detail detail) {

    /** What can happen. */
    public enum Kind {
        STREAM_STARTING,
        STREAM_LIVE,
        STREAM_FAILED,
        STREAM_ENDED,
        STREAM_SWITCHED,
        STREAM_TURNED,
        PLAYER_JOINED,
        PLAYER_SKIPPED,
        PLAYER_LEFT,
        PLAYER_REFUSED,
        ENGINE_STARTED,
        ENGINE_ENDED,
        ENGINE_START_FAILED,
        ENGINE_SUSPECTED,
        ORCHESTRATOR_CHANGED;

        /** For programs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What it happened to; each null where it did not happen to such a one.
     *
     * @param stream the name under which it was opened
     * @param player what logs call him
     * @param engine of a switch the one that it goes on with
     * @param from the engine left at a switch
     */
    public record Subject(ContentId stream, String player, Engine engine, Engine from) {

        static final Subject NONE = new Subject(null, null, null, null);

        static Subject of(ContentId stream) {
            return new Subject(stream, null, null, null);
        }

        static Subject of(ContentId stream, String player) {
            return new Subject(stream, player, null, null);
        }

        static Subject of(ContentId stream, Engine engine) {
            return new Subject(stream, null, engine, null);
        }
    }

    /**
     * What else there is to say; each null where there is nothing.
     *
     * @param reason why, in one word
     * @param text why, in one line
     * @param waited from a wish to its first media
     * @param lost media that players did not get
     */
    public record Detail(String reason, String text, Duration waited, Duration lost) {

        static final Detail NONE = new Detail(null, null, null, null);

        static Detail why(String reason, String text) {
            return new Detail(reason, text, null, null);
        }
    }
}
