package io.acexy.core.source;

import io.acexy.core.mpegts.JoinPointListener;
import io.acexy.core.mpegts.TsInspector;
import io.netty.buffer.ByteBuf;

/**
 * What is known of a stream's media up to its end: what the packets mean, and by which of them the same place is found in what
 * another engine sends. Whoever publishes hands each packet in once. Confined to the stream's home loop; owns no buffers.
 */
public final class Published {

    private final TsInspector inspector;
    private final CounterShift counters;
    private final PacketTail tail = new PacketTail();
    private final TimeLine time = new TimeLine();
    private long clockReferences;

    /** @param listener hears of places to begin at, inside {@link #add} */
    public Published(JoinPointListener listener) {
        this.inspector = new TsInspector(listener);
        this.counters = new CounterShift(inspector);
    }

    /**
     * Takes the next packet, and gives it the continuity counter that follows, in place.
     *
     * @param index of its first byte in the buffer
     * @param offset of its first byte in all that was published
     */
    public void add(ByteBuf buffer, int index, long offset) {
        counters.apply(buffer, index);
        inspector.inspect(buffer, index, offset);
        tail.add(buffer, index);
        if (inspector.clockReferences() != clockReferences) {
            clockReferences = inspector.clockReferences();
            time.add(inspector.lastPcr());
        }
    }

    /** The packets that follow come from another source, whose counters may be others. */
    public void sourceChanged() {
        if (!isEmpty()) {
            counters.rebase();
        }
    }

    public TsInspector inspector() {
        return inspector;
    }

    /** The last packets, for finding the same place. */
    PacketTail tail() {
        return tail;
    }

    /** What the clock said of late, for telling new media from old. */
    TimeLine time() {
        return time;
    }

    /** Whether there is anything yet. */
    boolean isEmpty() {
        return tail.size() == 0;
    }
}
