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
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int flushes;
    boolean overtaken;
    boolean writable = true;

    /** How many chunks it takes before it blocks. */
    int appetite = Integer.MAX_VALUE;

    @Override
    public boolean isWritable() {
        return writable && appetite > 0;
    }

    @Override
    public void begin(JoinPoint point, boolean again) {
        begun.add(point);
        resumed.add(again);
    }

    @Override
    public void deliver(Chunk chunk, int from) {
        ByteBuf payload = chunk.slice(chunk.payloadStart() + from, chunk.payloadEnd());
        bytes.writeBytes(ByteBufUtil.getBytes(payload));
        payload.release();
        appetite--;
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public void overtaken() {
        overtaken = true;
    }
}
