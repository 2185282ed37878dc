package io.acexy.core.broadcast;

/**
 * The last chunks of a broadcast, numbered one after the other. Owns them, and releases the oldest when there are more bytes
 * than it may hold. Confined to the loop of its broadcast.
 */
final class BroadcastRing {

    private final long maxBytes;

    private Chunk[] slots = new Chunk[64];
    private long head;
    private long tail;
    private long bytes;

    BroadcastRing(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Number that the next chunk will get. */
    long head() {
        return head;
    }

    /** Number of the oldest chunk; equals {@link #head} when there is none. */
    long tail() {
        return tail;
    }

    long bytes() {
        return bytes;
    }

    /** Takes over a chunk. */
    void push(Chunk chunk) {
        while (head > tail && bytes + chunk.length() > maxBytes) {
            dropOldest();
        }
        if (head - tail == slots.length) {
            grow();
        }
        slots[slot(head++)] = chunk;
        bytes += chunk.length();
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
