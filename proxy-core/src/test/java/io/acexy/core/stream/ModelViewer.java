package io.acexy.core.stream;

import io.acexy.core.broadcast.Chunk;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.testkit.SparseClip;
import io.netty.channel.EventLoop;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * A player of a {@link ModelWorld}, who looks at each packet as it comes: within one source each comes once, in order; where one is
 * missing he has been told so, and none ever comes again.
 */
final class ModelViewer implements Player {

    private static final int PACKET = 188;
    private static final int PAYLOAD = 0x10;

    final String name;
    Viewing viewing;

    /** Whether he takes more. */
    boolean takes = true;

    /** Null while he watches or waits. */
    StreamFailure failure;

    boolean left;
    long bytes;
    int begun;

    /** Jumps of the broadcast that he has seen. */
    int jumps;

    /** The packet that comes next; -1 before the first. */
    long next = -1;

    private final EventLoop loop;
    private final BooleanSupplier clockIsBlind;
    private boolean jumping;

    /** @param clockIsBlind whether nobody could know old media by its clock */
    ModelViewer(String name, EventLoop loop, BooleanSupplier clockIsBlind) {
        this.name = name;
        this.loop = loop;
        this.clockIsBlind = clockIsBlind;
    }

    boolean isSeated() {
        return !left && failure == null;
    }

    private void expect(boolean what, String words) {
        if (!what) {
            throw new AssertionError(name + ": " + words);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public void moveTo(EventLoop home, Runnable arrived) {
        home.execute(arrived);
    }

    @Override
    public boolean isWritable() {
        return takes;
    }

    @Override
    public void begin(JoinPoint point, boolean resumed) {
        expect(resumed == begun > 0, "begins " + begun + " times before this, and resumed is " + resumed);
        begun++;
        jumping = resumed;
    }

    @Override
    public void deliver(Chunk chunk, int from) {
        expect(isSeated(), "has gone, and gets media");
        expect(begun > 0, "gets media before he has begun");
        if (chunk.afterJump() && from == 0) {
            jumping = true;
            jumps++;
        }
        byte[] packets = new byte[chunk.length() - from];
        chunk.framed().getBytes(chunk.payloadStart() + from, packets);
        bytes += packets.length;
        for (int at = 0; at < packets.length; at += PACKET) {
            packet(packets, at);
        }
    }

    private void packet(byte[] packets, int at) {
        OptionalLong number = SparseClip.number(packets, at);
        if (number.isEmpty()) {
            expect((packets[at + 3] & PAYLOAD) == 0, "a packet of nobody's");
            return;
        }
        long got = number.getAsLong();
        if (jumping && SparseClip.isTable(packets, at)) {
            return; // tables are repeated before the place that is jumped to
        }
        boolean right = next < 0 || got == next || (jumping && (got > next || clockIsBlind.getAsBoolean()));
        expect(right, "gets packet " + got + ", and " + next + " comes next" + (jumping ? ", or a later one" : ""));
        next = got + 1;
        jumping = false;
    }

    @Override
    public void flush() {
        // it is here already
    }

    @Override
    public void failed(Throwable cause) {
        throw new AssertionError(name + " has failed", cause);
    }

    @Override
    public void overtaken() {
        throw new AssertionError(name + " is sent away, and the policy is to skip");
    }

    @Override
    public void accepted(SessionLinks links) {
        // nobody asks him
    }

    @Override
    public void ended(StreamFailure why) {
        expect(failure == null, "is told a second end");
        failure = why;
    }
}
