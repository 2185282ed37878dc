package io.acexy.server.channels;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Patterns of names, as people write them: {@code *} is anything, {@code ?} one character, capitals do not count; one with {@code !}
 * before leaves out what fits it. Immutable.
 */
public final class Globs {

    private final List<Pattern> in = new ArrayList<>();
    private final List<Pattern> out = new ArrayList<>();

    /** @param patterns none of them fits everything */
    public Globs(List<String> patterns) {
        for (String pattern : patterns) {
            if (pattern.startsWith("!")) {
                out.add(pattern(pattern.substring(1).strip()));
            } else {
                in.add(pattern(pattern));
            }
        }
    }

    private static Pattern pattern(String glob) {
        String expression = glob.chars()
                .mapToObj(c -> switch (c) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(String.valueOf((char) c));
                })
                .collect(Collectors.joining());
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /** Which pattern the first of these fits: its place among those that let in; -1 where they are left out. */
    public int place(List<String> names) {
        if (out.stream().anyMatch(pattern -> anyFits(pattern, names))) {
            return -1;
        }
        for (int i = 0; i < in.size(); i++) {
            if (anyFits(in.get(i), names)) {
                return i;
            }
        }
        return in.isEmpty() ? 0 : -1;
    }

    private static boolean anyFits(Pattern pattern, List<String> names) {
        return names.stream().anyMatch(name -> pattern.matcher(name).matches());
    }
}
