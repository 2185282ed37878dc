package io.acexy.core.broadcast;

/**
 * The last chunks of a broadcast, numbered one after the other. Owns them, and releases the oldest when they are older than it
 * shall keep, or more than it may hold. Confined to the loop of its broadcast.
 */
final class BroadcastRing {

    /** Fewer are of no use to anybody, however little memory there is. */
    private static final int FEWEST = 2;

    private final RingLimits limits;
    private final long keptTicks;
    private final BufferBudget.Share share;

    private Chunk[] slots = new Chunk[64];
    private long head;
    private long tail;
    private long bytes;
    private long limit;

    /** Bytes in which the media clock has stood still, up to the newest. */
    private long timeless;

    BroadcastRing(RingLimits limits, BufferBudget.Share share) {
        this.limits = limits;
        this.keptTicks = limits.ticks();
        this.share = share;
        this.limit = limits.ceilingBytes();
    }

    RingStatus status() {
        return head == tail ? RingStatus.EMPTY : new RingStatus(bytes, at(tail).mediaTime(), newestTime());
    }

    /** Number that the next chunk will get. */
    long head() {
        return head;
    }

    /** Number of the oldest chunk; equals {@link #head} when there is none. */
    long tail() {
        return tail;
    }

    /** Of media, without what is around it. */
    long bytes() {
        return bytes;
    }

    /**
     * Takes over a chunk.
     *
     * @param needed position of what is not to be dropped for its age
     */
    void push(Chunk chunk, long needed) {
        timeless = head > tail && chunk.mediaTime() <= newestTime() ? timeless + chunk.length() : 0;
        if (head - tail == slots.length) {
            grow();
        }
        slots[slot(head++)] = chunk;
        bytes += chunk.length();
        while (head - tail > FEWEST && isSpare(at(tail), needed)) {
            dropOldest();
        }
        shorten();
    }

    /** Drops what is too much for the limits in bytes, one of which may have changed. */
    void shorten() {
        limit = Math.min(limits.ceilingBytes(), share.limit(Math.min(bytes, limits.ceilingBytes())));
        while (head - tail > FEWEST && bytes > limit) {
            dropOldest();
        }
    }

    private boolean isSpare(Chunk oldest, long needed) {
        return bytes > limits.floorBytes() && isOld(oldest, keptTicks) && (isTimeless() || oldest.end() <= needed);
    }

    private boolean isOld(Chunk chunk, long ticks) {
        return isTimeless() || newestTime() - chunk.mediaTime() >= ticks;
    }

    /** Without a clock that goes on, bytes are all there is to count. */
    private boolean isTimeless() {
        return timeless >= limits.floorBytes();
    }

    /** The media clock at the end of the newest chunk; there must be one. */
    long newestTime() {
        return at(head - 1).mediaTime();
    }

    /** Whether a reader is so many quarters of what the ring can hold behind, and may soon be overtaken. */
    boolean isBehind(long next, int quarters) {
        long number = Math.max(next, tail);
        if (number == head) {
            return false;
        }
        long behind = endOffset() - at(number).offset();
        boolean old = isOld(at(number), keptTicks / 4 * quarters);
        return behind > limit / 4 * quarters || (old && behind > limits.floorBytes() / 4 * quarters);
    }

    /** The chunk of a number between {@link #tail} and {@link #head}; still owned by the ring. */
    Chunk at(long number) {
        assert number >= tail && number < head;
        return slots[slot(number)];
    }

    /** Number of the chunk that holds a position of the stream, which must be in the ring. */
    long find(long offset) {
        long low = tail;
        long high = head - 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (at(middle).end() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Position of the oldest byte in the ring. */
    long startOffset() {
        return head == tail ? 0 : at(tail).offset();
    }

    /** Position behind the newest byte in the ring. */
    long endOffset() {
        return head == tail ? 0 : at(head - 1).end();
    }

    void clear() {
        while (head > tail) {
            dropOldest();
        }
        share.close();
    }

    private void dropOldest() {
        int slot = slot(tail++);
        bytes -= slots[slot].length();
        slots[slot].release();
        slots[slot] = null;
    }

    private void grow() {
        Chunk[] larger = new Chunk[slots.length * 2];
        for (long number = tail; number < head; number++) {
            larger[(int) (number & (larger.length - 1))] = slots[slot(number)];
        }
        slots = larger;
    }

    private int slot(long number) {
        return (int) (number & (slots.length - 1));
    }
}
