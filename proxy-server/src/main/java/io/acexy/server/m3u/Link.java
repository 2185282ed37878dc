package io.acexy.server.m3u;

import io.acexy.core.engine.ContentId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An AceStream content that a playlist's address means: {@code acestream://}, the 40 digits alone, an engine at any place, or one of
 * the programs that stand before engines.
 *
 * @param content what it plays
 * @param options what a player wants of it besides, as parameters that are ready for a URL: {@code &_idx=2}; mostly empty
 */
public record Link(ContentId content, String options) {

    private static final String HASH = "[0-9a-fA-F]{40}";

    private static final Pattern ALONE = Pattern.compile(HASH);

    private static final Pattern SCHEME =
            Pattern.compile("(?i)acestream:/*(" + HASH + ")/?(?:[?#].*)?|acestream:/*\\??(.*)");

    /** Engines, this program and those like it, orchestrators, and mediaflow's. */
    private static final Pattern ENGINE = Pattern.compile(
            "(?i)https?://[^/?#]+(?:/[^?#]*)?/(?:ace/(?:getstream|manifest\\.m3u8)|proxy/acestream/(?:stream|manifest\\.m3u8))/?\\?([^#]*)(?:#.*)?");

    /** Aceproxy's and those that took its paths. */
    private static final Pattern ACEPROXY =
            Pattern.compile("(?i)https?://[^/?#]+/(?:[^?#]*/)?(pid|content_id|infohash)/(" + HASH + ")(?:[/?#.].*)?");

    private static final Pattern ACEPROXY_URL =
            Pattern.compile("(?i)https?://[^/?#]+/(?:[^?#]*/)?(?:url|torrent)/(https?%3a[^/?#]+)(?:[/?#].*)?");

    /** Kodi's add-ons. */
    private static final Pattern PLUGIN = Pattern.compile("(?i)plugin://[^?]*(?:horus|plexus|acestream)[^?]*\\?(.*)");

    private static final Pattern KEPT = Pattern.compile(
            "_idx|profile|transcode_audio|transcode_mp3|transcode_ac3|preferred_audio_language|quality|stream_id");

    private static final Pattern SAFE = Pattern.compile("[\\w.~,%-]{1,128}");

    /** What the address means; nothing where it is something else, and stays as it is. */
    public static Optional<Link> of(String address) {
        try {
            if (begins(address, "http")) {
                return http(address);
            }
            if (begins(address, "acestream:")) {
                return scheme(address);
            }
            if (begins(address, "plugin://")) {
                Matcher plugin = PLUGIN.matcher(address);
                return plugin.matches() ? query(plugin.group(1)) : Optional.empty();
            }
            return address.length() == 40 && ALONE.matcher(address).matches()
                    ? hash(ContentId.Kind.CONTENT_ID, address)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean begins(String address, String with) {
        return address.regionMatches(true, 0, with, 0, with.length());
    }

    private static Optional<Link> http(String address) {
        Matcher engine = ENGINE.matcher(address);
        if (engine.matches()) {
            return query(engine.group(1));
        }
        Matcher path = ACEPROXY.matcher(address);
        if (path.matches()) {
            boolean infohash = path.group(1).equalsIgnoreCase("infohash");
            return hash(infohash ? ContentId.Kind.INFOHASH : ContentId.Kind.CONTENT_ID, path.group(2));
        }
        Matcher file = ACEPROXY_URL.matcher(address);
        return file.matches() ? link(ContentId.Kind.URL, decoded(file.group(1)), 0, "") : Optional.empty();
    }

    private static Optional<Link> scheme(String address) {
        Matcher parts = SCHEME.matcher(address);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return parts.group(1) != null ? hash(ContentId.Kind.CONTENT_ID, parts.group(1)) : query(parts.group(2));
    }

    private static Optional<Link> hash(ContentId.Kind kind, String digits) {
        return link(kind, digits, 0, "");
    }

    private static Optional<Link> link(ContentId.Kind kind, String value, int file, String options) {
        return Optional.of(new Link(new ContentId(kind, value, file), options));
    }

    private static Optional<Link> query(String query) {
        ContentId.Kind kind = null;
        String value = "";
        int file = 0;
        List<String> kept = new ArrayList<>(0);
        for (String pair : query.replace("&amp;", "&").split("&", 64)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? "" : pair.substring(0, equals).toLowerCase(Locale.ROOT);
            String given = pair.substring(equals + 1);
            ContentId.Kind named = kind(name);
            if (named != null && kind == null) {
                kind = named;
                value = decoded(given).strip();
            } else if (KEPT.matcher(name).matches() && SAFE.matcher(given).matches()) {
                file = name.equals("_idx") ? Integer.parseInt(given) : file;
                kept.add('&' + name + '=' + given);
            }
        }
        if (kind == null) {
            return Optional.empty();
        }
        String options = String.join("", kept);
        // Add-ons write url=acestream://...
        return begins(value, "acestream:")
                ? scheme(value).map(link -> new Link(link.content(), options))
                : link(kind, value, file, options);
    }

    private static ContentId.Kind kind(String name) {
        return switch (name) {
            case "id", "content_id" -> ContentId.Kind.CONTENT_ID;
            case "infohash" -> ContentId.Kind.INFOHASH;
            case "url" -> ContentId.Kind.URL;
            case "magnet" -> ContentId.Kind.MAGNET;
            default -> null;
        };
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
