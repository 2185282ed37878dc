package io.acexy.server.play;

import io.acexy.core.engine.ContentId;
import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the query of {@code /ace/getstream}: exactly one content, its profile, and the options that are passed on to the engine. A player's
 * {@code pid} or {@code sid} is ignored: every engine session has an id of our own.
 */
public final class ContentQuery {

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

    private static final Pattern PROFILE = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private static final String INFOHASH = "infohash:";

    private static final int MAX_OPTION_LENGTH = 128;

    private ContentQuery() {}

    /** Whether a content is named at all, be it well or badly. */
    public static boolean namesContent(Query query) {
        return CONTENT.keySet().stream()
                .anyMatch(name ->
                        query.parameters().containsKey(name) || query.broken().contains(name));
    }

    /**
     * The content that is asked for.
     *
     * @throws BadRequestException with a text for the person who typed the URL
     */
    public static ContentId content(Query query) {
        CONTENT.keySet().forEach(query::require);
        ContentId found = null;
        String empty = null;
        for (Map.Entry<String, List<String>> parameter : query.parameters().entrySet()) {
            ContentId.Kind kind = CONTENT.get(parameter.getKey());
            if (kind == null) {
                continue;
            }
            for (String value : parameter.getValue()) {
                if (value.isBlank()) {
                    empty = parameter.getKey(); // an unfilled field of a form, where another is filled
                    continue;
                }
                ContentId content = content(kind, value, file(query));
                if (found != null && !found.equals(content)) {
                    throw new BadRequestException("only one of id, content_id, infohash, url and magnet may be given");
                }
                found = content;
            }
        }
        ContentId content = found != null ? found : nothing(empty);
        return content.through(profile(query));
    }

    /**
     * The profile through which it is to go, or empty for what the engine sends.
     *
     * @throws BadRequestException when it cannot be a name
     */
    public static String profile(Query query) {
        query.require("profile");
        String name = query.first("profile").orElse("").strip();
        if (!name.isEmpty() && !PROFILE.matcher(name).matches()) {
            throw new BadRequestException("'profile' must be a name: up to 32 small letters, digits and dashes");
        }
        return name;
    }

    private static ContentId nothing(String empty) {
        if (empty == null) {
            throw new BadRequestException("one of id, content_id, infohash, url and magnet must be given");
        }
        return content(CONTENT.get(empty), "", 0);
    }

    /**
     * A content as people paste it: the digits of a content id, {@code infohash:} and the digits, or a link of one.
     *
     * @throws BadRequestException with a text for the person who typed it
     */
    public static ContentId pasted(String text) {
        boolean infohash = text.startsWith(INFOHASH);
        return infohash
                ? content(ContentId.Kind.INFOHASH, text.substring(INFOHASH.length()), 0)
                : content(ContentId.Kind.CONTENT_ID, text, 0);
    }

    private static ContentId content(ContentId.Kind kind, String value, int file) {
        try {
            return PastedId.find(kind, value)
                    .map(pasted -> new ContentId(pasted.kind(), pasted.digits(), file))
                    .orElseGet(() -> new ContentId(kind, value.strip(), file));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage());
        }
    }

    private static int file(Query query) {
        query.require("_idx");
        if (query.first("_idx").isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(query.first("_idx").get().strip());
        } catch (NumberFormatException e) {
            throw new BadRequestException("'_idx' must be a number");
        }
    }

    /**
     * What the engine gets besides the content.
     *
     * @throws BadRequestException with a text for the person who typed the URL
     */
    public static Map<String, String> options(Query query) {
        Map<String, String> options = new LinkedHashMap<>();
        OPTIONS.forEach(query::require);
        query.parameters().forEach((name, values) -> {
            if (OPTIONS.contains(name)) {
                if (values.get(0).length() > MAX_OPTION_LENGTH) {
                    throw new BadRequestException("'" + name + "' is too long");
                }
                options.put(name, values.get(0));
            }
        });
        return Map.copyOf(options);
    }

    /** Whether the client wants an engine's session answer instead of media. */
    static boolean wantsLinks(Query query) {
        return query.all("format").contains("json");
    }
}
