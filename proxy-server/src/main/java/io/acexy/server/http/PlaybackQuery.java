package io.acexy.server.http;

import io.acexy.core.engine.ContentId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the query of {@code /ace/getstream}: exactly one content, and the options that are passed on to the engine. A player's
 * {@code pid} or {@code sid} is ignored: every engine session has an id of our own.
 */
final class PlaybackQuery {

    /** The names of a content; two of them mean the same. */
    private static final Map<String, ContentId.Kind> CONTENT = Map.of(
            "id", ContentId.Kind.CONTENT_ID,
            "content_id", ContentId.Kind.CONTENT_ID,
            "infohash", ContentId.Kind.INFOHASH,
            "url", ContentId.Kind.URL,
            "magnet", ContentId.Kind.MAGNET);

    /** Engine parameters that choose or shape media and touch neither the session's identity nor its form. */
    private static final Set<String> OPTIONS = Set.of(
            "transcode_audio",
            "transcode_mp3",
            "transcode_ac3",
            "preferred_audio_language",
            "quality",
            "stream_id",
            "disable_p2p",
            "manifest_p2p_wait_timeout",
            "product_key",
            "secondary_product_key");

    private static final int MAX_OPTION_LENGTH = 128;

    private PlaybackQuery() {}

    /**
     * The content that is asked for.
     *
     * @throws IllegalArgumentException with a text for the person who typed the URL
     */
    static ContentId content(Map<String, List<String>> parameters) {
        ContentId found = null;
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            ContentId.Kind kind = CONTENT.get(parameter.getKey());
            if (kind == null) {
                continue;
            }
            for (String value : parameter.getValue()) {
                ContentId content = new ContentId(kind, value, file(parameters));
                if (found != null && !found.equals(content)) {
                    throw new IllegalArgumentException(
                            "only one of id, content_id, infohash, url and magnet may be given");
                }
                found = content;
            }
        }
        if (found == null) {
            throw new IllegalArgumentException("one of id, content_id, infohash, url and magnet must be given");
        }
        return found;
    }

    private static int file(Map<String, List<String>> parameters) {
        List<String> index = parameters.get("_idx");
        if (index == null) {
            return 0;
        }
        try {
            return Integer.parseInt(index.get(0));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'_idx' must be a number", e);
        }
    }

    /** What the engine gets besides the content. */
    static Map<String, String> options(Map<String, List<String>> parameters) {
        Map<String, String> options = new LinkedHashMap<>();
        parameters.forEach((name, values) -> {
            if (OPTIONS.contains(name)) {
                if (values.get(0).length() > MAX_OPTION_LENGTH) {
                    throw new IllegalArgumentException("'" + name + "' is too long");
                }
                options.put(name, values.get(0));
            }
        });
        return Map.copyOf(options);
    }

    /** Whether the client wants an engine's session answer instead of media, which is not served. */
    static boolean wantsLinks(Map<String, List<String>> parameters) {
        return parameters.getOrDefault("format", List.of()).contains("json");
    }
}
