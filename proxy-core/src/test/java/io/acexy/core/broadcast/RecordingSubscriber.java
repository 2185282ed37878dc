package io.acexy.core.broadcast;

import io.acexy.core.mpegts.JoinPoint;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A subscriber that can be blocked, and remembers what it was given. */
final class RecordingSubscriber implements Subscriber {

    final List<JoinPoint> begun = new ArrayList<>();
    final List<Boolean> resumed = new ArrayList<>();
    final List<Burst> bursts = new ArrayList<>();
    final List<Skip> skips = new ArrayList<>();
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int flushes;
    boolean overtaken;
    boolean writable = true;

    /** Thrown by each call, when set. */
    Error refusal;

    /** Throws also when it is told that it has failed. */
    boolean deaf;

    Throwable failure;

    boolean keeps;

    /** How many chunks it takes before it blocks. */
    int appetite = Integer.MAX_VALUE;

    @Override
    public boolean isWritable() {
        return writable && appetite > 0;
    }

    @Override
    public boolean takesAllAtOnce() {
        return keeps;
    }

    @Override
    public void begin(JoinPoint point, boolean again) {
        refuse();
        begun.add(point);
        resumed.add(again);
    }

    @Override
    public void joined(Burst burst) {
        bursts.add(burst);
    }

    @Override
    public void skipped(Skip skip) {
        skips.add(skip);
    }

    @Override
    public void deliver(Chunk chunk, int from) {
        refuse();
        ByteBuf payload = chunk.slice(chunk.payloadStart() + from, chunk.payloadEnd());
        bytes.writeBytes(ByteBufUtil.getBytes(payload));
        payload.release();
        appetite--;
    }

    @Override
    public void flush() {
        flushes++;
    }

    private void refuse() {
        if (refusal != null) {
            throw refusal;
        }
    }

    @Override
    public void failed(Throwable cause) {
        failure = cause;
        if (deaf) {
            throw new IllegalStateException("not even that");
        }
    }

    @Override
    public void overtaken() {
        overtaken = true;
    }
}
