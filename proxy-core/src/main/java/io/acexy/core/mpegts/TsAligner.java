package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;

/**
 * Turns bytes cut anywhere into whole, aligned packets. Confined to one thread.
 *
 * <p>It locks on a byte 0x47 that is followed by two more at distances of 188 and 376 bytes, and loses the lock when a packet
 * does not begin with 0x47; what lies between is skipped and counted. It keeps at most a few packets itself, on the heap:
 * there is nothing to release, and a new connection gets a new aligner.
 */
public final class TsAligner {

    private static final int STRIDES = 2;

    /** A candidate is judged with this many bytes from its first on. */
    private static final int EVIDENCE = STRIDES * TsPacket.SIZE + 1;

    /** Twice the evidence: a search then moves each byte once. */
    private static final int CARRY = 4 * TsPacket.SIZE;

    private final byte[] carry = new byte[CARRY];
    private int carryStart;
    private int carryEnd;
    private boolean locked;
    private long skippedBytes;
    private long syncLosses;

    /**
     * Moves what it can from {@code in} to {@code out}: reads {@code in} up to its end, or until {@code out} has less room
     * ({@link ByteBuf#writableBytes()}) than a packet needs. If {@code out} comes back without room for a packet, call again
     * with a fresh one; otherwise everything in {@code in} has been taken. Releases neither.
     *
     * @return bytes written to {@code out}, a multiple of 188
     */
    public int align(ByteBuf in, ByteBuf out) {
        int before = out.writerIndex();
        boolean more = true;
        while (more && out.writableBytes() >= TsPacket.SIZE) {
            if (!locked) {
                more = search(in);
            } else if (carryEnd > carryStart) {
                more = moveCarried(in, out);
            } else {
                more = moveRun(in, out);
            }
        }
        return out.writerIndex() - before;
    }

    public boolean locked() {
        return locked;
    }

    /** Bytes dropped while searching for packets. */
    public long skippedBytes() {
        return skippedBytes;
    }

    /** How often a packet did not begin with 0x47 after the lock had been found. */
    public long syncLosses() {
        return syncLosses;
    }

    /** Bytes held back: the beginning of a packet, or what is not yet enough to lock on. Below 752. */
    public int pendingBytes() {
        return carryEnd - carryStart;
    }

    /** Copies as many packets as are whole on both sides at once. */
    private boolean moveRun(ByteBuf in, ByteBuf out) {
        int start = in.readerIndex();
        int whole = Math.min(in.readableBytes(), out.writableBytes()) / TsPacket.SIZE;
        int synced = 0;
        while (synced < whole && TsPacket.isSynced(in, start + synced * TsPacket.SIZE)) {
            synced++;
        }
        out.writeBytes(in, synced * TsPacket.SIZE);
        if (!in.isReadable() || out.writableBytes() < TsPacket.SIZE) {
            return false;
        }
        if (!TsPacket.isSynced(in, in.readerIndex())) {
            loseLock();
            return true;
        }
        fillCarry(in, TsPacket.SIZE);
        return false;
    }

    private boolean moveCarried(ByteBuf in, ByteBuf out) {
        if (carry[carryStart] != TsPacket.SYNC) {
            loseLock();
            return true;
        }
        fillCarry(in, TsPacket.SIZE);
        if (pendingBytes() < TsPacket.SIZE) {
            return false;
        }
        out.writeBytes(carry, carryStart, TsPacket.SIZE);
        carryStart += TsPacket.SIZE;
        return true;
    }

    /** Looks for packets in the carry, filled up from {@code in}; says whether going on makes sense. */
    private boolean search(ByteBuf in) {
        fillCarry(in, CARRY);
        int candidate = carryStart;
        while (candidate + EVIDENCE <= carryEnd && !isPacketStart(candidate)) {
            candidate++;
        }
        skippedBytes += candidate - carryStart;
        carryStart = candidate;
        locked = candidate + EVIDENCE <= carryEnd;
        return locked || in.isReadable();
    }

    private boolean isPacketStart(int position) {
        for (int stride = 0; stride <= STRIDES; stride++) {
            if (carry[position + stride * TsPacket.SIZE] != TsPacket.SYNC) {
                return false;
            }
        }
        return true;
    }

    /** Takes bytes until the carry holds {@code wanted}, or {@code in} is empty. */
    private void fillCarry(ByteBuf in, int wanted) {
        int missing = Math.min(wanted - pendingBytes(), in.readableBytes());
        if (missing <= 0) {
            return;
        }
        if (carryEnd + missing > CARRY) {
            System.arraycopy(carry, carryStart, carry, 0, carryEnd - carryStart);
            carryEnd -= carryStart;
            carryStart = 0;
        }
        in.readBytes(carry, carryEnd, missing);
        carryEnd += missing;
    }

    private void loseLock() {
        locked = false;
        syncLosses++;
    }
}
