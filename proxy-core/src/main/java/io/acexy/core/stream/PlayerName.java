package io.acexy.core.stream;

/**
 * What logs call a player: where he is, and the mark that all lines of his request bear.
 *
 * @param at such as {@code 10.0.0.7:51234}
 * @param request empty where he has none
 */
public record PlayerName(String at, String request) {

    private static final char SIGN = '#';

    /** Reads what {@link #toString} has written, or any other name. */
    public static PlayerName of(String name) {
        int sign = name.lastIndexOf(SIGN);
        return sign < 0 ? new PlayerName(name, "") : new PlayerName(name.substring(0, sign), name.substring(sign + 1));
    }

    /** As a {@link Player#name()}. */
    @Override
    public String toString() {
        return request.isEmpty() ? at : at + SIGN + request;
    }
}
