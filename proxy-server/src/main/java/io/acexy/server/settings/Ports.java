package io.acexy.server.settings;

/** Port numbers as they are written after a colon. */
final class Ports {

    private Ports() {}

    /**
     * Reads 0 to 65535.
     *
     * @throws IllegalArgumentException when the text is not such a number
     */
    static int parse(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = digits ? Integer.parseInt(text) : -1;
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("the port is not a number up to 65535");
        }
        return port;
    }
}
