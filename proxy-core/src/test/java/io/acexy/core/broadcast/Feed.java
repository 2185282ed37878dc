package io.acexy.core.broadcast;

import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Media of a constant bit rate, a tenth of a second at a time, with a keyframe now and then. Its bytes are never written. */
final class Feed implements AutoCloseable {

    static final long SECOND = 27_000_000;

    final Broadcast broadcast;
    private final ChunkAssembler assembler;
    private final int packetsPerTenth;
    private final int keyframeTenths;
    private long tenths;

    /** @param keyframeSeconds 0: none */
    Feed(Broadcast broadcast, ByteBufAllocator allocator, int chunkBytes, int bitsPerSecond, int keyframeSeconds) {
        this.broadcast = broadcast;
        this.assembler = new ChunkAssembler(allocator, chunkBytes);
        this.packetsPerTenth = bitsPerSecond / 80 / TsPacket.SIZE;
        this.keyframeTenths = keyframeSeconds * 10;
    }

    void play(double seconds) {
        for (long i = Math.round(seconds * 10); i > 0; i--) {
            tenth(true);
        }
    }

    /** The media goes on, and its clock does not. */
    void playWithoutClock(double seconds) {
        for (long i = Math.round(seconds * 10); i > 0; i--) {
            tenth(false);
        }
    }

    private void tenth(boolean clock) {
        if (clock && keyframeTenths > 0 && tenths % keyframeTenths == 0) {
            broadcast.mark(new JoinPoint(
                    assembler.offset(), now(), JoinPoint.Kind.KEYFRAME, new byte[2 * TsPacket.SIZE], new int[0]));
        }
        tenths += clock ? 1 : 0;
        for (int left = packetsPerTenth * TsPacket.SIZE; left > 0; ) {
            ByteBuf room = assembler.room();
            int length = Math.min(left, room.capacity());
            room.writerIndex(length);
            left -= length;
            broadcast.publish(assembler.cut(now()));
        }
    }

    long now() {
        return tenths * SECOND / 10;
    }

    double seconds(long bytes) {
        return bytes / (packetsPerTenth * 10.0 * TsPacket.SIZE);
    }

    @Override
    public void close() {
        broadcast.close();
        assembler.release();
    }
}
