package io.acexy.server.limits;

import io.acexy.server.http.Request;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Who wants something, as far as limits tell people apart.
 *
 * @param address where he is, of IPv6 the network of 64 bits, which is what one household has; empty where that is not known
 * @param holder the name of the key that he has shown; empty where he has shown none
 * @param device by which he is known again; nothing where it cannot be
 */
public record Who(String address, String holder, Optional<Device> device) {

    private static final int NETWORK_BYTES = 8;

    /** Whoever asks: behind a trusted proxy its client, and otherwise the other end of the connection. */
    public static Who of(Request request) {
        String address = request.origin()
                .client()
                .or(() -> request.origin().address())
                .map(Who::household)
                .orElse("");
        return new Who(address, request.trail().holder(), Device.of(request));
    }

    /** An address, or of IPv6 its network. */
    public static String household(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length <= Integer.BYTES) {
            return address.getHostAddress();
        }
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
