package io.acexy.core.source;

import io.acexy.core.mpegts.TsPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * The last packets of a candidate, with their fingerprints, numbered from its first one on. In slabs, so that nothing is moved
 * when the oldest go. Confined to the home loop; owns the slabs until {@link #release}.
 */
final class Held {

    /** So many fit into 64 KiB. */
    static final int SLAB_PACKETS = 64 * 1024 / TsPacket.SIZE;

    static final int SLAB_BYTES = SLAB_PACKETS * TsPacket.SIZE;

    /** With less no place is found, however little memory there is. */
    private static final int FEWEST = 2;

    private final ByteBufAllocator allocator;
    private final HeldLimits limits;
    private final Allowance allowance;
    private final List<Slab> slabs = new ArrayList<>();

    /** How many slabs have been dropped. */
    private long dropped;

    /** Number behind the newest packet. */
    private long end;

    private long newestTime;

    /** {@link #end} when the media clock last went on. */
    private long timedEnd;

    Held(SourceServices services, EventLoop home) {
        this.allocator = services.allocator();
        this.limits = services.config().held();
        this.allowance = services.memory().open(home, () -> shorten(0));
    }

    /** Number of the oldest packet; equals {@link #end} when there is none. */
    long start() {
        return dropped * SLAB_PACKETS;
    }

    /** Number that the next packet will get. */
    long end() {
        return end;
    }

    /** What it costs, whether full or not. */
    long bytes() {
        return (long) slabs.size() * SLAB_BYTES;
    }

    /** Where the next packets belong: append as many whole ones as there is room for, then {@link #add} each. */
    ByteBuf room() {
        if (isFull()) {
            shorten(SLAB_BYTES);
            slabs.add(new Slab(allocator.buffer(SLAB_BYTES, SLAB_BYTES), newestTime));
        }
        return newest().bytes;
    }

    private Slab newest() {
        return slabs.get(slabs.size() - 1);
    }

    /** Whether the last {@link #room} is used up, so that more may wait for another. */
    boolean isFull() {
        return slabs.isEmpty() || !newest().bytes.isWritable();
    }

    /**
     * The next packet is in the room.
     *
     * @param mediaTime the media clock behind it, in ticks
     */
    void add(long print, long mediaTime) {
        newest().prints[(int) (end++ % SLAB_PACKETS)] = print;
        if (mediaTime > newestTime) {
            newestTime = mediaTime;
            timedEnd = end;
        }
    }

    /** The fingerprint of a packet between {@link #start} and {@link #end}. */
    long print(long number) {
        return slabs.get((int) (number / SLAB_PACKETS - dropped)).prints[(int) (number % SLAB_PACKETS)];
    }

    /** From this packet on; valid until the next call, and to be read only. */
    List<ByteBuf> from(long number) {
        List<ByteBuf> packets = new ArrayList<>();
        int from = (int) (number % SLAB_PACKETS) * TsPacket.SIZE;
        for (int i = (int) (number / SLAB_PACKETS - dropped); i < slabs.size(); i++) {
            ByteBuf bytes = slabs.get(i).bytes;
            if (bytes.writerIndex() > from) {
                packets.add(bytes.slice(from, bytes.writerIndex() - from));
            }
            from = 0;
        }
        return packets;
    }

    private void shorten(int more) {
        if (slabs.isEmpty()) {
            return;
        }
        long wanted = Math.min(bytes() + more, limits.ceilingBytes());
        long limit = Math.min(limits.ceilingBytes(), allowance.limit(wanted));
        while (slabs.size() > FEWEST && (bytes() + more > limit || isOld())) {
            slabs.remove(0).bytes.release();
            dropped++;
        }
    }

    /** Whether enough is held without the oldest slab. */
    private boolean isOld() {
        boolean timeless = (end - timedEnd) * TsPacket.SIZE >= limits.timelessBytes();
        return timeless ? bytes() > limits.timelessBytes() : newestTime - slabs.get(1).time >= limits.ticks();
    }

    void release() {
        slabs.forEach(slab -> slab.bytes.release());
        dropped += slabs.size();
        slabs.clear();
        allowance.close();
    }

    private static final class Slab {

        final ByteBuf bytes;
        final long[] prints = new long[SLAB_PACKETS];

        /** The media clock where it begins. */
        final long time;

        Slab(ByteBuf bytes, long time) {
            this.bytes = bytes;
            this.time = time;
        }
    }
}
