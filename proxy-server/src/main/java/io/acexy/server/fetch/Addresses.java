package io.acexy.server.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses are on the public internet. Everything else is somebody's own machine or network, or nothing: loopback, private,
 * link-local (where clouds have their metadata), shared, multicast, and what is reserved (IANA's registries of special-purpose
 * addresses). An IPv6 address that carries an IPv4 one is what that one is.
 */
final class Addresses {

    private static final List<Block> NOT_PUBLIC = List.of(
            Block.of("0.0.0.0", 8),
            Block.of("10.0.0.0", 8),
            Block.of("100.64.0.0", 10),
            Block.of("127.0.0.0", 8),
            Block.of("168.63.129.16", 32), // Azure's metadata
            Block.of("169.254.0.0", 16),
            Block.of("172.16.0.0", 12),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24),
            Block.of("192.88.99.0", 24),
            Block.of("192.168.0.0", 16),
            Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24),
            Block.of("203.0.113.0", 24),
            Block.of("224.0.0.0", 3));

    /** The rest of IPv6 has not been given to anybody. */
    private static final Block GLOBAL = Block.of("2000::", 3);

    private static final List<Block> NOT_PUBLIC_6 = List.of(
            Block.of("2001::", 23), // Teredo and other protocols
            Block.of("2001:db8::", 32),
            Block.of("3fff::", 20));

    private static final Block NAT64 = Block.of("64:ff9b::", 96);
    private static final Block SIX_TO_FOUR = Block.of("2002::", 16);
    private static final Block COMPATIBLE = Block.of("::", 96);

    private static final class Block {

        private final byte[] prefix;
        private final int bits;

        private Block(byte[] prefix, int bits) {
            this.prefix = prefix;
            this.bits = bits;
        }

        static Block of(String address, int bits) {
            try {
                return new Block(InetAddress.getByName(address).getAddress(), bits);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("not an address: " + address, e);
            }
        }

        boolean holds(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            int rest = bits % 8;
            return Arrays.equals(prefix, 0, whole, address, 0, whole)
                    && (rest == 0 || (prefix[whole] ^ address[whole]) >> (8 - rest) == 0);
        }
    }

    private Addresses() {}

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(bytes);
    }

    private static boolean isPublic4(byte[] address) {
        return NOT_PUBLIC.stream().noneMatch(block -> block.holds(address));
    }

    private static boolean isPublic6(byte[] address) {
        if (NAT64.holds(address) || COMPATIBLE.holds(address)) {
            return isPublic4(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.holds(address)) {
            return isPublic4(Arrays.copyOfRange(address, 2, 6));
        }
        return GLOBAL.holds(address) && NOT_PUBLIC_6.stream().noneMatch(block -> block.holds(address));
    }
}
