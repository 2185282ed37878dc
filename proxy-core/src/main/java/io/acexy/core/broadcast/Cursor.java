package io.acexy.core.broadcast;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/** Where a subscriber is in the broadcast. Confined to the broadcast's loop, except for the counters. */
public final class Cursor {

    static final long NOWHERE = -1;

    private static final AtomicLongFieldUpdater<Cursor> DELIVERED =
            AtomicLongFieldUpdater.newUpdater(Cursor.class, "delivered");

    private final Subscriber subscriber;

    /** Number of the next chunk, or {@link #NOWHERE} while there is no point to join at. */
    long next = NOWHERE;

    /** Where to begin in that chunk. */
    int from;

    /** Position in the stream behind the last byte that was delivered. */
    long position;

    /** The media clock there. */
    long mediaTime;

    /** Place in the broadcast's list; -1 when no longer in it. */
    int index = -1;

    boolean begun;

    private volatile long delivered;
    private volatile long skipped;
    private volatile int skips;

    Cursor(Subscriber subscriber) {
        this.subscriber = subscriber;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    /** Media bytes handed to the subscriber so far. Any thread. */
    public long delivered() {
        return delivered;
    }

    /** Media bytes that he has lost by lagging. Any thread. */
    public long skipped() {
        return skipped;
    }

    /** How often he has been overtaken. Any thread. */
    public int skips() {
        return skips;
    }

    /** For each player and chunk, and so without the memory barrier of a volatile write: who reads it may be a little behind. */
    void countDelivered(long bytes) {
        DELIVERED.lazySet(this, delivered + bytes);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the broadcast's loop
    void countSkip(long bytes) {
        skipped += bytes;
        skips++;
    }
}
