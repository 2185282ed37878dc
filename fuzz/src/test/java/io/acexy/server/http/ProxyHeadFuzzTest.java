package io.acexy.server.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.acexy.fuzz.Pieces;
import io.acexy.fuzz.Reads;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Heads of the PROXY protocol: without a whole one nothing is answered, and whom nobody trusts is not heard. */
@Reads({ProxyFront.class, ProxyHead.class})
class ProxyHeadFuzzTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final byte[] ONE = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TWO = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");

    @FuzzTest
    void nothingIsAnsweredWithoutAWholeHead(byte[] data) {
        Front trusting = new ProxyFront(InetAddress::isSiteLocalAddress, () -> PATIENCE);
        String inPieces = RequestFuzzTest.answers(Pieces.of(data), trusting);
        String atOnce = RequestFuzzTest.answers(List.of(data), trusting);
        if (!inPieces.equals(atOnce)) {
            throw new AssertionError("in pieces: " + inPieces + "\nat once: " + atOnce);
        }
        if (!atOnce.isEmpty() && !begins(data, ONE) && !begins(data, TWO)) {
            throw new AssertionError("without a head: " + atOnce);
        }
        String refused = RequestFuzzTest.answers(List.of(data), new ProxyFront(sender -> false, () -> PATIENCE));
        if (!refused.isEmpty()) {
            throw new AssertionError("whom nobody trusts: " + refused);
        }
    }

    private static boolean begins(byte[] data, byte[] with) {
        return data.length >= with.length && Arrays.equals(data, 0, with.length, with, 0, with.length);
    }
}
