package io.acexy.server.guide;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of XMLTV: {@code 20261127183000 +0100}, where what is small may be missing, and without an offset it is UTC (xmltv.dtd). */
final class XmltvTime {

    private static final Pattern FORM = Pattern.compile(
            "\\s*(\\d{4})(\\d\\d)(\\d\\d)(\\d\\d)?(\\d\\d)?(\\d\\d)?\\s*(?:([+-])(\\d\\d):?(\\d\\d)|UTC|GMT|Z)?\\s*");

    private XmltvTime() {}

    /** Seconds since 1970; nothing where it is no time. */
    static OptionalLong parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return OptionalLong.empty();
        }
        try {
            LocalDateTime time = LocalDateTime.of(
                    number(form.group(1)),
                    number(form.group(2)),
                    number(form.group(3)),
                    number(form.group(4)),
                    number(form.group(5)),
                    number(form.group(6)));
            int offset = number(form.group(8)) * 3600 + number(form.group(9)) * 60;
            return OptionalLong.of(time.toEpochSecond(ZoneOffset.UTC) - ("-".equals(form.group(7)) ? -offset : offset));
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
