package io.acexy.core.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChunkAssemblerTest {

    private static final int CHUNK = 64 * 1024;

    private final ChunkAssembler assembler = new ChunkAssembler(PooledByteBufAllocator.DEFAULT, CHUNK);
    private final List<Chunk> chunks = new ArrayList<>();

    @AfterEach
    void release() {
        chunks.forEach(Chunk::release);
        assembler.release();
    }

    private Chunk cut(int packets) {
        ByteBuf room = assembler.room();
        for (int i = 0; i < packets; i++) {
            room.writeByte(TsPacket.SYNC).writeZero(TsPacket.SIZE - 1);
        }
        Chunk chunk = assembler.cut(0);
        chunks.add(chunk);
        return chunk;
    }

    @Test
    void aChunkIsFramedForHttpOnceAndSharedByAll() {
        Chunk chunk = cut(20);
        ByteBuf one = chunk.slice(0, chunk.framed().writerIndex());
        ByteBuf other = chunk.slice(0, chunk.framed().writerIndex());
        String text = new String(ByteBufUtil.getBytes(one), StandardCharsets.ISO_8859_1);
        assertThat(text).startsWith("eb0\r\nG").endsWith("\0\r\n").hasSize(5 + 20 * TsPacket.SIZE + 2);
        assertThat(one.memoryAddress()).isEqualTo(other.memoryAddress());
        one.readerIndex(10);
        assertThat(other.readerIndex()).as("each has an index of its own").isZero();
        one.release();
        other.release();
    }

    @Test
    void thePayloadLiesBetweenTheFramesHeadAndItsEnd() {
        Chunk chunk = cut(3);
        ByteBuf framed = chunk.framed();
        assertThat(chunk.payloadEnd() - chunk.payloadStart()).isEqualTo(3 * TsPacket.SIZE);
        assertThat(framed.getByte(chunk.payloadStart())).isEqualTo((byte) TsPacket.SYNC);
        assertThat(framed.writerIndex()).isEqualTo(chunk.payloadEnd() + 2);
    }

    @Test
    void smallChunksShareASlab() {
        long first = cut(20).framed().memoryAddress();
        long second = cut(20).framed().memoryAddress();
        assertThat(second - first).isBetween(20L * TsPacket.SIZE, 20L * TsPacket.SIZE + 16);
    }

    @Test
    void aChunkIsNotCutShortByTheEndOfItsSlab() {
        int most = assembler.room().writableBytes() / TsPacket.SIZE;
        int packets = most - 2;
        for (int i = 0; i < 10; i++) {
            assertThat(assembler.room().writableBytes()).isGreaterThanOrEqualTo(packets * TsPacket.SIZE);
            cut(packets);
        }
    }

    @Test
    void aFullSlabIsReplacedAndOffsetsRunOn() {
        long expected = 0;
        for (int i = 0; i < 100; i++) {
            assembler.room();
            int fits = assembler.room().writableBytes() / TsPacket.SIZE;
            Chunk chunk = cut(Math.min(fits, 30));
            assertThat(chunk.offset()).isEqualTo(expected);
            expected = chunk.end();
        }
        assertThat(assembler.offset()).isEqualTo(expected);
    }

    @Test
    void theLargestChunkIsFullToTheLastPacket() {
        int fits = assembler.room().writableBytes() / TsPacket.SIZE;
        Chunk chunk = cut(fits);
        assertThat(chunk.length()).isEqualTo(fits * TsPacket.SIZE).isGreaterThan(CHUNK - 2 * TsPacket.SIZE);
    }

    @Test
    void nothingAppendedIsNothingCut() {
        assertThat(assembler.cut(0)).isNull();
        assembler.room();
        assertThat(assembler.cut(0)).isNull();
    }
}
