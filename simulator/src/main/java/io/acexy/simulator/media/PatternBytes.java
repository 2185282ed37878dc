package io.acexy.simulator.media;

import io.netty.buffer.ByteBuf;

/**
 * Bytes that follow from their place.
 *
 * @param length how many
 * @param seed other numbers make other files
 */
record PatternBytes(long length, long seed) implements FilmBytes {

    private static final int WORD = Long.BYTES;

    @Override
    public void copy(long from, int count, ByteBuf out) {
        long end = from + count;
        long at = from;
        while (at < end && at % WORD != 0) {
            out.writeByte(byteAt(at++));
        }
        for (; at + WORD <= end; at += WORD) {
            out.writeLong(word(at / WORD));
        }
        while (at < end) {
            out.writeByte(byteAt(at++));
        }
    }

    private int byteAt(long position) {
        return (int) (word(position / WORD) >>> (8 * (WORD - 1 - position % WORD)));
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014): each bit of the place moves every bit of the word. */
    private long word(long number) {
        long mixed = seed + (number + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
