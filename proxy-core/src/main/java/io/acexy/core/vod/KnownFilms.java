package io.acexy.core.vod;

import io.acexy.core.engine.ContentId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which contents have turned out to be films, so that the next viewer need not find out. The oldest are forgotten. Any thread. */
final class KnownFilms {

    private static final int MOST = 4096;

    /** Each under the name that was asked for, with its infohash where that is known. */
    private final Map<ContentId, ContentId> films = new Recent();

    /** What an engine has called a film while it was taken for a broadcast. */
    private final Map<ContentId, ContentId> found = new Recent();

    /** In the order of their last use. */
    private static final class Recent extends LinkedHashMap<ContentId, ContentId> {

        private static final long serialVersionUID = 1;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ContentId, ContentId> eldest) {
            return size() > MOST;
        }
    }

    synchronized boolean contains(ContentId content) {
        return films.get(content.whole()) != null;
    }

    synchronized void found(ContentId content) {
        ContentId whole = content.whole();
        found.put(whole, whole);
    }

    synchronized boolean turnsOut(ContentId content) {
        ContentId whole = content.whole();
        if (found.remove(whole) != null) {
            films.putIfAbsent(whole, whole);
        }
        return films.containsKey(whole);
    }

    synchronized void name(ContentId content, ContentId infohash) {
        films.put(content.whole(), infohash.whole());
    }

    /** The infohash where it is known, else the name itself. */
    synchronized ContentId canonical(ContentId content) {
        ContentId whole = content.whole();
        return films.getOrDefault(whole, whole);
    }

    synchronized void forget(ContentId content) {
        films.remove(content.whole());
    }
}
