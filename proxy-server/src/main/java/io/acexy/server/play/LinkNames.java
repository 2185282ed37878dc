package io.acexy.server.play;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Makes the names in links that nobody can guess. Where there are several proxies for the same players, a name begins with two
 * digits that say which of them has made it, so that whatever stands before them can bring back who has it. Any thread.
 */
final class LinkNames {

    private final SecureRandom random = new SecureRandom();
    private final String mark;

    /** @param node the number of this proxy, or 0 where it is alone */
    LinkNames(int node) {
        this.mark = node == 0 ? "" : HexFormat.of().toHexDigits((byte) node);
    }

    /** So many random bytes as hexadecimal digits; the mark takes the place of the first. */
    String hex(int bytes) {
        String digits = HexFormat.of().formatHex(random(bytes));
        return mark + digits.substring(mark.length());
    }

    /** So many random bytes, in as few characters as a URL allows, behind the mark. */
    String brief(int bytes) {
        return mark + Base64.getUrlEncoder().withoutPadding().encodeToString(random(bytes));
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
