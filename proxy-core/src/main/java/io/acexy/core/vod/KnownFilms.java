package io.acexy.core.vod;

import io.acexy.core.engine.ContentId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which contents have turned out to be films, so that the next viewer need not find out. The oldest are forgotten. Any thread. */
final class KnownFilms {

    private static final int MOST = 4096;

    /** Each under the name that was asked for, with its infohash where that is known. */
    private final Map<ContentId, ContentId> films = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ContentId, ContentId> eldest) {
            return size() > MOST;
        }
    };

    synchronized boolean contains(ContentId content) {
        return films.containsKey(Claims.wholeOf(content));
    }

    synchronized void add(ContentId content) {
        films.putIfAbsent(Claims.wholeOf(content), Claims.wholeOf(content));
    }

    synchronized void name(ContentId content, ContentId infohash) {
        films.put(Claims.wholeOf(content), Claims.wholeOf(infohash));
    }

    /** The infohash where it is known, else the name itself. */
    synchronized ContentId canonical(ContentId content) {
        ContentId whole = Claims.wholeOf(content);
        return films.getOrDefault(whole, whole);
    }

    synchronized void forget(ContentId content) {
        films.remove(Claims.wholeOf(content));
    }
}
