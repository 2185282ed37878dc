package io.acexy.server.settings;

/** Whole decimal numbers. */
public record IntKind(Range<Integer> range) implements ValueKind<Integer> {

    public static IntKind between(int min, int max) {
        return new IntKind(new Range<>(min, max, 0, ""));
    }

    public IntKind orZero(String meaning) {
        return new IntKind(range.orZero(meaning));
    }

    @Override
    public Integer parse(String text) {
        Integer value;
        try {
            value = Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number", e);
        }
        check(value);
        return value;
    }

    @Override
    public void check(Integer value) {
        range.check(value);
    }

    @Override
    public String print(Integer value) {
        return value.toString();
    }

    @Override
    public String form() {
        return "a whole number, " + range.words(this::print);
    }
}
