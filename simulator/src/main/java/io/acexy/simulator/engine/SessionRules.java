package io.acexy.simulator.engine;

import java.time.Duration;

/**
 * The rules of sessions that differ between engine versions; see each enum.
 *
 * @param secondReader what a second reader of one session meets
 * @param superseding what a new session of a content does to the older one's reader
 * @param stopScope how far a stop reaches
 * @param parallelStarts whether of two starts of one content at once the first fails with "got newer download"
 * @param serialStarts whether the engine starts one content at a time
 * @param endedPid whether the player id of an ended session gets left-over media only
 * @param idleExpiry how long a session lives that nobody uses
 */
public record SessionRules(
        SecondReader secondReader,
        Superseding superseding,
        StopScope stopScope,
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
                ParallelStarts.BOTH_SUCCEED,
                false,
                EndedPid.FRESH,
                Duration.ofSeconds(30));
    }

    /** Changes some of them. */
    public static final class Builder {

        private SecondReader secondReader;
        private Superseding superseding;
        private StopScope stopScope;
        private ParallelStarts parallelStarts;
        private boolean serialStarts;
        private EndedPid endedPid;
        private Duration idleExpiry;

        Builder(SessionRules before) {
            secondReader = before.secondReader;
            superseding = before.superseding;
            stopScope = before.stopScope;
            parallelStarts = before.parallelStarts;
            serialStarts = before.serialStarts;
            endedPid = before.endedPid;
            idleExpiry = before.idleExpiry;
        }

        public Builder withSecondReader(SecondReader value) {
            secondReader = value;
            return this;
        }

        public Builder withSuperseding(Superseding value) {
            superseding = value;
            return this;
        }

        public Builder withStopScope(StopScope value) {
            stopScope = value;
            return this;
        }

        public Builder withParallelStarts(ParallelStarts value) {
            parallelStarts = value;
            return this;
        }

        public Builder withSerialStarts(boolean value) {
            serialStarts = value;
            return this;
        }

        public Builder withEndedPid(EndedPid value) {
            endedPid = value;
            return this;
        }

        public Builder withIdleExpiry(Duration value) {
            idleExpiry = value;
            return this;
        }

        SessionRules build() {
            return new SessionRules(
                    secondReader, superseding, stopScope, parallelStarts, serialStarts, endedPid, idleExpiry);
        }
    }
}
