package io.acexy.server.play;

import io.acexy.core.engine.ContentId;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Query;
import java.util.Map;

/**
 * What a player wants to watch.
 *
 * @param content as he names it
 * @param options what the engine gets besides
 */
record PlayWish(ContentId content, Map<String, String> options) {

    /**
     * What a query asks for.
     *
     * @throws BadRequestException with a text for the person who typed the URL
     */
    static PlayWish of(Query query) {
        return new PlayWish(ContentQuery.content(query), ContentQuery.options(query));
    }
}
