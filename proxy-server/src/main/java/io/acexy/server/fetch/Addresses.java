package io.acexy.server.fetch;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses are on the public internet. Everything else is somebody's own machine or network, or nothing: loopback, private,
 * link-local (where clouds have their metadata), shared, multicast, and what is reserved (IANA's registries of special-purpose
 * addresses). An IPv6 address that carries an IPv4 one is what that one is.
 */
final class Addresses {

    private static final List<IpSubnetFilterRule> NOT_PUBLIC = List.of(
            block("0.0.0.0", 8),
            block("10.0.0.0", 8),
            block("100.64.0.0", 10),
            block("127.0.0.0", 8),
            block("168.63.129.16", 32), // Azure's metadata
            block("169.254.0.0", 16),
            block("172.16.0.0", 12),
            block("192.0.0.0", 24),
            block("192.0.2.0", 24),
            block("192.88.99.0", 24),
            block("192.168.0.0", 16),
            block("198.18.0.0", 15),
            block("198.51.100.0", 24),
            block("203.0.113.0", 24),
            block("224.0.0.0", 3));

    /** The rest of IPv6 has not been given to anybody. */
    private static final IpSubnetFilterRule GLOBAL = block("2000::", 3);

    private static final List<IpSubnetFilterRule> NOT_PUBLIC_6 = List.of(
            block("2001::", 23), // Teredo and other protocols
            block("2001:db8::", 32),
            block("3fff::", 20));

    private static final IpSubnetFilterRule NAT64 = block("64:ff9b::", 96);
    private static final IpSubnetFilterRule SIX_TO_FOUR = block("2002::", 16);
    private static final IpSubnetFilterRule COMPATIBLE = block("::", 96);

    private Addresses() {}

    private static IpSubnetFilterRule block(String address, int bits) {
        return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    }

    static boolean isPublic(InetAddress address) {
        return address instanceof Inet6Address ? isPublic6(address) : isPublic4(address);
    }

    private static boolean isPublic4(InetAddress address) {
        return NOT_PUBLIC.stream().noneMatch(block -> holds(block, address));
    }

    private static boolean isPublic6(InetAddress address) {
        if (holds(NAT64, address) || holds(COMPATIBLE, address)) {
            return isPublic4(carried(address, 12));
        }
        if (holds(SIX_TO_FOUR, address)) {
            return isPublic4(carried(address, 2));
        }
        return holds(GLOBAL, address) && NOT_PUBLIC_6.stream().noneMatch(block -> holds(block, address));
    }

    private static boolean holds(IpSubnetFilterRule block, InetAddress address) {
        return block.matches(new InetSocketAddress(address, 0));
    }

    /** The IPv4 address in an IPv6 one. */
    private static InetAddress carried(InetAddress address, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), at, at + 4));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
