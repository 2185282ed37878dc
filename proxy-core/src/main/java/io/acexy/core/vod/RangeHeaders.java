package io.acexy.core.vod;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which of a player's {@code Range} headers an engine sees. One that is well formed is passed on as it is, with its condition:
 * also one that lies outside the file, which only the engine knows. A server may take any range for none (RFC 9110, 14.2), and
 * must so take what is malformed; that is done here, so that no engine has to.
 */
public final class RangeHeaders {

    private static final int MOST_RANGES = 16;

    /** More than any file has. */
    private static final int MOST_DIGITS = 18;

    private static final String POSITION = "\\d{1," + MOST_DIGITS + "}";
    private static final String ONE = "\\s*(?:" + POSITION + "-(?:" + POSITION + ")?|-" + POSITION + ")\\s*";
    private static final Pattern WELL_FORMED =
            Pattern.compile("bytes\\s*=" + ONE + "(?:," + ONE + "){0," + (MOST_RANGES - 1) + "}");

    private static final int MOST_CONDITION = 256;

    private RangeHeaders() {}

    /**
     * What is passed on.
     *
     * @param range the player's, or null
     * @param condition his {@code If-Range}, or null
     */
    public static Map<String, String> of(String range, String condition) {
        if (range == null || !WELL_FORMED.matcher(range.strip()).matches() || isReversed(range)) {
            return Map.of();
        }
        if (condition == null) {
            return Map.of("Range", range);
        }
        // Without the condition the range would mean something else.
        return condition.length() > MOST_CONDITION ? Map.of() : Map.of("Range", range, "If-Range", condition);
    }

    /** The rest of a file, or of a part of it. */
    static Map<String, String> from(long first, long last) {
        return Map.of("Range", "bytes=" + first + "-" + last);
    }

    private static boolean isReversed(String ranges) {
        for (String one : ranges.substring(ranges.indexOf('=') + 1).split(",", -1)) {
            String[] ends = one.strip().split("-", 2);
            if (!ends[0].isEmpty() && !ends[1].isEmpty() && Long.parseLong(ends[1]) < Long.parseLong(ends[0])) {
                return true;
            }
        }
        return false;
    }
}
