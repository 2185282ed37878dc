package io.acexy.core.engine;

import io.acexy.testkit.Patience;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Remembers what a session tells, and lets a test wait for it. */
class RecordingListener implements MediaSession.Listener, MediaSink {

    private static final Duration PATIENCE = Patience.LIMIT;

    private SessionLinks links;
    private EngineFault fault;
    private long bytes;

    @Override
    public synchronized void started(SessionLinks answer) {
        links = answer;
        notifyAll();
    }

    @Override
    public synchronized void media(ByteBuf data) {
        bytes += data.readableBytes();
        data.release();
        notifyAll();
    }

    @Override
    public synchronized void failed(EngineFault why) {
        fault = why;
        notifyAll();
    }

    synchronized EngineFault awaitFault() throws InterruptedException {
        await(() -> fault != null);
        return fault;
    }

    synchronized void awaitMedia(long atLeast) throws InterruptedException {
        await(() -> bytes >= atLeast);
    }

    /** Whether it was told anything. */
    synchronized boolean heardNothing() {
        return links == null && fault == null && bytes == 0;
    }

    synchronized long bytes() {
        return bytes;
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("waited in vain: " + links + ", " + bytes + " bytes, " + fault);
            }
            wait(left);
        }
    }
}
