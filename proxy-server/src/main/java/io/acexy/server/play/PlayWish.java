package io.acexy.server.play;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Hops;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Connection;
import io.acexy.server.http.Query;
import io.acexy.server.http.Trail;
import java.util.Map;

/**
 * What a player wants to watch.
 *
 * @param content as he names it
 * @param options what the engine gets besides
 * @param heirs whether a newer process wants it, for players of its own
 */
record PlayWish(ContentId content, Map<String, String> options, boolean heirs) {

    /** What a player wants. */
    PlayWish(ContentId content, Map<String, String> options) {
        this(content, options, false);
    }

    /**
     * What a query asks for.
     *
     * @throws BadRequestException with a text for the person who typed the URL
     */
    static PlayWish of(Query query) {
        return new PlayWish(ContentQuery.content(query), ContentQuery.options(query));
    }

    /** The same, which has come through these proxies, on this connection. */
    PlayWish by(Hops hops, Connection connection) {
        return new PlayWish(content, hops.in(options), connection.kin() == Connection.Kin.HEIR);
    }

    /** Says in what will be written of a request which content it wants, and how. */
    void noteOn(Trail trail, String format) {
        trail.note("stream", content);
        trail.note("format", format);
    }
}
