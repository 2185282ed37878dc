package io.acexy.bench;

import io.acexy.core.mpegts.TsAligner;
import io.acexy.core.mpegts.TsPacket;
import io.acexy.simulator.media.EndlessMedia;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The only copy of media: {@link TsAligner} from what was read into a slab. One operation is one packet; a call moves a slab of 348,
 * cut into pieces as they come from an engine.
 */
public class AlignerBenchmark extends HotPathBenchmark {

    private static final int BYTES = CHUNK_PACKETS * TsPacket.SIZE;

    /** Bytes of a piece: whole packets (84, as engines write, and 348), or cut anywhere (a read buffer, a TCP segment). */
    @Param({"65424", "15792", "16384", "1448"})
    public int pieceBytes;

    private final TsAligner aligner = new TsAligner();
    private final List<ByteBuf> pieces = new ArrayList<>();
    private ByteBuf slab;
    private ByteBuf room;

    /** Cuts the media, and finds the lock. */
    @Setup
    public void cut() {
        byte[] media = EndlessMedia.testPattern().bytes(0, CHUNK_PACKETS);
        for (int at = 0; at < BYTES; at += pieceBytes) {
            int length = Math.min(pieceBytes, BYTES - at);
            pieces.add(PooledByteBufAllocator.DEFAULT.directBuffer(length).writeBytes(media, at, length));
        }
        slab = PooledByteBufAllocator.DEFAULT.directBuffer(64 * 1024);
        room = slab.slice(0, BYTES);
        for (int round = 0; round < 2; round++) {
            require(align() == BYTES && aligner.locked() && aligner.pendingBytes() == 0, "all packets are moved");
        }
    }

    /** Gives the memory back. */
    @TearDown
    public void release() {
        pieces.forEach(ByteBuf::release);
        slab.release();
        require(aligner.skippedBytes() == 0 && aligner.syncLosses() == 0, "no byte was skipped");
    }

    /** From pieces to packets. */
    @Benchmark
    @OperationsPerInvocation(CHUNK_PACKETS)
    public int align() {
        room.writerIndex(0);
        int moved = 0;
        for (int i = 0; i < pieces.size(); i++) {
            moved += aligner.align(pieces.get(i).readerIndex(0), room);
        }
        return moved;
    }
}
