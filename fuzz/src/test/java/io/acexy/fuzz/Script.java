package io.acexy.fuzz;

/** Bytes as decisions, one after the other; where they have come to their end, each further one is the first choice. */
public final class Script {

    private final byte[] bytes;
    private int at;

    /** @param bytes what a fuzzer has made up */
    public Script(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether there is more to decide. */
    public boolean goesOn() {
        return at < bytes.length;
    }

    /** From 0 up to, and without, some bound of 65536 at most; of a bound up to 256 a byte decides, else two do. */
    public int below(int bound) {
        int value = one();
        return (bound <= 256 ? value : value << 8 | one()) % bound;
    }

    /** Yes or no. */
    public boolean yes() {
        return below(2) == 1;
    }

    private int one() {
        return at < bytes.length ? bytes[at++] & 0xFF : 0;
    }
}
