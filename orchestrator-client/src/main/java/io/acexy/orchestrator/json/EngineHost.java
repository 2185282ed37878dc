package io.acexy.orchestrator.json;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where an engine may be said to be: a name, or an address at which somebody can be. Not there are addresses of the link, where machines of
 * a cloud tell their secrets, those of many, and that of nobody, which leads to this machine itself. Stateless, any thread.
 */
final class EngineHost {

    private static final int LONGEST = 253;

    private EngineHost() {}

    static boolean isOne(String host) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        return address == null ? isName(host) : isSomebodys(address);
    }

    /** The underscore is no character of names of hosts, but of those of containers. */
    private static boolean isName(String host) {
        return !host.isEmpty()
                && host.length() <= LONGEST
                && host.chars().allMatch(c -> isLetterOrDigit(c) || c == '.' || c == '-' || c == '_')
                && isLetterOrDigit(host.charAt(0));
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isSomebodys(byte[] bytes) {
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            boolean reserved = bytes.length == Integer.BYTES && (bytes[0] == 0 || (bytes[0] & 0xf0) == 0xf0);
            return !reserved
                    && !address.isAnyLocalAddress()
                    && !address.isLinkLocalAddress()
                    && !address.isMulticastAddress();
        } catch (UnknownHostException impossible) {
            return false;
        }
    }
}
