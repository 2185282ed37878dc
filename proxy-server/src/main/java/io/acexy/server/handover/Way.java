package io.acexy.server.handover;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Where a process of this proxy can be asked for media by others of it on the same machine.
 *
 * @param port on the loopback address
 * @param key that opens it; a secret
 */
public record Way(int port, String key) {

    private static final int KEY_BYTES = 16;
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{" + 2 * KEY_BYTES + "}");

    public Way {
        if (port < 1 || port > 65_535 || !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("no way to another process");
        }
    }

    /** A key that nobody can guess. */
    public static String newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Without the key, which is nothing for a log. */
    @Override
    public String toString() {
        return "port " + port;
    }
}
