package io.acexy.server.play;

import io.acexy.core.engine.ContentId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the 40 digits in what people and programs paste for them: with {@code acestream://} before, blanks or marks around, a
 * file's ending or a player's options behind. Wherever exactly one word is 40 hexadecimal digits, nothing else can be meant.
 *
 * @param kind what the digits are
 * @param digits the 40 of them
 */
record PastedId(ContentId.Kind kind, String digits) {

    private static final Pattern WORDS = Pattern.compile("(?<![0-9A-Za-z])[0-9A-Fa-f]{40}(?![0-9A-Za-z])");

    /** What says, in a link, that an infohash follows. */
    private static final Pattern INFOHASH_FOLLOWS =
            Pattern.compile("(?:urn:btih:|[?&]infohash=)$", Pattern.CASE_INSENSITIVE);

    private static final String SCHEME = "acestream:";

    /** The digits, if the parameter should hold them, or holds the scheme that stands for them. */
    static Optional<PastedId> find(ContentId.Kind kind, String text) {
        boolean hash = kind == ContentId.Kind.CONTENT_ID || kind == ContentId.Kind.INFOHASH;
        if (hash && ContentId.isHash(text)) { // as programs ask, and nearly everybody
            return Optional.of(new PastedId(kind, text));
        }
        boolean link = text.strip().toLowerCase(Locale.ROOT).startsWith(SCHEME);
        if (!hash && !(link && kind == ContentId.Kind.URL)) {
            return Optional.empty();
        }
        Matcher words = WORDS.matcher(text);
        if (!words.find()) {
            return Optional.empty();
        }
        String digits = words.group();
        boolean infohash =
                INFOHASH_FOLLOWS.matcher(text.substring(0, words.start())).find();
        while (words.find()) {
            if (!words.group().equalsIgnoreCase(digits)) {
                return Optional.empty();
            }
        }
        ContentId.Kind named = hash ? kind : ContentId.Kind.CONTENT_ID;
        return Optional.of(new PastedId(infohash ? ContentId.Kind.INFOHASH : named, digits));
    }
}
