package io.acexy.core.derived;

import io.acexy.core.broadcast.Chunk;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsDiscontinuity;
import io.acexy.core.stream.Follower;
import io.acexy.core.stream.StreamFailure;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;

/**
 * A program as a player of the stream that it works on: it begins at a keyframe, holds no more of the ring than any player, and
 * goes on at the next keyframe when it is overtaken. Lives on the loop of that stream.
 */
final class Feed extends Follower {

    /** Whom it tells. Called on the loop of the stream that is read. */
    interface Owner {

        void accepted(SessionLinks links);

        /** What comes now has another clock: the program is given no more. */
        void clockBroken();

        void failed(Throwable cause);

        void ended(StreamFailure why);
    }

    private final Intake intake;
    private final Owner owner;
    private final ClockWatch clock = new ClockWatch();

    /** By the ticker that all loops share; 0 before the first. Read by anybody. */
    private volatile long lastFed;

    private boolean broken;

    /** @param loop where it lives until its stream has a home */
    Feed(String name, EventLoop loop, Intake intake, Owner owner) {
        super(name, loop);
        this.intake = intake;
        this.owner = owner;
    }

    /** When the program was last given something; 0 for never. Any thread. */
    long lastFed() {
        return lastFed;
    }

    /** Who watches what the program makes is told of there. */
    @Override
    public boolean isForOthers() {
        return true;
    }

    @Override
    public void accepted(SessionLinks links) {
        owner.accepted(links);
    }

    @Override
    public boolean isWritable() {
        return !intake.isFull();
    }

    @Override
    public void begin(JoinPoint point, boolean resumed) {
        byte[] jump = resumed ? TsDiscontinuity.before(point) : new byte[0];
        intake.add(Unpooled.wrappedBuffer(point.tables(), jump, point.lead()));
    }

    @Override
    public void deliver(Chunk chunk, int from) {
        int start = chunk.payloadStart() + from;
        if (!broken && clock.breaksWith(chunk.framed(), start, chunk.payloadEnd(), chunk.afterJump())) {
            broken = true;
            owner.clockBroken();
        }
        if (!broken) {
            intake.add(chunk.slice(start, chunk.payloadEnd()));
            lastFed = loop().ticker().nanoTime();
        }
    }

    /** The thread that writes has been told already. */
    @Override
    public void flush() {}

    @Override
    public void failed(Throwable cause) {
        owner.failed(cause);
    }

    @Override
    public void ended(StreamFailure why) {
        owner.ended(why);
    }
}
