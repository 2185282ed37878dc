package io.acexy.core.mpegts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.acexy.fuzz.Pieces;
import io.acexy.fuzz.Reads;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** Bytes cut anywhere: what comes out is whole packets of what came in, in order, and the same wherever it was cut. */
@Reads({TsAligner.class})
class AlignerFuzzTest {

    private static final int MOST_HELD_BACK = 1232;
    private static final int MOST_SURPLUS = 204 - TsPacket.SIZE;

    @FuzzTest
    void packetsAreWholeAndThoseOfTheInputInOrder(byte[] data) {
        TsAligner aligner = new TsAligner();
        byte[] out = aligned(aligner, Pieces.of(data), 3 * TsPacket.SIZE + 7);
        expectPacketsOf(data, out);
        expectNothingLost(aligner, data, out);

        byte[] uncut = aligned(new TsAligner(), List.of(data), data.length + TsPacket.SIZE);
        if (!Arrays.equals(out, uncut)) {
            throw new AssertionError(out.length + " bytes in pieces, and " + uncut.length + " at once, or others");
        }
    }

    private static byte[] aligned(TsAligner aligner, List<byte[]> pieces, int room) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuf out = Unpooled.buffer(room, room);
        for (byte[] piece : pieces) {
            ByteBuf in = Unpooled.wrappedBuffer(piece);
            do {
                out.clear();
                int written = aligner.align(in, out);
                if (written != out.readableBytes() || written % TsPacket.SIZE != 0) {
                    throw new AssertionError(written + " bytes are no packets");
                }
                all.write(out.array(), out.arrayOffset(), written);
            } while (out.writableBytes() < TsPacket.SIZE || in.isReadable());
        }
        return all.toByteArray();
    }

    private static void expectPacketsOf(byte[] data, byte[] out) {
        int from = 0;
        for (int at = 0; at < out.length; at += TsPacket.SIZE) {
            int found = find(data, from, out, at);
            if (out[at] != TsPacket.SYNC || found < 0) {
                throw new AssertionError("packet " + at / TsPacket.SIZE + " is none of the input's, or out of order");
            }
            from = found + TsPacket.SIZE;
        }
    }

    private static int find(byte[] data, int from, byte[] out, int at) {
        for (int start = from; start + TsPacket.SIZE <= data.length; start++) {
            if (Arrays.equals(data, start, start + TsPacket.SIZE, out, at, at + TsPacket.SIZE)) {
                return start;
            }
        }
        return -1;
    }

    private static void expectNothingLost(TsAligner aligner, byte[] data, byte[] out) {
        long dropped = data.length - out.length - aligner.skippedBytes() - aligner.pendingBytes();
        long most = (long) out.length / TsPacket.SIZE * MOST_SURPLUS;
        if (dropped < 0 || dropped > most || aligner.pendingBytes() >= MOST_HELD_BACK) {
            throw new AssertionError(dropped + " bytes are in no account; held back: " + aligner.pendingBytes());
        }
    }
}
