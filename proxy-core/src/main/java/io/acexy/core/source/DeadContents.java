package io.acexy.core.source;

import io.acexy.core.engine.ContentId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which contents were found dead of late, by whoever wanted them, so that the next start does not begin with one of them. Any
 * thread: one dies now and then, so a lock is enough.
 */
public final class DeadContents {

    private static final int MOST = 10_000;

    /** When each was found dead, by the loops' ticker; the oldest first. */
    private final Map<ContentId, Long> found = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ContentId, Long> eldest) {
            return size() > MOST;
        }
    };

    synchronized void died(ContentId content, long now) {
        found.remove(content);
        found.put(content, now);
    }

    synchronized void lives(ContentId content) {
        found.remove(content);
    }

    /** Whether it was found dead within that time, and has not been seen alive since. */
    synchronized boolean isDead(ContentId content, long now, Duration memory) {
        Long when = found.get(content);
        return when != null && now - when < memory.toNanos();
    }
}
