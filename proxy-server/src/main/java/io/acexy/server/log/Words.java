package io.acexy.server.log;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Texts that cannot do harm in a line, and times. */
final class Words {

    private Words() {}

    /** Control characters become question marks, so that nothing that came over the network can forge a line. */
    static void append(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(isHarmful(c) ? '?' : c);
        }
    }

    private static boolean isHarmful(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    /** {@code 2026-03-01T12:00:00.123Z}; by hand, because a DateTimeFormatter costs more at the start than all the rest. */
    static void appendTime(StringBuilder line, long epochMillis) {
        int millis = (int) Math.floorMod(epochMillis, 1000L);
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(Math.floorDiv(epochMillis, 1000L), millis * 1_000_000, ZoneOffset.UTC);
        line.append(time.getYear());
        appendTwo(line.append('-'), time.getMonthValue());
        appendTwo(line.append('-'), time.getDayOfMonth());
        appendTwo(line.append('T'), time.getHour());
        appendTwo(line.append(':'), time.getMinute());
        appendTwo(line.append(':'), time.getSecond());
        line.append('.').append((char) ('0' + millis / 100));
        appendTwo(line, millis % 100);
        line.append('Z');
    }

    private static void appendTwo(StringBuilder line, int number) {
        line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** Every further line is indented, so that none looks like the first of an event. */
    static String stack(String trace) {
        return trace.replaceAll("(\\R)(?=[^\\t ])", "$1\t");
    }
}
