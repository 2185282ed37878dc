package io.acexy.server.settings;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Durations as Go writes them: {@code 500ms}, {@code 15s}, {@code 1m30s}, {@code 1.5h}. A number without a unit is
 * refused (seconds and milliseconds are both a fair guess), except 0.
 */
public record DurationKind(Range<Duration> range) implements ValueKind<Duration> {

    private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

    /** Longer than any wait makes sense, and far from overflow in nanoseconds. */
    private static final BigDecimal MAX_NANOS =
            BigDecimal.valueOf(Duration.ofDays(3650).toNanos());

    public static DurationKind between(Duration min, Duration max) {
        return new DurationKind(new Range<>(min, max, Duration.ZERO, ""));
    }

    public DurationKind orZero(String meaning) {
        return new DurationKind(range.orZero(meaning));
    }

    @Override
    public Duration parse(String text) {
        Duration value = text.equals("0") ? Duration.ZERO : Duration.ofNanos(nanos(text));
        check(value);
        return value;
    }

    private static long nanos(String text) {
        BigDecimal sum = BigDecimal.ZERO;
        String rest = text;
        do {
            Quantity part = Quantity.first(rest);
            sum = sum.add(part.amount().multiply(nanosPer(part.unit())));
            rest = part.rest();
        } while (!rest.isEmpty());
        if (sum.compareTo(MAX_NANOS) > 0) {
            throw new IllegalArgumentException("out of range");
        }
        return sum.longValue();
    }

    private static BigDecimal nanosPer(String unit) {
        return switch (unit) {
            case "ms" -> NANOS_PER_MILLI;
            case "s" -> NANOS_PER_MILLI.scaleByPowerOfTen(3);
            case "m" -> NANOS_PER_MILLI.multiply(BigDecimal.valueOf(60_000));
            case "h" -> NANOS_PER_MILLI.multiply(BigDecimal.valueOf(3_600_000));
            case "" -> throw new IllegalArgumentException("the unit is missing");
            default -> throw new IllegalArgumentException("unknown unit " + unit);
        };
    }

    @Override
    public void check(Duration value) {
        range.check(value);
    }

    @Override
    public String print(Duration value) {
        if (value.isZero()) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        append(text, value.toHours(), "h");
        append(text, value.toMinutesPart(), "m");
        int nanos = value.toNanosPart();
        if (nanos % 1_000_000 == 0) {
            append(text, value.toSecondsPart(), "s");
            append(text, nanos / 1_000_000, "ms");
        } else {
            BigDecimal seconds = BigDecimal.valueOf(value.toSecondsPart()).add(BigDecimal.valueOf(nanos, 9));
            text.append(seconds.stripTrailingZeros().toPlainString()).append('s');
        }
        return text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount != 0) {
            text.append(amount).append(unit);
        }
    }

    @Override
    public String form() {
        return "a duration such as 500ms, 15s or 1m30s, " + range.words(this::print);
    }
}
