package io.acexy.server.settings;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Networks, each an address and how many of its first bits count (RFC 4632; RFC 4291, 2.3). An IPv4 address that is written as an
 * IPv6 one counts as IPv4. Immutable, any thread; equal are those that are written alike.
 */
public final class Networks {

    /** Nobody. */
    public static final Networks NONE = new Networks(List.of(), List.of());

    private static final int MOST = 1000;

    /** Words for what is written often. */
    private static final Map<String, List<String>> WORDS = Map.of(
            "all", List.of("0.0.0.0/0", "::/0"),
            "loopback", List.of("127.0.0.0/8", "::1/128"),
            // RFC 1918, 3927, 4193 and 4291; not 6598, where a carrier's other customers may be.
            "private",
                    List.of(
                            "127.0.0.0/8",
                            "10.0.0.0/8",
                            "172.16.0.0/12",
                            "192.168.0.0/16",
                            "169.254.0.0/16",
                            "::1/128",
                            "fc00::/7",
                            "fe80::/10"));

    private final List<String> written;
    private final List<IpSubnetFilterRule> rules;

    private Networks(List<String> written, List<IpSubnetFilterRule> rules) {
        this.written = List.copyOf(written);
        this.rules = List.copyOf(rules);
    }

    /** Whether the address is in one of them. */
    public boolean contains(InetAddress address) {
        InetSocketAddress peer = new InetSocketAddress(address, 0);
        for (IpSubnetFilterRule rule : rules) { // each request asks, several times
            if (rule.matches(peer)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nobody is in any of them. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /**
     * Reads networks and single addresses, separated by commas.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static Networks parse(String text) {
        List<String> written = new ArrayList<>();
        List<IpSubnetFilterRule> rules = new ArrayList<>();
        if (!text.isBlank()) {
            for (String part : text.split(",", -1)) {
                written.add(part.strip());
                WORDS.getOrDefault(part.strip(), List.of(part.strip())).forEach(network -> rules.add(rule(network)));
            }
        }
        if (rules.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " of them");
        }
        return new Networks(written, rules);
    }

    private static IpSubnetFilterRule rule(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        if (address == null) {
            throw new IllegalArgumentException('"' + text + "\" is no address or network");
        }
        int all = address.length * Byte.SIZE;
        int bits = slash < 0 ? all : bits(text, text.substring(slash + 1), all);
        requireNoRest(text, address, bits);
        return new IpSubnetFilterRule(host, bits, IpFilterRuleType.ACCEPT);
    }

    private static int bits(String text, String digits, int all) {
        int bits = digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException(
                    '"' + text + "\" has to end with a slash and a number of bits up to " + all);
        }
        return bits;
    }

    /** 10.0.0.1/8 may be meant as one address or as all of them: who may is nothing to guess. */
    private static void requireNoRest(String text, byte[] address, int bits) {
        for (int bit = bits; bit < address.length * Byte.SIZE; bit++) {
            if ((address[bit / Byte.SIZE] & (0x80 >> (bit % Byte.SIZE))) != 0) {
                throw new IllegalArgumentException(
                        '"' + text + "\" is no network: behind its first " + bits + " bits there are others");
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Networks networks && networks.written.equals(written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    /** As they were given. */
    @Override
    public String toString() {
        return String.join(",", written);
    }
}
