package io.acexy.simulator.engine;

import java.time.Duration;

/**
 * The rules of sessions that differ between engine versions; see each enum.
 *
 * @param secondReader what a second reader of one session meets
 * @param superseding what a new session of a content does to the older one's reader
 * @param stopScope how far a stop reaches
 * @param sharedPid whether a start ends the session of another content that has the same player id (or, like it, none)
 * @param parallelStarts whether of two starts of one content at once the first fails with "got newer download"
 * @param serialStarts whether the engine starts one content at a time
 * @param endedPid whether the player id of an ended session gets left-over media only
 * @param idleExpiry how long a session lives that nobody uses
 */
public record SessionRules(
        SecondReader secondReader,
        Superseding superseding,
        StopScope stopScope,
        SharedPid sharedPid,
        ParallelStarts parallelStarts,
        boolean serialStarts,
        EndedPid endedPid,
        Duration idleExpiry) {

    /** What a second concurrent reader of one progressive session meets. */
    public enum SecondReader {
        /** Two status lines, 200 and 200, then a closed socket; the first reader goes on. */
        DOUBLE_STATUS_200,
        /** Two status lines, 200 and 500, then a closed socket; the first reader goes on. */
        DOUBLE_STATUS_500,
        /** The second is served, the first is cut. */
        TAKEOVER
    }

    /** What a new session of a content does to the reader of the older one. */
    public enum Superseding {
        /** It reads on (3.2.11). */
        READER_CONTINUES,
        /** It is cut. */
        READER_CUT
    }

    /** How far a stop reaches. */
    public enum StopScope {
        /** All sessions of the infohash end. */
        INFOHASH,
        /** Only the session that is stopped ends. */
        SESSION
    }

    /** What becomes of another content's session with the same player id. */
    public enum SharedPid {
        /** It is stopped: a player plays one thing at a time. */
        STOPS_OTHER,
        /** Nothing. */
        INDEPENDENT
    }

    /** What becomes of the first of two starts of one content that overlap. */
    public enum ParallelStarts {
        /** Both are answered. */
        BOTH_SUCCEED,
        /** The first is answered "got newer download". */
        FIRST_FAILS
    }

    /** What the player id of an ended session gets. */
    public enum EndedPid {
        /** A session like any other. */
        FRESH,
        /** A few seconds of left-over media, then the end. */
        LEFTOVER
    }

    /** As engine 3.2.11 was measured; 30 s of idleness. */
    public static SessionRules standard() {
        return new SessionRules(
                SecondReader.DOUBLE_STATUS_200,
                Superseding.READER_CONTINUES,
                StopScope.INFOHASH,
                SharedPid.STOPS_OTHER,
                ParallelStarts.BOTH_SUCCEED,
                false,
                EndedPid.FRESH,
                Duration.ofSeconds(30));
    }

    /** With another answer for second readers. */
    public SessionRules withSecondReader(SecondReader value) {
        return new SessionRules(
                value, superseding, stopScope, sharedPid, parallelStarts, serialStarts, endedPid, idleExpiry);
    }

    /** With another fate of superseded readers. */
    public SessionRules withSuperseding(Superseding value) {
        return new SessionRules(
                secondReader, value, stopScope, sharedPid, parallelStarts, serialStarts, endedPid, idleExpiry);
    }

    /** With another reach of stops. */
    public SessionRules withStopScope(StopScope value) {
        return new SessionRules(
                secondReader, superseding, value, sharedPid, parallelStarts, serialStarts, endedPid, idleExpiry);
    }

    /** With another meaning of a shared player id. */
    public SessionRules withSharedPid(SharedPid value) {
        return new SessionRules(
                secondReader, superseding, stopScope, value, parallelStarts, serialStarts, endedPid, idleExpiry);
    }

    /** With another outcome of parallel starts. */
    public SessionRules withParallelStarts(ParallelStarts value) {
        return new SessionRules(
                secondReader, superseding, stopScope, sharedPid, value, serialStarts, endedPid, idleExpiry);
    }

    /** With starts one by one, or not. */
    public SessionRules withSerialStarts(boolean value) {
        return new SessionRules(
                secondReader, superseding, stopScope, sharedPid, parallelStarts, value, endedPid, idleExpiry);
    }

    /** With another fate of ended player ids. */
    public SessionRules withEndedPid(EndedPid value) {
        return new SessionRules(
                secondReader, superseding, stopScope, sharedPid, parallelStarts, serialStarts, value, idleExpiry);
    }

    /** With another time of idleness. */
    public SessionRules withIdleExpiry(Duration value) {
        return new SessionRules(
                secondReader, superseding, stopScope, sharedPid, parallelStarts, serialStarts, endedPid, value);
    }
}
