package io.acexy.server.admin;

import io.acexy.core.engine.ContentId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a stream is called in paths, where a URL or a magnet link does not fit: 40 hexadecimal digits, and the number of the file
 * where it is not the first, and the program through which it goes, if it does. What is no hash itself is called by its SHA-1.
 */
public final class StreamId {

    private static final Pattern FORM = Pattern.compile("([0-9a-fA-F]{40})(-[0-9]{1,4})?(\\.[a-z][a-z0-9-]{0,31})?");

    private StreamId() {}

    /** Of a content, by whichever name. */
    public static String of(ContentId content) {
        String digits =
                switch (content.kind()) {
                    case CONTENT_ID, INFOHASH -> content.value();
                    case URL, MAGNET -> sha1(content.value());
                    case CHANNEL -> sha1("channel " + content.value());
                };
        return name(digits, content.file(), content.profile());
    }

    /** What somebody has typed, in the one way in which it is compared; nothing where it is none. */
    public static Optional<String> parse(String typed) {
        Matcher form = FORM.matcher(typed);
        if (!form.matches()) {
            return Optional.empty();
        }
        int file = form.group(2) == null ? 0 : Integer.parseInt(form.group(2).substring(1));
        String digits = form.group(1).toLowerCase(Locale.ROOT);
        String profile = form.group(3) == null ? "" : form.group(3).substring(1);
        return Optional.of(name(digits, file, profile));
    }

    private static String name(String digits, int file, String profile) {
        return digits + (file == 0 ? "" : "-" + file) + (profile.isEmpty() ? "" : "." + profile);
    }

    private static String sha1(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
