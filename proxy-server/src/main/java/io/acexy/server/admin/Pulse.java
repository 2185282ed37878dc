package io.acexy.server.admin;

import io.acexy.core.Bugs;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.server.play.PlayerBook;
import io.acexy.server.play.PlayerBook.Served;
import io.acexy.server.play.PlayerForm;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How much goes in and out, for charts of the last minutes: looks at the snapshots every two seconds. Confined to its loop, but
 * for {@link #points}.
 */
public final class Pulse {

    /** From one look to the next. */
    public static final Duration PERIOD = Duration.ofSeconds(2);

    /** Five minutes. */
    private static final int MOST = 150;

    private final StreamRegistry streams;
    private final PlayerBook players;
    private final InstantSource clock;
    private final EventLoop loop;
    private final Bugs bugs;

    private final Deque<Point> points = new ArrayDeque<>(MOST);
    private long cameIn;
    private long delivered;
    private long lastLook;

    private volatile List<Point> shown = List.of();
    private volatile Future<?> timer;

    public Pulse(StreamRegistry streams, PlayerBook players, InstantSource clock, EventLoop loop, Bugs bugs) {
        this.streams = streams;
        this.players = players;
        this.clock = clock;
        this.loop = loop;
        this.bugs = bugs;
    }

    /**
     * One look.
     *
     * @param time when
     * @param in bits a second from engines since the last look
     * @param out bits a second to players since the last look
     * @param players how many there are
     * @param streams how many there are
     */
    public record Point(Instant time, long in, long out, int players, int streams) {}

    /** Begins to look. */
    public void start() {
        lastLook = loop.ticker().nanoTime();
        lookLater();
    }

    private void lookLater() {
        timer = loop.schedule(
                bugs.guard("a look at the throughput", this::look), PERIOD.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Looks no more. Any thread. */
    public void stop() {
        Future<?> last = timer;
        if (last != null) {
            last.cancel(false);
        }
    }

    private void look() {
        lookLater();
        long now = loop.ticker().nanoTime();
        long nanos = Math.max(1, now - lastLook);
        lastLook = now;
        Map<PlayerForm, Served> served = players.served();
        long nowIn =
                streams.totals().publishedBytes() + served.get(PlayerForm.FILM).delivered();
        long nowDelivered =
                served.values().stream().mapToLong(Served::delivered).sum();
        long in = nowIn - cameIn;
        long out = nowDelivered - delivered;
        cameIn = nowIn;
        delivered = nowDelivered;
        if (points.size() == MOST) {
            points.removeFirst();
        }
        points.addLast(new Point(
                clock.instant(),
                rate(in, nanos),
                rate(out, nanos),
                players.count(),
                streams.statuses().size()));
        shown = List.copyOf(points);
    }

    private static long rate(long bytes, long nanos) {
        return Math.round(bytes * 8e9 / nanos);
    }

    /** The last minutes, the newest last. Any thread. */
    public List<Point> points() {
        return shown;
    }
}
