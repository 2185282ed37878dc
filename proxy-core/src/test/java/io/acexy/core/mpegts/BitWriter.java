package io.acexy.core.mpegts;

import java.io.ByteArrayOutputStream;

/** Writes what {@link BitReader} reads, with the bytes that keep start codes away. */
final class BitWriter {

    private final StringBuilder bits = new StringBuilder();

    BitWriter bits(int count, int value) {
        for (int i = count - 1; i >= 0; i--) {
            bits.append(value >> i & 1);
        }
        return this;
    }

    /** Unsigned numbers of variable length. */
    BitWriter golomb(int... values) {
        for (int value : values) {
            String code = Integer.toBinaryString(value + 1);
            bits.append("0".repeat(code.length() - 1)).append(code);
        }
        return this;
    }

    /** The same with a sign. */
    BitWriter signed(int... values) {
        for (int value : values) {
            golomb(value > 0 ? 2 * value - 1 : -2 * value);
        }
        return this;
    }

    /** With the bit that ends it, and those that fill its last byte. */
    byte[] unit() {
        String whole = bits + "1" + "0".repeat(7 - bits.length() % 8);
        ByteArrayOutputStream unit = new ByteArrayOutputStream();
        int zeros = 0;
        for (int at = 0; at < whole.length(); at += 8) {
            int one = Integer.parseInt(whole.substring(at, at + 8), 2);
            if (zeros == 2 && one <= 3) {
                unit.write(3);
                zeros = 0;
            }
            unit.write(one);
            zeros = one == 0 ? zeros + 1 : 0;
        }
        return unit.toByteArray();
    }
}
