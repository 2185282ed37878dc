package io.acexy.server.m3u;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the line before an address says of it: {@code #EXTINF:-1 tvg-id="a" group-title="b",Name}, in all the ways in which that is
 * written wrongly: without a duration, a comma, or quotes; with single quotes, blanks around the sign, commas and apostrophes in
 * values; with a comma directly behind the duration; with the name before the attributes.
 *
 * @param name empty where there is none
 * @param attributes by lower-case name; without empty ones
 */
record Description(String name, Map<String, String> attributes) {

    static final Description NONE = new Description("", Map.of());

    private static final int LONGEST_NAMED = 4096;

    /** Attributes and words: nobody needs more, and each may cost a look at the rest of the line. */
    private static final int MOST_STEPS = 200;

    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");

    private static final Pattern DURATION = Pattern.compile("\\s*:?\\s*[-+]?[\\d.]*\\s*");

    /** What a single quote has behind it tells whether it is the last one; bounded, for it is looked for in vain in hostile lines. */
    private static final String QUOTED =
            "\"((?:[^\"\\\\]++|\\\\.)*+)\"|'([^']{0,1024}+(?:'(?![\\s,]|$)[^']{0,1024}+){0,20}+)'";

    /** Bounded, so that looking for one everywhere costs no more than the line is long. */
    private static final String KEY = "([A-Za-z][\\w-]{0,40}+)";

    private static final Pattern ATTRIBUTE = Pattern.compile(KEY + "(?:\\s*=\\s*(?:" + QUOTED + ")|=([^\\s,\"']*))");

    /** Behind a comma only what cannot be a name is one. */
    private static final Pattern SURE = Pattern.compile(KEY + "\\s*=\\s*(?:" + QUOTED + ")");

    static Description of(String text) {
        Matcher duration = DURATION.matcher(text);
        int at = duration.lookingAt() ? duration.end() : 0;
        Map<String, String> found = new LinkedHashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(text);
        Matcher sure = SURE.matcher(text);
        int lastMark = Math.max(text.lastIndexOf(','), text.lastIndexOf("=\""));
        for (int steps = 0; at < text.length() && steps < MOST_STEPS; steps++) {
            char c = text.charAt(at);
            if (c == ',') {
                int next = behindBlanks(text, at + 1);
                sure.region(next, text.length());
                if (!sure.lookingAt() || text.lastIndexOf(',') < sure.end()) {
                    return named(text.substring(at + 1), found);
                }
                at = next;
            } else if (attribute.region(at, text.length()).lookingAt()) {
                put(found, attribute);
                at = attribute.end();
            } else {
                at = Character.isWhitespace(c) ? behindBlanks(text, at) : behindWord(text, at);
                if (found.isEmpty() && at > lastMark) {
                    return named(text.substring(duration.end()), found);
                }
            }
        }
        return new Description("", found);
    }

    /** The name, and what stands behind it though it should stand before. */
    private static Description named(String text, Map<String, String> found) {
        if (text.length() > LONGEST_NAMED) {
            return new Description(text.substring(0, LONGEST_NAMED).strip(), found);
        }
        Matcher late = SURE.matcher(text);
        int end = text.length();
        for (int from = 0; late.find(from); from = late.end()) {
            boolean own = late.start() == 0 || Character.isWhitespace(text.charAt(late.start() - 1));
            if (own) {
                end = Math.min(end, late.start());
                put(found, late);
            }
        }
        return new Description(text.substring(0, end).strip(), found);
    }

    private static void put(Map<String, String> found, Matcher attribute) {
        String value = "";
        for (int group = 2; group <= attribute.groupCount(); group++) {
            value = attribute.group(group) == null ? value : attribute.group(group);
        }
        value = clean(value.replace("\\\"", "\""));
        if (!value.isEmpty()) {
            found.putIfAbsent(attribute.group(1).toLowerCase(Locale.ROOT), value);
        }
    }

    /** In one line, without what cannot be shown. */
    static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return CONTROLS.matcher(text).replaceAll(" ").strip();
            }
        }
        return text.strip();
    }

    private static int behindBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int behindWord(String text, int from) {
        int at = from + 1;
        while (at < text.length() && text.charAt(at) != ',' && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return behindBlanks(text, at);
    }
}
