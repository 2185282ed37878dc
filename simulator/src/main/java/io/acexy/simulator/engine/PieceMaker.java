package io.acexy.simulator.engine;

import static io.acexy.simulator.media.EndlessMedia.PACKET_SIZE;

import io.acexy.simulator.media.EndlessMedia;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Cuts a broadcast into pieces of any size, packet borders or not, and bends the packets as a script says. Positions are
 * bytes of the undistorted broadcast. A distortion begins and ends between packets.
 */
final class PieceMaker {

    private final EndlessMedia media;
    private final byte[] packet = new byte[PACKET_SIZE];
    private Distortion before = Distortion.NONE;
    private Distortion now = Distortion.NONE;
    private long changedAt;

    PieceMaker(EndlessMedia media) {
        this.media = media;
    }

    /** Holds from the first packet that has not begun at a position. */
    void distort(Distortion distortion, long position) {
        if (distortion != now) {
            before = now;
            now = distortion;
            changedAt = -Math.floorDiv(-position, PACKET_SIZE);
        }
    }

    /** A piece of the broadcast, which the caller releases; distortions can make it longer, or shorter, even empty. */
    ByteBuf make(long from, long to, ByteBufAllocator allocator) {
        ByteBuf out = allocator.buffer((int) (to - from));
        long first = Math.floorDiv(from, PACKET_SIZE);
        long last = Math.floorDiv(to - 1, PACKET_SIZE);
        for (long n = first; n <= last; n++) {
            media.fill(n, packet);
            Distortion distortion = n < changedAt ? before : now;
            int length = distortion.apply(media, n, packet);
            int begin = n == first ? (int) (from - n * PACKET_SIZE) : 0;
            int end = n == last ? (int) (to - n * PACKET_SIZE) : PACKET_SIZE;
            int stop = Math.min(end, length);
            if (begin == 0) {
                out.writeBytes(distortion.before(n));
            }
            if (stop > begin) {
                out.writeBytes(packet, begin, stop - begin);
            }
            if (end == PACKET_SIZE) {
                out.writeBytes(distortion.behind(n));
            }
        }
        return out;
    }
}
