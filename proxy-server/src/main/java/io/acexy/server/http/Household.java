package io.acexy.server.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What one household has: an address of IPv4, or a network of 64 bits of IPv6. Who counts or bounds by address means this.
 *
 * @param bits all 32 of an address, or the first 64
 * @param v6 which of the two
 */
public record Household(long bits, boolean v6) {

    /** Where an address is. */
    public static Household of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        boolean v6 = !(address instanceof Inet4Address);
        return new Household(v6 ? bytes.getLong() : bytes.getInt(), v6);
    }

    @Override
    public String toString() {
        return v6
                ? hex(48) + ":" + hex(32) + ":" + hex(16) + ":" + hex(0) + "::/64"
                : (bits >>> 24 & 0xff) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }

    private String hex(int shift) {
        return Long.toHexString(bits >>> shift & 0xffff);
    }
}
