package io.acexy.server.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys and who holds them. Keys are kept and compared as codes of a secret of this process, so that how long a comparison takes says
 * nothing about a key. Immutable, any thread.
 */
final class KeyRing {

    private static final String CODE = "HmacSHA256";
    private static final byte[] SECRET = new byte[32];

    static {
        new SecureRandom().nextBytes(SECRET);
    }

    private final Map<String, String> holders = new HashMap<>();

    /** @param keys by the name of who holds them */
    KeyRing(Map<String, String> keys) {
        keys.forEach((name, key) -> holders.put(code(key), name));
    }

    /** Who holds this key. */
    Optional<String> holder(String key) {
        return holders.isEmpty() ? Optional.empty() : Optional.ofNullable(holders.get(code(key)));
    }

    boolean isEmpty() {
        return holders.isEmpty();
    }

    /** Whether the name holds the same key in both. */
    boolean agrees(KeyRing other, String name) {
        return holders.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .anyMatch(entry -> name.equals(other.holders.get(entry.getKey())));
    }

    private static String code(String key) {
        try {
            Mac mac = Mac.getInstance(CODE);
            mac.init(new SecretKeySpec(SECRET, CODE));
            return HexFormat.of().formatHex(mac.doFinal(key.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CODE, e);
        }
    }
}
