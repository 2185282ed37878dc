package io.acexy.core.broadcast;

import io.netty.buffer.ByteBuf;

/**
 * Consecutive whole packets of a broadcast, immutable. The bytes lie in a slab that is shared by all who read them; around
 * them lies the frame of an HTTP/1.1 chunk (RFC 9112, 7.1), written once for everybody. Owned by the ring: who wants to keep
 * the bytes takes a slice of his own while he is being offered the chunk.
 */
public final class Chunk {

    private final ByteBuf framed;
    private final int payloadStart;
    private final int length;
    private final long offset;
    private final long mediaTime;

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

    long mediaTime() {
        return mediaTime;
    }

    /** A new slice of the whole payload within its HTTP chunk frame; the caller releases it. */
    public ByteBuf framed() {
        return framed.retainedDuplicate();
    }

    /** The same from a position inside the payload on, and without the frame's head, which the caller sends before it. */
    public ByteBuf framedTail(int from) {
        return framed.retainedSlice(payloadStart + from, framed.readableBytes() - payloadStart - from);
    }

    /** A new slice of the payload from a position inside it on; the caller releases it. */
    public ByteBuf payload(int from) {
        return framed.retainedSlice(payloadStart + from, length - from);
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
