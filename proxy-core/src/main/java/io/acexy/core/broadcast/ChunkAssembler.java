package io.acexy.core.broadcast;

import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Gathers packets into slabs and cuts chunks from them. A slab holds several chunks, so that a chunk costs what it holds and
 * not what the largest would. Confined to the loop of its broadcast.
 */
public final class ChunkAssembler {

    /** Room for the largest frame head: eight hexadecimal digits and a line end. */
    private static final int FRAME_HEAD = 10;

    private static final int FRAME_END = 2;

    /** Largest chunks that a slab holds. */
    private static final int SLAB_CHUNKS = 4;

    private final ByteBufAllocator allocator;
    private final int chunkBytes;

    private ByteBuf slab;
    private ByteBuf room;
    private int start;
    private long offset;

    /** @param chunkBytes size of the largest chunk with its frame; best a power of two */
    public ChunkAssembler(ByteBufAllocator allocator, int chunkBytes) {
        this.allocator = allocator;
        this.chunkBytes = chunkBytes;
    }

    /**
     * Where the next packets belong: append them, as many whole ones as there is room for. The buffer stays ours, and is the
     * same one until the next cut.
     */
    public ByteBuf room() {
        if (slab == null) {
            slab = allocator.directBuffer(SLAB_CHUNKS * chunkBytes, SLAB_CHUNKS * chunkBytes);
            start = 0;
        }
        if (room == null) {
            int space = Math.min(chunkBytes, slab.capacity() - start) - FRAME_HEAD - FRAME_END;
            start += FRAME_HEAD;
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
        // The next chunk will be much like this one, and one that a slab's end cuts in two costs each player two
        // writes.
        if (slab.capacity() - end < FRAME_HEAD + length + FRAME_END) {
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
