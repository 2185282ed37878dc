package io.acexy.core.derived;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What waits to be written to a program, between the loop that has it and the thread that writes it. Whoever adds never waits;
 * the lock is held for as long as it takes to add or to take one. Owns what is in it; {@link #close} releases it.
 */
final class Intake {

    private final Deque<ByteBuf> waiting = new ArrayDeque<>();
    private final int limit;
    private final Runnable hungry;

    private long bytes;
    private boolean full;
    private boolean closed;

    /**
     * @param limit bytes at which it is full
     * @param hungry called on the thread that writes, when it has been full and is half empty
     */
    Intake(int limit, Runnable hungry) {
        this.limit = limit;
        this.hungry = hungry;
    }

    /** Adds something, which is its own from now on, whether it fits or not. */
    synchronized void add(ByteBuf data) {
        if (closed) {
            data.release();
            return;
        }
        waiting.addLast(data);
        bytes += data.readableBytes();
        full |= bytes >= limit;
        notifyAll();
    }

    /** Whether nothing more should be added. */
    synchronized boolean isFull() {
        return full;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The next, which is the caller's; waits for it. Null when it is closed. */
    ByteBuf take() throws InterruptedException {
        ByteBuf next;
        boolean makesRoom;
        synchronized (this) {
            while (waiting.isEmpty() && !closed) {
                wait();
            }
            next = waiting.pollFirst();
            bytes -= next == null ? 0 : next.readableBytes();
            makesRoom = full && bytes <= limit / 2;
            full &= !makesRoom;
        }
        if (makesRoom && next != null) {
            hungry.run();
        }
        return next;
    }

    /** There is nothing more to be written; once more is harmless. */
    synchronized void close() {
        closed = true;
        waiting.forEach(ByteBuf::release);
        waiting.clear();
        bytes = 0;
        notifyAll();
    }
}
