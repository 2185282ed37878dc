package io.acexy.core.hls;

import io.acexy.core.mpegts.TsInspector;
import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Slices of the ring, one behind the other: what has come and is not cut off yet. Owns them. Confined to one thread. */
final class Pieces {

    /** PAT and PMT come several times a second. */
    private static final int BYTES_WITH_TABLES = 2 * 1024 * 1024;

    private record Piece(long offset, long endTime, ByteBuf bytes) {

        long end() {
            return offset + bytes.readableBytes();
        }
    }

    private final Deque<Piece> pieces = new ArrayDeque<>();
    private long bytes;

    /** Consumes the bytes. */
    void add(long offset, long endTime, ByteBuf slice) {
        pieces.addLast(new Piece(offset, endTime, slice));
        bytes += slice.readableBytes();
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    /** Position of the first byte; there has to be one. */
    long start() {
        return pieces.getFirst().offset();
    }

    /** What begins at {@link #start}; stays ours. */
    ByteBuf first() {
        return pieces.getFirst().bytes();
    }

    /** Position behind the last byte; there has to be one. */
    long end() {
        return pieces.getLast().end();
    }

    /** The media clock at the last end of a piece that is not later; {@link Long#MIN_VALUE} when all are. */
    long timeUntil(long latest) {
        long found = Long.MIN_VALUE;
        for (Piece piece : pieces) {
            if (piece.endTime() > latest) {
                break;
            }
            found = piece.endTime();
        }
        return found;
    }

    /** Position behind the last piece that ends no later than this on the media clock. */
    long endUntil(long latest) {
        long end = start();
        for (Piece piece : pieces) {
            if (piece.endTime() > latest) {
                break;
            }
            end = piece.end();
        }
        return end;
    }

    /** The packet that ends there; null when it is not here. */
    ByteBuf packetBefore(long offset) {
        for (Piece piece : pieces) {
            if (piece.end() >= offset && piece.offset() < offset) {
                return piece.bytes().slice((int) (offset - piece.offset()) - TsPacket.SIZE, TsPacket.SIZE);
            }
        }
        return null;
    }

    /** Takes out what lies before a position; the caller releases it. */
    List<ByteBuf> takeUntil(long offset) {
        List<ByteBuf> taken = new ArrayList<>();
        while (!pieces.isEmpty() && pieces.getFirst().offset() < offset) {
            Piece first = pieces.removeFirst();
            if (first.end() > offset) {
                int length = (int) (offset - first.offset());
                ByteBuf before = first.bytes().readRetainedSlice(length);
                // A slice once more: what puts pieces together does not look at where one has been read to.
                pieces.addFirst(new Piece(offset, first.endTime(), first.bytes().slice()));
                taken.add(before);
                bytes -= length;
            } else {
                taken.add(first.bytes());
                bytes -= first.bytes().readableBytes();
            }
        }
        return taken;
    }

    void dropUntil(long offset) {
        takeUntil(offset).forEach(ByteBuf::release);
    }

    void clear() {
        pieces.forEach(piece -> piece.bytes().release());
        pieces.clear();
        bytes = 0;
    }

    /** PAT and PMT in force at a position, as the stream had them last; {@code known} where they did not come again. */
    byte[] tablesAt(long offset, byte[] known) {
        TsInspector inspector = new TsInspector(point -> {});
        ByteBuf first = Unpooled.wrappedBuffer(known);
        inspect(inspector, first, first.readableBytes());
        Iterator<Piece> all = pieces.iterator();
        while (all.hasNext()) {
            Piece piece = all.next();
            if (piece.offset() < offset && piece.end() > offset - BYTES_WITH_TABLES) {
                inspect(inspector, piece.bytes(), (int)
                        Math.min(offset - piece.offset(), piece.bytes().readableBytes()));
            }
        }
        byte[] found = inspector.tables();
        return found.length == 0 ? known : found;
    }

    private static void inspect(TsInspector inspector, ByteBuf packets, int length) {
        for (int at = 0; at < length; at += TsPacket.SIZE) {
            inspector.inspect(packets, packets.readerIndex() + at, at);
        }
    }
}
