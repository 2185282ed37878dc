package io.acexy.core.engine;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What an engine is asked to play, and what is made of it. Equal ids are the same broadcast; different ids may be too
 * ({@link Kind#CONTENT_ID} and {@link Kind#INFOHASH} name one content twice), which only an engine's answer can tell.
 *
 * @param kind which of the engine's parameters names the content
 * @param value lower-case hex for the two hashes, else the text as given; the name of a channel is what its URLs have
 * @param file index of the file inside a content of several files ({@code _idx}), normally 0
 * @param profile the program through which it goes on its way to players; empty for what the engine sends
 */
public record ContentId(Kind kind, String value, int file, String profile) {

    /** The engine's content parameters, in its own order of precedence (docs: "exactly one, first present wins"). */
    public enum Kind {
        CONTENT_ID("id", true),
        INFOHASH("infohash", true),
        URL("url", false),
        MAGNET("magnet", false),
        /** None of an engine's: a name of ours, behind which there are contents that an engine knows. */
        CHANNEL("channel", false);

        private final String parameter;
        private final boolean hash;

        Kind(String parameter, boolean hash) {
            this.parameter = parameter;
            this.hash = hash;
        }

        /**
         * The query parameter of {@code /ace/getstream}, but for a channel, which no engine is asked for. {@code id} is the alias
         * that every engine version knows.
         */
        public String parameter() {
            return parameter;
        }
    }

    /** The longest transport file URL or magnet link that is passed on, in characters. */
    public static final int MAX_LENGTH = 4096;

    private static final int MAX_SHOWN = 100;

    private static final int DIGITS = 40;

    private static final Pattern PROFILE = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private static final Pattern CHANNEL = Pattern.compile("[a-z0-9-]{1,100}");

    /** Checks the form of the value; the message of the exception is fit for the person who typed it. */
    public ContentId {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(value);
        if (kind.hash) {
            if (!isHash(value)) {
                throw new IllegalArgumentException("'" + kind.parameter + "' must be 40 hexadecimal digits");
            }
            value = value.toLowerCase(Locale.ROOT);
        } else if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("'" + kind.parameter + "' must be 1 to " + MAX_LENGTH + " characters");
        }
        if (file < 0) {
            throw new IllegalArgumentException("'_idx' must not be negative");
        }
        if (!profile.isEmpty() && !PROFILE.matcher(profile).matches()) {
            throw new IllegalArgumentException("'profile' must be a name: letters, digits and dashes");
        }
        if (!kind.hash) {
            checkScheme(kind, value);
        }
    }

    /** As the engine sends it. */
    public ContentId(Kind kind, String value, int file) {
        this(kind, value, file, "");
    }

    /** The first, and mostly the only, file of a content. */
    public ContentId(Kind kind, String value) {
        this(kind, value, 0);
    }

    private static void checkScheme(Kind kind, String value) {
        String start = value.substring(0, Math.min(8, value.length())).toLowerCase(Locale.ROOT);
        if (kind == Kind.URL && !start.startsWith("http://") && !start.startsWith("https://")) {
            throw new IllegalArgumentException("'url' must be an http or https address of a transport file");
        }
        if (kind == Kind.MAGNET && !start.startsWith("magnet:?")) {
            throw new IllegalArgumentException("'magnet' must be a magnet link");
        }
        if (kind == Kind.CHANNEL && !CHANNEL.matcher(value).matches()) {
            throw new IllegalArgumentException("a channel's name is letters, digits and dashes");
        }
    }

    /** The canonical name of the same file of the same content: engines key everything by the infohash. */
    public ContentId withInfohash(String hex) {
        return new ContentId(Kind.INFOHASH, hex, file, profile);
    }

    /** The same, made into something else by the program of a profile. */
    public ContentId through(String name) {
        return name.equals(profile) ? this : new ContentId(kind, value, file, name);
    }

    /** What the engine sends of it. */
    public ContentId original() {
        return isOriginal() ? this : through("");
    }

    /** Whether it is what the engine sends, and not what a program makes of that. */
    public boolean isOriginal() {
        return profile.isEmpty();
    }

    /** Whether it is a name of ours, behind which there are contents that an engine knows. */
    public boolean isChannel() {
        return kind == Kind.CHANNEL;
    }

    /** The 40 digits that name it; zeros where it is named in another way. */
    public String hash() {
        return kind.hash ? value : "0".repeat(DIGITS);
    }

    /** The first file of it as the engine sends it, by which all of its files are meant. */
    public ContentId whole() {
        return file == 0 && isOriginal() ? this : new ContentId(kind, value);
    }

    /** Whether the text has the form of an infohash. Asked several times for each player who comes. */
    public static boolean isHash(String text) {
        if (text == null || text.length() != DIGITS) {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F')) {
                return false;
            }
        }
        return true;
    }

    /** For logs: without the query of a URL, where secrets live, and short. */
    @Override
    public String toString() {
        int query = kind == Kind.URL ? value.indexOf('?') : -1;
        String shown = query < 0 ? value : value.substring(0, query);
        String brief = shown.length() <= MAX_SHOWN ? shown : shown.substring(0, MAX_SHOWN) + "...";
        return kind.parameter
                + "="
                + (kind.hash ? brief : CONTROL.matcher(brief).replaceAll("?"))
                + (file == 0 ? "" : "#" + file)
                + (isOriginal() ? "" : " profile=" + profile);
    }
}
