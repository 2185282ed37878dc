package io.acexy.server.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * The ids of requests: eight characters of our own, or what a proxy before this one has called them. Immutable; any thread.
 *
 * @param trusted whose word is taken for an id
 */
record RequestIds(Predicate<InetAddress> trusted) {

    static final String HEADER = "x-request-id";

    private static final int LONGEST = 64;
    private static final int LENGTH = 8;

    /** Without those that are taken for others. */
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    String of(HttpHeaders headers, InetSocketAddress peer) {
        String given = headers.get(HEADER);
        boolean taken = given != null
                && isWellFormed(given)
                && peer != null
                && peer.getAddress() != null
                && trusted.test(peer.getAddress());
        return taken ? given : fresh();
    }

    /** Not a secret: nothing may depend on nobody's guessing it. */
    static String fresh() {
        long random = ThreadLocalRandom.current().nextLong();
        char[] id = new char[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            id[i] = DIGITS.charAt((int) (random >>> (5 * i)) & 31);
        }
        return new String(id);
    }

    private static boolean isWellFormed(String id) {
        return !id.isEmpty() && id.length() <= LONGEST && id.chars().allMatch(RequestIds::isPlain);
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }
}
