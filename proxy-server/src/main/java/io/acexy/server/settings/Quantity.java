package io.acexy.server.settings;

import java.math.BigDecimal;

/**
 * A decimal number followed by a unit, cut from the front of a text: {@code 4.2MiB}, or the first part of {@code 1m30s}.
 *
 * @param amount the number, zero or more
 * @param unit the letters after it, perhaps none
 * @param rest what follows the unit
 */
record Quantity(BigDecimal amount, String unit, String rest) {

    /** More digits than any sensible value has: BigDecimal arithmetic stays cheap whatever is written. */
    private static final int MAX_DIGITS = 20;

    /**
     * Cuts one quantity off.
     *
     * @throws IllegalArgumentException when the text does not begin with a plain decimal number
     */
    static Quantity first(String text) {
        int digits = endOfNumber(text);
        if (digits > MAX_DIGITS) {
            throw new IllegalArgumentException("too many digits");
        }
        BigDecimal amount;
        try {
            amount = new BigDecimal(text.substring(0, digits));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a number is missing", e);
        }
        int begin = digits;
        while (begin < text.length() && text.charAt(begin) == ' ') {
            begin++;
        }
        int end = begin;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return new Quantity(amount, text.substring(begin, end), text.substring(end));
    }

    private static int endOfNumber(String text) {
        int end = 0;
        while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
