package io.acexy.simulator.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of contents and how an engine resolves them to infohashes. */
final class ContentNames {

    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{40}");
    private static final Pattern BTIH = Pattern.compile("urn:btih:([0-9a-fA-F]{40})");

    /**
     * What a start asks for.
     *
     * @param contentId the content id, or null where it was named otherwise
     * @param infohash where it leads
     */
    record Named(String contentId, String infohash) {}

    private ContentNames() {}

    /** Deterministic, so that tests and engines agree without talking. */
    static String sha1(String text) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }

    static String infohashOf(String contentId) {
        return sha1(contentId.toLowerCase(Locale.ROOT));
    }

    /** The first that is there counts: content_id or id, infohash, url, magnet. Null where none is, or it is malformed. */
    static Named resolve(Map<String, String> parameters) {
        String id = parameters.getOrDefault("content_id", parameters.get("id"));
        if (id != null) {
            return HASH.matcher(id).matches() ? new Named(id.toLowerCase(Locale.ROOT), infohashOf(id)) : null;
        }
        String infohash = parameters.get("infohash");
        if (infohash != null) {
            return HASH.matcher(infohash).matches() ? new Named(null, infohash.toLowerCase(Locale.ROOT)) : null;
        }
        String url = parameters.get("url");
        if (url != null) {
            return url.isEmpty() ? null : new Named(null, sha1(url));
        }
        String magnet = parameters.get("magnet");
        if (magnet == null || magnet.isEmpty()) {
            return null;
        }
        Matcher btih = BTIH.matcher(magnet);
        return new Named(null, btih.find() ? btih.group(1).toLowerCase(Locale.ROOT) : sha1(magnet));
    }
}
