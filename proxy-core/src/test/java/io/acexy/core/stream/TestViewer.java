package io.acexy.core.stream;

import io.acexy.core.broadcast.Chunk;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.mpegts.JoinPoint;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;

/** A player of a {@link TestSwarm} who takes everything and, unless told otherwise, keeps it. */
final class TestViewer implements Player {

    private final TestSwarm swarm;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    Viewing viewing;
    JoinPoint joined;
    StreamFailure failure;
    SessionLinks accepted;
    long firstByteAt = -1;
    long endedAt = -1;
    int resumptions;

    /** Whether he keeps what he gets; else he only counts. */
    boolean keeps = true;

    private int size;

    /** Whether he takes more; when he does again, his {@link #viewing} has to be told. */
    boolean writable = true;

    /** The other place of whoever is behind him. */
    TestViewer other;

    /** Whether he is a newer process. */
    boolean heir;

    /** Called when he is told of the end. */
    Runnable onEnd = () -> {};

    /** How logs call him. */
    String name = "viewer";

    TestViewer(TestSwarm swarm) {
        this.swarm = swarm;
    }

    /** Without the tables that he was sent first. */
    byte[] received() {
        return received.toByteArray();
    }

    int size() {
        return size;
    }

    boolean hasBegun() {
        return firstByteAt >= 0;
    }

    boolean hasEnded() {
        return failure != null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isHeir() {
        return heir;
    }

    @Override
    public Future<Void> giveUpOtherPlace(EventExecutor executor) {
        return other == null || other.hasEnded()
                ? null
                : other.viewing.dismiss(LeaveReason.REPLACED, StreamFailure.replaced(), executor);
    }

    @Override
    public EventLoop loop() {
        return swarm.loop();
    }

    @Override
    public void moveTo(EventLoop home, Runnable arrived) {
        home.execute(arrived);
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void begin(JoinPoint point, boolean resumed) {
        joined = point;
        resumptions += resumed ? 1 : 0;
    }

    @Override
    public void deliver(Chunk chunk, int from) {
        if (firstByteAt < 0) {
            firstByteAt = swarm.millis();
        }
        size += chunk.length() - from;
        if (!keeps) {
            return;
        }
        byte[] bytes = new byte[chunk.length() - from];
        chunk.framed().getBytes(chunk.payloadStart() + from, bytes);
        received.writeBytes(bytes);
    }

    @Override
    public void flush() {}

    @Override
    public void failed(Throwable cause) {
        throw new AssertionError(cause);
    }

    @Override
    public void accepted(SessionLinks links) {
        accepted = links;
    }

    @Override
    public void ended(StreamFailure why) {
        failure = why;
        endedAt = swarm.millis();
        onEnd.run();
    }
}
