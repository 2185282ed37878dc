package io.acexy.core.broadcast;

import io.acexy.core.mpegts.JoinPoint;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Consecutive whole packets of a broadcast, immutable once published. The bytes lie in a slab that is shared by all who read them; around
 * them lies the frame of an HTTP/1.1 chunk (RFC 9112, 7.1), written once for everybody. Owned by the ring: who wants to keep
 * the bytes takes a slice of his own while he is being offered the chunk.
 */
public final class Chunk {

    private final ByteBuf framed;
    private final int payloadStart;
    private final int length;
    private final long offset;
    private final long mediaTime;

    private List<JoinPoint> joinPoints = List.of();
    private boolean afterJump;

    /**
     * @param framed frame head, payload and frame end; owned by the chunk
     * @param payloadStart where the payload begins in {@code framed}
     * @param length of the payload, in bytes
     * @param offset position of the payload in the stream
     * @param mediaTime the stream's media clock at the end of the payload, in ticks of 27 MHz
     */
    Chunk(ByteBuf framed, int payloadStart, int length, long offset, long mediaTime) {
        this.framed = framed;
        this.payloadStart = payloadStart;
        this.length = length;
        this.offset = offset;
        this.mediaTime = mediaTime;
    }

    /** Length of the payload, in bytes; a multiple of 188. */
    public int length() {
        return length;
    }

    /** Position of the first byte in the stream. */
    public long offset() {
        return offset;
    }

    /** Position behind the last byte in the stream. */
    public long end() {
        return offset + length;
    }

    /** The stream's media clock at the end of the payload, in ticks of 27 MHz; never less than in the chunk before. */
    public long mediaTime() {
        return mediaTime;
    }

    /**
     * The places to begin at that are known with this chunk, in the order of the stream. They lie in it or, where a picture
     * showed late that it is one to begin with, a little before it.
     */
    public List<JoinPoint> joinPoints() {
        return joinPoints;
    }

    /** Whether this chunk does not go on where the one before it ended: bytes are missing, or another source has another clock. */
    public boolean afterJump() {
        return afterJump;
    }

    /** What the broadcast knows about it, once, before anybody sees it. */
    void describe(List<JoinPoint> points, boolean jumped) {
        joinPoints = points;
        afterJump = jumped;
    }

    /**
     * Frame head, payload and frame end: to be read by absolute index and not to be kept. Its reader index is 0; for bytes to
     * keep, see {@link #slice}.
     */
    public ByteBuf framed() {
        return framed;
    }

    /** Where the payload begins in {@link #framed}; what is in front is the frame's head. */
    public int payloadStart() {
        return payloadStart;
    }

    /** Where the payload ends in {@link #framed}; what follows is the frame's end. */
    public int payloadEnd() {
        return payloadStart + length;
    }

    /** Bytes of {@link #framed}, of which the caller becomes an owner: he releases them. */
    public ByteBuf slice(int start, int end) {
        return framed.retainedSlice(start, end - start);
    }

    /** What the bytes in front of a payload of this length say: its size in hexadecimal and a line end. */
    static int writeFrameHead(ByteBuf slab, int payloadStart, int length) {
        int at = payloadStart;
        slab.setByte(--at, '\n');
        slab.setByte(--at, '\r');
        for (int rest = length; rest > 0; rest >>>= 4) {
            slab.setByte(--at, Character.forDigit(rest & 0xF, 16));
        }
        return at;
    }

    void release() {
        framed.release();
    }
}
