package io.acexy.core.vod;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which engine plays which content for a viewer. A stop ends all sessions of a content on its engine, whichever file they are
 * of, so there may be one of ours at a time. Any thread: a session takes and frees its place a few times in its life, so a lock
 * is enough.
 */
final class Claims {

    private final Map<ContentId, Set<Engine>> engines = new HashMap<>();

    /** Takes an engine for a content; false, and nothing has changed, when somebody has it. */
    synchronized boolean take(ContentId content, Engine engine) {
        return engines.computeIfAbsent(content.whole(), first -> new HashSet<>())
                .add(engine);
    }

    synchronized void free(ContentId content, Engine engine) {
        ContentId whole = content.whole();
        Set<Engine> taken = engines.get(whole);
        taken.remove(engine);
        if (taken.isEmpty()) {
            engines.remove(whole);
        }
    }

    /** All that are taken for a content. */
    synchronized Set<Engine> of(ContentId content) {
        return Set.copyOf(engines.getOrDefault(content.whole(), Set.of()));
    }
}
