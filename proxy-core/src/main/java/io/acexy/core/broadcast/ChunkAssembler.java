package io.acexy.core.broadcast;

import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Gathers packets into slabs and cuts chunks from them. A slab holds several chunks when little media comes, so that a chunk
 * costs what it holds and not what a slab holds. Confined to the loop of its broadcast.
 */
public final class ChunkAssembler {

    /** Room for the largest frame head: eight hexadecimal digits and a line end. */
    private static final int FRAME_HEAD = 10;

    private static final int FRAME_END = 2;

    /** A rest of a slab that is smaller is not worth a chunk of its own. */
    private static final int MIN_ROOM = 16 * TsPacket.SIZE;

    private final ByteBufAllocator allocator;
    private final int slabBytes;

    private ByteBuf slab;
    private ByteBuf room;
    private int start;
    private long offset;

    /** @param slabBytes size of a slab; best a size class of the allocator, such as 64 KiB */
    public ChunkAssembler(ByteBufAllocator allocator, int slabBytes) {
        this.allocator = allocator;
        this.slabBytes = slabBytes;
    }

    /**
     * Where the next packets belong: append them, as many whole ones as there is room for. The buffer stays ours, and is the
     * same one until the next cut.
     */
    public ByteBuf room() {
        if (slab == null) {
            slab = allocator.directBuffer(slabBytes, slabBytes);
            start = 0;
        }
        if (room == null) {
            start += FRAME_HEAD;
            int space = slab.capacity() - FRAME_END - start;
            room = slab.slice(start, space / TsPacket.SIZE * TsPacket.SIZE).writerIndex(0);
        }
        return room;
    }

    /** Whether no further packet fits, so that it is time to cut. */
    public boolean isFull() {
        return room != null && room.writableBytes() < TsPacket.SIZE;
    }

    /** Position in the stream of the first byte in {@link #room}. */
    public long offset() {
        return offset;
    }

    /**
     * Cuts what has been appended off as a chunk, which the caller owns.
     *
     * @param mediaTime the media clock at its end, in ticks of 27 MHz
     * @return null when nothing has been appended
     */
    public Chunk cut(long mediaTime) {
        if (room == null || room.writerIndex() == 0) {
            return null;
        }
        int length = room.writerIndex();
        int head = Chunk.writeFrameHead(slab, start, length);
        slab.setByte(start + length, '\r').setByte(start + length + 1, '\n');
        int end = start + length + FRAME_END;
        Chunk chunk = new Chunk(slab.retainedSlice(head, end - head), start - head, length, offset, mediaTime);
        offset += length;
        room = null;
        start = end;
        if (slab.capacity() - end < FRAME_HEAD + MIN_ROOM + FRAME_END) {
            release();
        }
        return chunk;
    }

    /** Lets go of the slab; chunks that were cut from it live on. What was appended and not cut is lost. */
    public void release() {
        room = null;
        if (slab != null) {
            slab.release();
            slab = null;
        }
    }
}
