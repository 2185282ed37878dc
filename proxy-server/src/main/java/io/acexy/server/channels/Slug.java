package io.acexy.server.channels;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names without what people write in different ways: capitals, accents, marks and blanks. */
final class Slug {

    private static final int LONGEST = 48;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}+]+");
    private static final Pattern NOT_ASCII = Pattern.compile("[^a-z0-9]+");

    private Slug() {}

    /** What two spellings of one name have in common; a plus tells channels apart. Empty where there is no word in it. */
    static String common(String name) {
        String plain =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
        return NOT_WORDS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /** As it can stand in a URL; empty where nothing is left of it. */
    static String of(String name) {
        String plain = MARKS.matcher(Normalizer.normalize(name.replace("+", " plus "), Normalizer.Form.NFKD))
                .replaceAll("");
        String slug = NOT_ASCII.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-");
        String cut = slug.substring(0, Math.min(LONGEST, slug.length()));
        return cut.replaceAll("^-+|-+$", "");
    }
}
