package io.acexy.simulator.orchestrator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * Time stamps as the dialects print them. Both forms of A leave the fraction out where it is zero, and print six digits
 * otherwise.
 */
final class Stamps {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Stamps() {}

    /** As A prints engines and streams; null stays null. */
    static String model(Instant time) {
        return time == null ? null : python(time) + "Z";
    }

    /** As A prints the status, the VPN and health; null stays null. */
    static String offset(Instant time) {
        return time == null ? null : python(time) + "+00:00";
    }

    private static String python(Instant time) {
        int micros = time.get(ChronoField.MICRO_OF_SECOND);
        return SECONDS.format(time) + (micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros));
    }

    /** As B prints times; null stays null. */
    static String nano(Instant time) {
        return time == null ? null : time.toString();
    }
}
