package io.acexy.simulator.engine;

/**
 * The named ways in which an engine serves a film. Set for one content or for all, and heeded by the next request. What concerns starts, redirects, side channels and the whole engine is done to films by {@link EngineScript}
 * as to broadcasts; what it does to the packets of a broadcast it does not do to films.
 */
public enum FilmScript {
    NORMAL("Ranges are served as they are asked for."),
    KIND_UNKNOWN_AT_FIRST("The start says `is_live` -1; stat and an event say 0 once the prebuffer is done."),
    IGNORES_RANGES("A range is answered 200 with the whole file."),
    WITHOUT_LENGTH("Every answer is 200, without length, as if the engine did not know the file."),
    REFUSES_RANGES("A range is answered 416, also one that lies inside the file."),
    OTHER_RANGE("A range is answered 206 with one that begins a kilobyte later, and says so."),
    OTHER_FILE("The file is another one: other bytes, another length, another tag."),
    SLOW_RANGES("The headers of a range are held back for `faults.stall`."),
    STALLS_IN_RANGE("The bytes stop in the middle; the connection stays."),
    CUT_IN_RANGE("The connection is reset in the middle."),
    ENDS_EARLY("The connection ends cleanly in the middle, before all of the promised bytes."),
    SLOW_DRIP("The bytes come at a hundred kilobytes a second.");

    private final String description;

    FilmScript(String description) {
        this.description = description;
    }

    /** What a client of the engine sees, in one sentence. */
    public String description() {
        return description;
    }

    boolean breaksOff() {
        return this == STALLS_IN_RANGE || this == CUT_IN_RANGE || this == ENDS_EARLY;
    }
}
