package io.acexy.server.tuning;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.LeaveReason;
import io.acexy.core.stream.Player;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.Viewing;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Globs;
import io.acexy.server.channels.Lineups;
import io.acexy.server.config.WarmConfig;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Lets channels run without viewers: those that always shall, and those that have a certain programme soon. One that fails, or has
 * made room, is left alone for a minute. Confined to its loop, but for {@link #makeRoom}.
 */
public final class Warmth {

    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** Viewers are late, and so are programmes. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private final WarmConfig config;
    private final Lineups lineups;
    private final Upcoming guide;
    private final BiFunction<ContentId, Player, Viewing> join;
    private final GuardedLoop home;
    private final InstantSource clock;
    private final Globs always;
    private final Globs programmes;
    private final Map<ContentId, Viewing> running = new ConcurrentHashMap<>();
    private final Map<ContentId, Instant> pauses = new HashMap<>();

    private Future<?> next;

    /**
     * @param join takes a seat at a channel
     * @param home where this lives, and the streams that it opens
     */
    public Warmth(
            WarmConfig config,
            Lineups lineups,
            Upcoming guide,
            BiFunction<ContentId, Player, Viewing> join,
            GuardedLoop home,
            InstantSource clock) {
        this.config = config;
        this.lineups = lineups;
        this.guide = guide;
        this.join = join;
        this.home = home;
        this.clock = clock;
        this.always = new Globs(config.always());
        this.programmes = new Globs(config.programmes());
    }

    /** Begins, if anything is wanted at all. Any thread. */
    public void start() {
        if (!config.always().isEmpty() || !config.before().isZero()) {
            home.post(this::look);
        }
    }

    /** This program ends: nothing more is begun. Any thread. */
    public void close() {
        home.post(() -> {
            if (next != null) {
                next.cancel(false);
                next = null;
            }
        });
    }

    private void look() {
        next = home.after(PERIOD, this::look);
        Instant now = clock.instant();
        pauses.values().removeIf(until -> !until.isAfter(now));
        Set<ContentId> wanted = lineups.now().channels().stream()
                .filter(channel -> isWanted(channel, now))
                .map(ChannelDoor::content)
                .collect(Collectors.toSet());
        running.forEach((content, viewing) -> {
            if (!wanted.contains(content) && running.remove(content, viewing)) {
                viewing.leave(LeaveReason.CLIENT_LEFT);
            }
        });
        wanted.stream()
                .filter(content -> !running.containsKey(content) && !pauses.containsKey(content))
                .forEach(this::warm);
    }

    private boolean isWanted(Channel channel, Instant now) {
        boolean forGood = !config.always().isEmpty() && always.place(List.of(channel.id(), channel.name())) >= 0;
        return forGood || (!config.before().isZero() && hasProgramme(channel, now));
    }

    private boolean hasProgramme(Channel channel, Instant now) {
        return guide.programmes(channel, now.minus(LATE), now.plus(config.before())).stream()
                .anyMatch(name -> programmes.place(List.of(name)) >= 0);
    }

    private void warm(ContentId content) {
        WarmSeat seat = new WarmSeat(content.value(), home.loop(), () -> home.post(() -> over(content)));
        running.put(content, join.apply(content, seat));
    }

    /** Whether this is what runs without viewers. Any thread. */
    boolean isWarm(ContentId content) {
        return running.containsKey(content);
    }

    private void over(ContentId content) {
        running.remove(content);
        pauses.put(content, clock.instant().plus(PAUSE));
    }

    /**
     * Gives a channel up that nobody else watches, for somebody who wants another. Any thread.
     *
     * @param wanted what he wants; what runs without viewers itself takes nothing from its like
     * @return completed on {@code executor} when its stream is free to go; null where there is none
     */
    public Future<Void> makeRoom(ContentId wanted, EventExecutor executor) {
        if (isWarm(wanted)) {
            return null;
        }
        StreamFailure why = StreamFailure.replaced();
        return running.values().stream()
                .filter(viewing -> viewing.end() == null && viewing.isAlone())
                .findFirst()
                .map(viewing -> viewing.dismiss(LeaveReason.of(why), why, executor))
                .orElse(null);
    }
}
