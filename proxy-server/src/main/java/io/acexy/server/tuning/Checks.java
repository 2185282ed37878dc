package io.acexy.server.tuning;

import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.LeaveReason;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.server.channels.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks whether channels play, a few at a time, and remembers what was found last. A check takes an engine as a viewer does, and
 * gives it up to one. Any thread.
 */
public final class Checks {

    /** At once: each may take an engine, and looks at every packet of a stream. */
    public static final int MOST = 2;

    private final StreamRegistry streams;
    private final Findings findings;
    private final Runnable told;
    private final InstantSource clock;
    private final AtomicInteger running = new AtomicInteger();
    private final Set<CheckSeat> seats = ConcurrentHashMap.newKeySet();

    /**
     * @param findings remember what is found
     * @param told is told when they have; any thread
     */
    public Checks(StreamRegistry streams, Findings findings, Runnable told, InstantSource clock) {
        this.streams = streams;
        this.findings = findings;
        this.told = told;
        this.clock = clock;
    }

    /**
     * One that has begun.
     *
     * @param found what comes of it, on any thread
     * @param leave ends it, when nobody wants to know any more; any thread
     */
    public record Check(Future<Checkup> found, Runnable leave) {}

    /**
     * Begins to look at a channel.
     *
     * @param time how long, from its first picture
     * @param loop the home of its stream, if that has to be opened
     * @return nothing where as many are under way as may be
     */
    public Optional<Check> begin(Channel channel, Duration time, EventLoop loop) {
        if (running.incrementAndGet() > MOST) {
            running.decrementAndGet();
            return Optional.empty();
        }
        Promise<Checkup> found = ImmediateEventExecutor.INSTANCE.newPromise();
        CheckSeat seat = new CheckSeat(streams, ChannelDoor.content(channel), time, loop, clock, found);
        seats.add(seat);
        found.addListener(done -> {
            seats.remove(seat);
            running.decrementAndGet();
            if (done.isSuccess()) {
                findings.found(channel.id(), found.getNow());
                told.run();
            }
        });
        seat.sit();
        return Optional.of(new Check(found, seat::leave));
    }

    /** What was found. */
    public Findings findings() {
        return findings;
    }

    /** How many are under way. */
    public int running() {
        return running.get();
    }

    /** Whether this is what one looks at, so that nothing that runs for nobody gives way to it. */
    boolean isChecking(ContentId content) {
        return count(content) > 0;
    }

    /** How many look at this. */
    int count(ContentId content) {
        return (int)
                seats.stream().filter(seat -> seat.channel().equals(content)).count();
    }

    /**
     * Gives one up, for somebody who wants to watch something.
     *
     * @return completed on {@code executor} when its stream is free to go; null where there is none
     */
    Future<Void> makeRoom(EventExecutor executor) {
        StreamFailure why = new StreamFailure(
                StreamFailure.Kind.SENT_AWAY, "somebody who watches needed the engine", Duration.ofSeconds(10));
        return seats.stream()
                .map(CheckSeat::viewing)
                .filter(viewing -> viewing != null && viewing.end() == null && viewing.isAlone())
                .findFirst()
                .map(viewing -> viewing.dismiss(LeaveReason.of(why), why, executor))
                .orElse(null);
    }
}
