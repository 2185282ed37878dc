package io.acexy.server.settings;

/** Booleans as Go's {@code strconv.ParseBool} writes them, in any case. */
public enum BooleanKind implements ValueKind<Boolean> {
    INSTANCE;

    @Override
    public Boolean parse(String text) {
        return switch (Ascii.lowerCase(text)) {
            case "1", "t", "true" -> Boolean.TRUE;
            case "0", "f", "false" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    @Override
    public void check(Boolean value) {
        // both values are allowed
    }

    @Override
    public String print(Boolean value) {
        return value.toString();
    }

    @Override
    public String form() {
        return "true or false (also t, f, 1, 0)";
    }
}
