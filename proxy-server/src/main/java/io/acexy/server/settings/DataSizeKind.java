package io.acexy.server.settings;

import java.math.BigDecimal;

/**
 * Sizes in bytes: {@code 4.2MiB}, {@code 512KB}, {@code 65536}. KiB, MiB and GiB count in 1024s; KB, MB, GB, and K, M, G
 * in 1000s. Case does not matter. A fraction of a byte is cut off.
 */
public record DataSizeKind(Range<Integer> range, boolean powerOfTwo) implements ValueKind<Integer> {

    public static final int KIB = 1 << 10;
    public static final int MIB = 1 << 20;
    public static final int GIB = 1 << 30;

    private static final BigDecimal MAX_BYTES = BigDecimal.valueOf(Integer.MAX_VALUE);

    public static DataSizeKind between(int min, int max) {
        return new DataSizeKind(new Range<>(min, max, 0, ""), false);
    }

    public DataSizeKind orZero(String meaning) {
        return new DataSizeKind(range.orZero(meaning), powerOfTwo);
    }

    public DataSizeKind powersOfTwo() {
        return new DataSizeKind(range, true);
    }

    @Override
    public Integer parse(String text) {
        Quantity quantity = Quantity.first(text);
        if (!quantity.rest().isEmpty()) {
            throw new IllegalArgumentException("more follows after the unit");
        }
        BigDecimal bytes = quantity.amount().multiply(bytesPer(quantity.unit()));
        if (bytes.compareTo(MAX_BYTES) > 0) {
            throw new IllegalArgumentException("out of range");
        }
        Integer value = bytes.intValue();
        check(value);
        return value;
    }

    private static BigDecimal bytesPer(String unit) {
        return switch (Ascii.lowerCase(unit)) {
            case "", "b" -> BigDecimal.ONE;
            case "k", "kb" -> BigDecimal.valueOf(1_000);
            case "m", "mb" -> BigDecimal.valueOf(1_000_000);
            case "g", "gb" -> BigDecimal.valueOf(1_000_000_000);
            case "kib" -> BigDecimal.valueOf(KIB);
            case "mib" -> BigDecimal.valueOf(MIB);
            case "gib" -> BigDecimal.valueOf(GIB);
            default -> throw new IllegalArgumentException("unknown unit " + unit);
        };
    }

    @Override
    public void check(Integer value) {
        range.check(value);
        if (powerOfTwo && Integer.bitCount(value) > 1) {
            throw new IllegalArgumentException("not a power of two");
        }
    }

    @Override
    public String print(Integer value) {
        if (value != 0 && value % GIB == 0) {
            return value / GIB + "GiB";
        }
        if (value != 0 && value % MIB == 0) {
            return value / MIB + "MiB";
        }
        if (value != 0 && value % KIB == 0) {
            return value / KIB + "KiB";
        }
        return value.toString();
    }

    @Override
    public String form() {
        String shape =
                powerOfTwo ? "a size that is a power of two, such as 4MiB, " : "a size such as 4.2MiB or 64KiB, ";
        return shape + range.words(this::print);
    }
}
