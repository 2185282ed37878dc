package io.acexy.server.channels;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Numbers on a remote control, each given once. One thread. */
final class Numbers {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}(?:\\.\\d{1,4})?");

    private final Set<String> taken = new HashSet<>();
    private int next = 1;

    /** The number as it is typed; empty where it is none. */
    static String valid(String text) {
        String number = text.strip();
        if (!NUMBER.matcher(number).matches()) {
            return "";
        }
        String plain = number.replaceFirst("^0+(?=\\d)", "");
        return plain.equals("0") || plain.startsWith("0.") ? "" : plain;
    }

    /** Takes it, if nobody has. */
    boolean take(String number) {
        return !number.isEmpty() && taken.add(number);
    }

    /** The first that is free. */
    String takeNext() {
        while (!taken.add(Integer.toString(next))) {
            next++;
        }
        return Integer.toString(next);
    }

    /** How they are sorted: by value, so that 2 is before 10. */
    static double value(String number) {
        return number.isEmpty() ? Double.MAX_VALUE : Double.parseDouble(number);
    }
}
