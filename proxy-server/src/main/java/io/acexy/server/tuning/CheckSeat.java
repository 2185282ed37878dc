package io.acexy.server.tuning;

import io.acexy.core.broadcast.Chunk;
import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.SessionLinks;
import io.acexy.core.mpegts.JoinPoint;
import io.acexy.core.mpegts.TsPacket;
import io.acexy.core.mpegts.TsProbe;
import io.acexy.core.source.RunStatus;
import io.acexy.core.source.SwarmReading;
import io.acexy.core.stream.Follower;
import io.acexy.core.stream.Join;
import io.acexy.core.stream.LeaveReason;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamStatus;
import io.acexy.core.stream.Viewing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One more player of a channel, who waits for its picture, looks at it for a while, keeps nothing, and says what he has seen. Called
 * on the loop of the stream, wherever that is; {@link #leave} from anywhere.
 */
final class CheckSeat extends Follower {

    /** A start may take less; it is over then. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StreamRegistry streams;
    private final ContentId channel;
    private final Duration time;
    private final InstantSource clock;
    private final Promise<Checkup> found;
    private final TsProbe probe = new TsProbe();
    private final long asked;

    private volatile Viewing viewing;
    private volatile Future<?> patience;
    private long pictured;
    private boolean accepted;
    private boolean begun;
    private boolean over;

    /**
     * Nobody yet.
     *
     * @param time how long he looks, from his first picture
     * @param found gets what he has seen, whatever happens; on any loop
     */
    CheckSeat(
            StreamRegistry streams,
            ContentId channel,
            Duration time,
            EventLoop loop,
            InstantSource clock,
            Promise<Checkup> found) {
        super("check " + channel.value(), loop);
        this.streams = streams;
        this.channel = channel;
        this.time = time;
        this.clock = clock;
        this.found = found;
        this.asked = loop.ticker().nanoTime();
    }

    /** Which channel he looks at. */
    ContentId channel() {
        return channel;
    }

    /** His place; null before he has sat down. */
    Viewing viewing() {
        return viewing;
    }

    @Override
    public void known(Viewing seated) {
        viewing = seated;
    }

    /** Takes a seat. */
    void sit() {
        String why = "no picture within " + PATIENCE.toSeconds() + " s";
        patience = later(PATIENCE, () -> finish(silence(), why));
        streams.join(channel, Map.of(), this);
    }

    /** Until his first media he may be moved: where he lives is asked when the time has come. */
    private Future<?> later(Duration wait, Runnable task) {
        return loop().schedule(() -> loop().execute(task), wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Nobody wants to know any more. */
    void leave() {
        loop().execute(() -> finish(Checkup.Verdict.UNKNOWN, "whoever asked has left"));
    }

    /**
     * It is over.
     *
     * @param silent the verdict if there was no picture
     * @param why null where the time is over
     */
    private void finish(Checkup.Verdict silent, String why) {
        if (over) {
            return;
        }
        over = true;
        try {
            Checkup.Verdict verdict = begun ? Checkup.Verdict.ALIVE : silent;
            Optional<Checkup.Sight> sight = begun ? Optional.of(sight()) : Optional.empty();
            found.trySuccess(new Checkup(clock.instant(), verdict, Optional.ofNullable(why), sight));
        } catch (RuntimeException | Error e) {
            found.tryFailure(e);
        } finally {
            patience.cancel(false);
            viewing.leave(LeaveReason.CLIENT_LEFT);
        }
    }

    private Checkup.Sight sight() {
        long now = now();
        Optional<RunStatus> engines = streams.status(channel).map(StreamStatus::engines);
        return new Checkup.Sight(
                viewing.kind() == Join.Kind.STARTED,
                Duration.ofNanos(pictured - asked),
                Duration.ofNanos(now - pictured),
                engines.map(RunStatus::content),
                engines.map(RunStatus::swarm)
                        .map(SwarmReading::stat)
                        .map(stat -> stat.peers())
                        .orElse(-1),
                probe.report(now));
    }

    private long now() {
        return loop().ticker().nanoTime();
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    /** What he is given before the first packet belongs to the stream; after a loss it stands for a jump. */
    @Override
    public void begin(JoinPoint point, boolean resumed) {
        if (!begun) {
            begun = true;
            pictured = now();
            later(time, () -> finish(Checkup.Verdict.ALIVE, null));
        }
        if (resumed) {
            probe.jump();
        }
        ByteBuf packets = Unpooled.wrappedBuffer(point.tables(), point.lead());
        for (int at = 0; at + TsPacket.SIZE <= packets.readableBytes(); at += TsPacket.SIZE) {
            probe.packet(packets, at);
        }
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

    /** As long as he looks, engines are asked for their peers. */
    @Override
    public void flush() {
        long now = now();
        probe.delivered(now);
        streams.lookAtSwarms(now);
    }

    @Override
    public void failed(Throwable cause) {
        over = true;
        patience.cancel(false);
        found.tryFailure(cause);
    }

    /** There is no picture, or no more of it. */
    @Override
    public void ended(StreamFailure why) {
        finish(verdict(why), why.reason());
    }

    @Override
    public void accepted(SessionLinks links) {
        accepted = true;
    }

    /** What has failed that is not the channel's says nothing of it: an engine that is away, overloaded or broken. */
    private Checkup.Verdict verdict(StreamFailure why) {
        return switch (why.kind()) {
            case BAD_REQUEST, CONTENT_UNKNOWN, CONTENT_UNAVAILABLE, ON_DEMAND, ENDED -> Checkup.Verdict.DEAD;
            case NO_MEDIA_IN_TIME -> silence();
            case ENGINE_FAILED,
                    LOOP,
                    NO_ENGINE,
                    LIMIT_REACHED,
                    TOO_MANY_STREAMS,
                    SHUTTING_DOWN,
                    SENT_AWAY,
                    INTERNAL,
                    UNSUPPORTED,
                    TOO_SLOW -> Checkup.Verdict.UNKNOWN;
        };
    }

    /** Only where an engine has answered it is the channel that is silent. */
    private Checkup.Verdict silence() {
        return accepted ? Checkup.Verdict.DEAD : Checkup.Verdict.UNKNOWN;
    }
}
