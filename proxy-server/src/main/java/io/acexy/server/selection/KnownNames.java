package io.acexy.server.selection;

import io.acexy.core.engine.ContentId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What engines have called contents that were asked for by another name. By the infohash all proxies know a content. Any thread: streams
 * ask on their loops, and the desk writes.
 */
final class KnownNames {

    /** The oldest are forgotten. */
    private static final int MOST = 10_000;

    private final Map<ContentId, ContentId> names = new LinkedHashMap<>();

    /** An engine has said so. */
    synchronized void learn(ContentId asked, ContentId name) {
        if (!asked.equals(name) && names.put(asked, name) == null && names.size() > MOST) {
            names.remove(names.keySet().iterator().next());
        }
    }

    /** The name that all know, as far as it is known here. */
    synchronized ContentId of(ContentId content) {
        return names.getOrDefault(content, content);
    }
}
