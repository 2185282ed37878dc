package io.acexy.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Bytes as a network brings them: cut anywhere, but the same bytes always at the same places. */
public final class Pieces {

    private Pieces() {}

    /** The pieces in their order; most are short, and some are empty. */
    public static List<byte[]> of(byte[] bytes) {
        SplittableRandom random = new SplittableRandom(Arrays.hashCode(bytes));
        int longest = 1 << random.nextInt(1, 13);
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + random.nextInt(longest + 1));
            pieces.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return pieces;
    }
}
