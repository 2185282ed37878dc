package io.acexy.server.m3u;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How a playlist is written. Its raw text has one {@code char} for each unit of the coding, whatever that stands for, so that what is
 * read and written again is the same to the last byte, also where it is not valid.
 */
enum Coding {
    /** Any in which ASCII is ASCII: a unit is a byte. */
    BYTES(1, 0),
    UTF_16LE(2, 0),
    UTF_16BE(2, 1);

    private static final Charset WESTERN = Charset.forName("windows-1252");

    private final int width;
    private final int low;

    /** @param low which byte of a unit is the lower one */
    Coding(int width, int low) {
        this.width = width;
        this.low = low;
    }

    int width() {
        return width;
    }

    /** By its mark; without one, by the zeros of the ASCII with which every list begins. */
    static Coding of(byte[] begin, int length) {
        if (length < 2) {
            return BYTES;
        }
        int first = begin[0] & 0xff;
        int second = begin[1] & 0xff;
        if ((first == 0xff && second == 0xfe) || (first == '#' && second == 0)) {
            return UTF_16LE;
        }
        return (first == 0xfe && second == 0xff) || (first == 0 && second == '#') ? UTF_16BE : BYTES;
    }

    int unit(byte[] from, int at) {
        return width == 1 ? from[at] & 0xff : (from[at + low] & 0xff) | (from[at + 1 - low] & 0xff) << 8;
    }

    /** The raw text of some bytes; half a unit at the end is left out. */
    String raw(byte[] from, int start, int end) {
        if (width == 1) {
            return new String(from, start, end - start, StandardCharsets.ISO_8859_1);
        }
        return new String(
                from,
                start,
                (end - start) & ~1,
                this == UTF_16LE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
    }

    /** The bytes of an ASCII text. */
    byte[] ascii(String text) {
        if (width == 1) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        return text.getBytes(this == UTF_16LE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
    }

    /** What raw text means: bytes are UTF-8 where they can be, else what Windows writes in the west. */
    String meaning(String raw) {
        if (width == 2 || raw.chars().allMatch(c -> c < 0x80)) {
            return raw;
        }
        byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, WESTERN);
        }
    }
}
