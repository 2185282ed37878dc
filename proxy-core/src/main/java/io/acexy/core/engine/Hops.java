package io.acexy.core.engine;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The proxies through which a wish for media has come, the first one first. Each adds its own mark before it asks the next one, so
 * that a circle is noticed by whoever finds himself in it. Marks are random and mean nothing outside a process's life.
 *
 * @param marks of the proxies, none twice
 */
public record Hops(List<String> marks) {

    /** The header in which proxies tell each other. */
    public static final String HEADER = "X-Acexy-Via";

    /** Under this name a start's options have the hops that it came by; no engine is told. */
    public static final String OPTION = "via";

    /** Longer chains are mistakes: an edge, one between, and the one with the engine would do. */
    public static final int MOST = 3;

    /** Straight from a player. */
    public static final Hops NONE = new Hops(List.of());

    private static final int MARK_BYTES = 6;
    private static final Pattern MARK = Pattern.compile("[0-9a-f]{" + 2 * MARK_BYTES + "}");

    /** More than fits into a header of a sane length is not read. */
    private static final int MOST_READ = 16;

    public Hops {
        marks = List.copyOf(marks);
    }

    /** A mark that no other process has. */
    public static String newMark() {
        byte[] bytes = new byte[MARK_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Reads the values of the header.
     *
     * @throws IllegalArgumentException when they are no list of marks; the message is fit for whoever sent them
     */
    public static Hops parse(List<String> values) {
        List<String> marks = new ArrayList<>();
        for (String value : values) {
            for (String part : value.split(",", MOST_READ + 1)) {
                String mark = part.strip();
                if (!MARK.matcher(mark).matches() || marks.size() == MOST_READ) {
                    throw new IllegalArgumentException(HEADER + " must be a short list of proxies' marks");
                }
                marks.add(mark);
            }
        }
        return new Hops(marks);
    }

    /** The hops of a start's options. */
    static Hops of(String option) {
        return option == null ? NONE : parse(List.of(option));
    }

    /**
     * Why a proxy does not take such a wish.
     *
     * @param own the mark of this proxy
     */
    public Optional<String> refusal(String own) {
        if (marks.contains(own)) {
            return Optional.of(
                    "loop of proxies: this wish has come through " + marks.size() + " of them and back to this one");
        }
        if (marks.size() > MOST || Set.copyOf(marks).size() < marks.size()) {
            return Optional.of("loop of proxies: a wish may come through " + MOST + " of them, not " + marks.size());
        }
        return Optional.empty();
    }

    /** Options without hops. */
    public static Map<String, String> without(Map<String, String> options) {
        Map<String, String> rest = new HashMap<>(options);
        rest.remove(OPTION);
        return Map.copyOf(rest);
    }

    /** These options, with the hops that a wish has come by. */
    public Map<String, String> in(Map<String, String> options) {
        if (isEmpty()) {
            return options;
        }
        Map<String, String> all = new HashMap<>(options);
        all.put(OPTION, toString());
        return Map.copyOf(all);
    }

    /** With one more at the end. */
    public Hops plus(String mark) {
        List<String> more = new ArrayList<>(marks);
        more.add(mark);
        return new Hops(more);
    }

    public boolean isEmpty() {
        return marks.isEmpty();
    }

    /** As the header has it. */
    @Override
    public String toString() {
        return String.join(", ", marks);
    }
}
