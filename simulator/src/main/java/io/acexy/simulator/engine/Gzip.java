package io.acexy.simulator.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Packs a body piece by piece, so that each piece can be unpacked when it has come (RFC 1952). */
final class Gzip {

    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final GZIPOutputStream gzip;

    Gzip() {
        try {
            gzip = new GZIPOutputStream(packed, true);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
    }

    /** The next piece; it is the caller's. */
    ByteBuf pack(ByteBufAllocator allocator, byte[] piece) {
        try {
            gzip.write(piece);
            gzip.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        ByteBuf out = allocator.buffer(packed.size()).writeBytes(packed.toByteArray());
        packed.reset();
        return out;
    }

    /** The next piece; takes the original. */
    ByteBuf pack(ByteBufAllocator allocator, ByteBuf piece) {
        byte[] bytes = new byte[piece.readableBytes()];
        piece.readBytes(bytes).release();
        return pack(allocator, bytes);
    }
}
