package io.acexy.core.broadcast;

import io.acexy.core.mpegts.JoinPoint;
import java.util.ArrayList;
import java.util.List;

/** A subscriber that counts, and can be blocked. */
final class CountingSubscriber implements Subscriber {

    final List<JoinPoint> begun = new ArrayList<>();
    final List<Chunk> chunks = new ArrayList<>();
    long bytes;
    /** How many chunks it takes before it blocks. */
    int appetite = Integer.MAX_VALUE;

    @Override
    public boolean isWritable() {
        return appetite > 0;
    }

    @Override
    public void begin(JoinPoint point, boolean resumed) {
        begun.add(point);
    }

    @Override
    public void deliver(Chunk chunk, int from) {
        bytes += chunk.length() - from;
        chunks.add(chunk);
        appetite--;
    }

    @Override
    public void flush() {}

    @Override
    public void failed(Throwable cause) {
        throw new AssertionError(cause);
    }

    @Override
    public void overtaken() {}
}
