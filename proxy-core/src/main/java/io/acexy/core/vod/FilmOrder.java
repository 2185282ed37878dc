package io.acexy.core.vod;

import io.acexy.core.engine.ContentId;
import java.util.Map;

/**
 * What a player wants of a film.
 *
 * @param content the film, and which of its files
 * @param options further engine parameters; those of the first order of a viewer count
 * @param viewer by what two orders are known to be of one viewer: the later one takes the place of the earlier
 * @param headers which part, in the words of the player: see {@link RangeHeaders}
 * @param headOnly whether only the head of the answer is wanted
 */
public record FilmOrder(
        ContentId content, Map<String, String> options, String viewer, Map<String, String> headers, boolean headOnly) {

    /** What a session is of. */
    record Key(ContentId content, String viewer) {}

    Key key() {
        return new Key(content, viewer);
    }
}
