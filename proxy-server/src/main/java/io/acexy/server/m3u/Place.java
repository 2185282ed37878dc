package io.acexy.server.m3u;

/**
 * Where in a line its address is.
 *
 * @param address without blanks around, marks before, and headers behind
 * @param start where it begins
 * @param end where what is behind it begins
 */
record Place(String address, int start, int end) {

    static Place in(String line) {
        int start = 0;
        while (start < line.length() && isBlank(line.charAt(start))) {
            start++;
        }
        int bar = line.indexOf('|', start);
        int end = bar < 0 ? line.length() : bar;
        while (end > start && isBlank(line.charAt(end - 1))) {
            end--;
        }
        return new Place(line.substring(start, end), start, end);
    }

    /** The line without the blanks and marks before it. */
    static String without(String line) {
        int start = 0;
        while (start < line.length() && isBlank(line.charAt(start))) {
            start++;
        }
        return line.substring(start);
    }

    /** A mark of the coding, as raw text has it, is no part of an address. */
    private static boolean isBlank(char c) {
        return c <= ' ' || c == '\u00ef' || c == '\u00bb' || c == '\u00bf' || c == '\ufeff';
    }
}
