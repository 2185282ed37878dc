package io.acexy.simulator.media;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/**
 * The bytes of a file that can be read from anywhere, and of which a test can say what they should have been. Never changes;
 * any thread may call, and nothing blocks.
 */
public interface FilmBytes {

    /** How many there are. */
    long length();

    /** Appends a run of them, which must be inside the file, to a buffer that the caller owns. */
    void copy(long from, int length, ByteBuf out);

    /** Where a run that was received from a position on first differs from the file; -1 if nowhere. */
    default long mismatch(long from, byte[] received) {
        int inside = (int) Math.max(0, Math.min(received.length, length() - from));
        byte[] truth = new byte[inside];
        ByteBuf out = Unpooled.wrappedBuffer(truth).clear();
        copy(from, inside, out);
        int at = Arrays.mismatch(truth, received);
        return at < 0 ? -1 : from + at;
    }

    /**
     * Bytes of any number that are never in memory: those at {@code 8 n} to {@code 8 n + 7} are a hash of {@code n} and of the
     * seed, so that no two places and no two files are alike.
     */
    static FilmBytes pattern(long length, long seed) {
        return new PatternBytes(length, seed);
    }

    /** A file in memory; the array is not copied. */
    static FilmBytes of(byte[] bytes) {
        return new FilmBytes() {

            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void copy(long from, int length, ByteBuf out) {
                out.writeBytes(bytes, Math.toIntExact(from), length);
            }
        };
    }

    /** The first packets of a broadcast as a transport stream that ends: a real film of any length. */
    static FilmBytes of(EndlessMedia broadcast, long packets) {
        return new FilmBytes() {

            @Override
            public long length() {
                return packets * EndlessMedia.PACKET_SIZE;
            }

            @Override
            public void copy(long from, int length, ByteBuf out) {
                byte[] packet = new byte[EndlessMedia.PACKET_SIZE];
                for (long at = from; at < from + length; ) {
                    broadcast.fill(at / EndlessMedia.PACKET_SIZE, packet);
                    int begin = (int) (at % EndlessMedia.PACKET_SIZE);
                    int part = (int) Math.min(EndlessMedia.PACKET_SIZE - begin, from + length - at);
                    out.writeBytes(packet, begin, part);
                    at += part;
                }
            }
        };
    }
}
