package io.acexy.server.limits;

import io.acexy.core.engine.ContentId;

/**
 * Somebody wants to play something.
 *
 * @param start what an engine has to begin for it
 */
public record Wish(Who who, ContentId content, Start start) {

    /** What is begun on an engine. */
    public enum Start {
        /** Nothing: it plays already. */
        NONE,
        /** A stream, which needs a ring; or what may be one, as long as no engine has said that it is a film. */
        OF_STREAM,
        /** A film, which needs no ring. */
        OF_FILM,
        /**
         * A film for somebody who has been admitted to this start before: when he asked for it as a stream, which it turned out not to
         * be, or for links to it. It is one start, and who was let in is not turned away.
         */
        OF_FILM_ADMITTED
    }

    boolean starts() {
        return start != Start.NONE;
    }
}
