package io.acexy.server.api;

import io.acexy.core.broadcast.Chunk;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsPacket;
import io.acexy.core.mpegts.TsProbe;
import io.acexy.core.mpegts.TsReport;
import io.acexy.core.stream.Follower;
import io.acexy.core.stream.LeaveReason;
import io.acexy.core.stream.Player;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.Viewing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One more player of a stream, who looks at it for a while, keeps nothing, and says what he has seen. Called on the loop of the
 * stream, wherever that is.
 */
final class Watcher extends Follower {

    private final Duration time;
    private final Promise<Sight> sight;
    private final TsProbe probe = new TsProbe();

    private volatile Viewing viewing;
    private boolean begun;
    private boolean over;

    /**
     * What he has seen.
     *
     * @param report of all that came
     * @param watched from his first media to the end
     */
    record Sight(TsReport report, Duration watched) {}

    /**
     * Nobody yet.
     *
     * @param time how long he looks, from when he sits
     * @param sight gets what he has seen, whatever happens; on any loop
     */
    Watcher(Duration time, EventLoop loop, Promise<Sight> sight) {
        super("diagnosis", loop);
        this.time = time;
        this.sight = sight;
    }

    /** Takes a seat. */
    void sit(Function<Player, Viewing> join) {
        viewing = join.apply(this);
    }

    /** Nobody wants to know any more, so that what has been seen is told to nobody. Any thread. */
    void leave() {
        loop().execute(this::finish);
    }

    private void stand() {
        Viewing seated = viewing;
        if (seated != null) {
            seated.leave(LeaveReason.CLIENT_LEFT);
        }
    }

    @Override
    public void moveTo(EventLoop home, Runnable arrived) {
        super.moveTo(home, () -> {
            arrived.run();
            if (!begun) {
                begun = true;
                home.schedule(this::finish, time.toNanos(), TimeUnit.NANOSECONDS);
            }
        });
    }

    /** What it throws fails the answer, which is reported where answers are. */
    private void finish() {
        if (over) {
            return;
        }
        over = true;
        try {
            sight.trySuccess(new Sight(probe.report(loop().ticker().nanoTime()), time));
        } catch (RuntimeException | Error e) {
            sight.tryFailure(e);
        } finally {
            stand();
        }
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    /** What he is given before the first packet belongs to the stream; after a loss it stands for a jump. */
    @Override
    public void begin(JoinPoint point, boolean resumed) {
        if (resumed) {
            probe.jump();
        }
        look(Unpooled.wrappedBuffer(point.tables(), point.lead()), 0);
    }

    @Override
    public void deliver(Chunk chunk, int from) {
        if (chunk.afterJump()) {
            probe.jump();
        }
        ByteBuf bytes = chunk.framed();
        for (int at = chunk.payloadStart() + from; at < chunk.payloadEnd(); at += TsPacket.SIZE) {
            probe.packet(bytes, at);
        }
    }

    private void look(ByteBuf packets, int from) {
        for (int at = from; at + TsPacket.SIZE <= packets.readableBytes(); at += TsPacket.SIZE) {
            probe.packet(packets, at);
        }
    }

    @Override
    public void flush() {
        probe.delivered(loop().ticker().nanoTime());
    }

    @Override
    public void failed(Throwable cause) {
        over = true;
        sight.tryFailure(cause);
    }

    /** The stream is over: what came until then is what there is to tell. */
    @Override
    public void ended(StreamFailure why) {
        finish();
    }
}
