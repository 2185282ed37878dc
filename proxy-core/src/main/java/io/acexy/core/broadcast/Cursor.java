package io.acexy.core.broadcast;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/** Where a subscriber is in the broadcast. Confined to the broadcast's loop, except for the counters. */
public final class Cursor {

    static final long NOWHERE = -1;

    private static final AtomicLongFieldUpdater<Cursor> DELIVERED =
            AtomicLongFieldUpdater.newUpdater(Cursor.class, "delivered");

    private static final AtomicLongFieldUpdater<Cursor> MEDIA_TIME =
            AtomicLongFieldUpdater.newUpdater(Cursor.class, "mediaTime");

    private final Subscriber subscriber;

    /** Number of the next chunk, or {@link #NOWHERE} while there is no point to join at. */
    long next = NOWHERE;

    /** Where to begin in that chunk. */
    int from;

    /** Position in the stream behind the last byte that was delivered. */
    long position;

    /** Place in the broadcast's list; -1 when no longer in it. */
    int index = -1;

    /** Neighbours in the {@link Round}; null while not in it. */
    Cursor before;

    Cursor after;

    boolean begun;

    /** Waits for his next share. */
    boolean catchesUp;

    /** The media clock behind the last byte that was delivered. */
    private volatile long mediaTime;

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

    /** The media clock behind what he was given last, in ticks of 27 MHz; 0 before anything. Any thread. */
    public long mediaTime() {
        return mediaTime;
    }

    void isAt(long ticks) {
        MEDIA_TIME.lazySet(this, ticks);
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
