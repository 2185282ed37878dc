package io.acexy.server.admin;

import io.acexy.core.Bugs;
import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.core.stream.StreamStatus;
import io.acexy.server.play.PlayerBook;
import io.acexy.server.play.PlayerForm;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
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
    private Map<ContentId, Long> published = Map.of();
    private long films;
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
        List<StreamStatus> statuses = streams.statuses();
        long nowFilms = players.delivered(PlayerForm.FILM);
        long nowDelivered = nowFilms + players.delivered(PlayerForm.TS) + players.delivered(PlayerForm.HLS);
        long in = cameIn(statuses) + Math.max(0, nowFilms - films);
        long out = Math.max(0, nowDelivered - delivered);
        films = nowFilms;
        delivered = nowDelivered;
        if (points.size() == MOST) {
            points.removeFirst();
        }
        points.addLast(new Point(clock.instant(), rate(in, nanos), rate(out, nanos), players.count(), statuses.size()));
        shown = List.copyOf(points);
    }

    private long cameIn(List<StreamStatus> statuses) {
        Map<ContentId, Long> next = new HashMap<>();
        long in = 0;
        for (StreamStatus status : statuses) {
            long bytes = status.totals().publishedBytes();
            // A stream that began anew under its name counts from zero.
            in += Math.max(0, bytes - published.getOrDefault(status.content(), 0L));
            next.put(status.content(), bytes);
        }
        published = next;
        return in;
    }

    private static long rate(long bytes, long nanos) {
        return Math.round(bytes * 8e9 / nanos);
    }

    /** The last minutes, the newest last. Any thread. */
    public List<Point> points() {
        return shown;
    }
}
