package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;

/**
 * Turns bytes cut anywhere into whole, aligned packets. Confined to one thread.
 *
 * <p>It locks on a byte 0x47 that is followed by two more at distances of 188 and 376 bytes, and loses the lock when a packet
 * does not begin with 0x47; what lies between is skipped and counted. Packets of 192 bytes, which have a time of arrival before
 * the 188, and of 204 bytes, which have a code for correction behind them, are known by three more; their extra bytes are
 * dropped. It keeps at most a few packets itself, on the heap: there is nothing to release, and a new connection gets a new
 * aligner.
 */
public final class TsAligner {

    private static final int[] LONG_STRIDES = {192, 204};

    /** A packet of 188 bytes is believed with this many bytes from its first on; a longer one with those below. */
    private static final int EVIDENCE = 2 * TsPacket.SIZE + 1;

    private static final int LONG_EVIDENCE = 3 * 204 + 1;

    /** Twice the evidence: a search then moves each byte once. */
    private static final int CARRY = 2 * LONG_EVIDENCE;

    private static final int HEAD = 256;

    private final byte[] carry = new byte[CARRY];
    private int carryStart;
    private int carryEnd;
    private boolean locked;

    /** Bytes of each packet beyond the 188, and how many of them are still to be dropped. */
    private int surplus;

    private int toDrop;

    /** The first bytes of all, while there has been no lock. */
    private byte[] head = new byte[HEAD];

    private int headLength;
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
        if (head != null) {
            keepHead(in);
        }
        boolean more = true;
        while (more && out.writableBytes() >= TsPacket.SIZE) {
            if (!locked) {
                more = search(in);
            } else if (toDrop > 0) {
                more = dropSurplus(in);
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

    /** What the bytes that have come are, if not a transport stream: a word or two for people; empty when they may be one. */
    public String seems() {
        return head == null ? "" : ContentGuess.of(head, headLength);
    }

    /** How often a packet did not begin with 0x47 after the lock had been found. */
    public long syncLosses() {
        return syncLosses;
    }

    /** Bytes held back: the beginning of a packet, or what is not yet enough to lock on. Below 1232. */
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
        if (surplus > 0 && synced > 0) {
            out.writeBytes(in, TsPacket.SIZE);
            toDrop = surplus;
            return true;
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
        toDrop = surplus;
        return true;
    }

    private boolean dropSurplus(ByteBuf in) {
        int carried = Math.min(toDrop, pendingBytes());
        carryStart += carried;
        int fresh = Math.min(toDrop - carried, in.readableBytes());
        in.skipBytes(fresh);
        toDrop -= carried + fresh;
        return toDrop == 0;
    }

    /** Looks for packets in the carry, filled up from {@code in}; says whether going on makes sense. */
    private boolean search(ByteBuf in) {
        fillCarry(in, CARRY);
        int candidate = carryStart;
        int stride = 0;
        while (stride == 0 && candidate + EVIDENCE <= carryEnd) {
            stride = strideAt(candidate);
            candidate += stride == 0 ? 1 : 0;
        }
        skippedBytes += candidate - carryStart;
        carryStart = candidate;
        locked = stride > 0;
        if (locked) {
            surplus = stride - TsPacket.SIZE;
            head = null;
        }
        return locked || in.isReadable();
    }

    /** The distance of the packets of which the first begins there; 0 when none does, -1 when more bytes have to tell. */
    private int strideAt(int position) {
        if (carry[position] != TsPacket.SYNC) {
            return 0;
        }
        if (repeats(position, TsPacket.SIZE, 2)) {
            return TsPacket.SIZE;
        }
        for (int stride : LONG_STRIDES) {
            if (repeats(position, stride, 3)) {
                return position + LONG_EVIDENCE <= carryEnd ? stride : -1;
            }
        }
        return 0;
    }

    /** Whether packets may begin there and at that many strides behind it, as far as there are bytes. */
    private boolean repeats(int position, int stride, int strides) {
        for (int i = 1; i <= strides; i++) {
            int at = position + i * stride;
            if (at < carryEnd && carry[at] != TsPacket.SYNC) {
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

    private void keepHead(ByteBuf in) {
        int kept = Math.min(HEAD - headLength, in.readableBytes());
        in.getBytes(in.readerIndex(), head, headLength, kept);
        headLength += kept;
    }

    private void loseLock() {
        locked = false;
        surplus = 0;
        toDrop = 0;
        syncLosses++;
    }
}
