package io.acexy.server.settings;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Networks, each an address and how many of its first bits count (RFC 4632; RFC 4291, 2.3). An IPv4 address that is written as an
 * IPv6 one counts as IPv4. Immutable, any thread.
 *
 * @param list as they were given; may be empty, which contains nobody
 */
public record Networks(List<Network> list) {

    /** Nobody. */
    public static final Networks NONE = new Networks(List.of());

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

    public Networks {
        list = List.copyOf(list);
    }

    /**
     * One network.
     *
     * @param written as it was given
     * @param first its first address, 4 or 16 bytes
     * @param bits how many count
     */
    public record Network(String written, List<Byte> first, int bits) {

        private boolean contains(byte[] address) {
            if (address.length != first.size()) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += Byte.SIZE) {
                int mask = 0xff & (0xff00 >> Math.min(Byte.SIZE, bits - bit));
                if (((address[bit / Byte.SIZE] ^ first.get(bit / Byte.SIZE)) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Whether the address is in one of them. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (Network network : list) {
            if (network.contains(bytes)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nobody is in any of them. */
    public boolean isEmpty() {
        return list.isEmpty();
    }

    /**
     * Reads networks and single addresses, separated by commas.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static Networks parse(String text) {
        List<Network> found = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String one = part.strip();
            if (WORDS.containsKey(one)) {
                WORDS.get(one).forEach(network -> found.add(network(one, network)));
            } else if (!one.isEmpty() || !text.isBlank()) {
                found.add(network(one, one));
            }
        }
        if (found.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " of them");
        }
        return new Networks(found);
    }

    private static Network network(String written, String text) {
        int slash = text.indexOf('/');
        byte[] address = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException('"' + text + "\" is no address or network");
        }
        int all = address.length * Byte.SIZE;
        int bits = slash < 0 ? all : bits(text, text.substring(slash + 1), all);
        List<Byte> first = new ArrayList<>(address.length);
        for (byte one : address) {
            first.add(one);
        }
        Network network = new Network(written, List.copyOf(first), bits);
        requireNoRest(text, address, bits);
        return network;
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

    /** As they were given. */
    @Override
    public String toString() {
        return String.join(",", list.stream().map(Network::written).distinct().toList());
    }
}
