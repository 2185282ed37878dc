package io.acexy.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A buffer that was collected without being released.
 *
 * @param test the test that ran when it was made: class, then a hash sign and the test's name
 * @param records who touched it, as Netty tells it
 */
record Leak(String test, String records) {

    /** Netty writes the hint of a record, and so the first thing that it knows of a buffer, on a line of its own. */
    private static final String MARK = "made while this ran: ";

    private static final Pattern MARKED = Pattern.compile(Pattern.quote(MARK) + "(.*)");

    /** What a buffer is marked with from its first moment. */
    static String mark(String test) {
        return MARK + test;
    }

    /** Finds the mark in what Netty reports. */
    static Leak of(String records) {
        Matcher marked = MARKED.matcher(records);
        return new Leak(marked.find() ? marked.group(1) : "no test", records);
    }

    boolean isOf(String testClass) {
        return test.startsWith(testClass + "#");
    }
}
