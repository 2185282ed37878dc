package io.acexy.server.tuning;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.LeaveReason;
import io.acexy.core.stream.Player;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.Viewing;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Channels that are kept running without viewers. One that fails, or has made room, is left alone for a minute. Confined to its loop,
 * but for what says otherwise.
 */
final class Kept {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final BiFunction<ContentId, Player, Viewing> join;
    private final GuardedLoop home;
    private final InstantSource clock;
    private final Map<ContentId, Viewing> running = new ConcurrentHashMap<>();
    private final Map<ContentId, Instant> pauses = new HashMap<>();

    private Future<?> next;

    Kept(BiFunction<ContentId, Player, Viewing> join, GuardedLoop home, InstantSource clock) {
        this.join = join;
        this.home = home;
        this.clock = clock;
    }

    /** Looks now, and again after each period, which channels shall run. Any thread. */
    void every(Duration period, Runnable look) {
        home.post(() -> look(period, look));
    }

    private void look(Duration period, Runnable look) {
        next = home.after(period, () -> look(period, look));
        look.run();
    }

    /** Looks no more. Any thread. */
    void close() {
        home.post(() -> {
            if (next != null) {
                next.cancel(false);
                next = null;
            }
        });
    }

    /** Lets all others go. */
    void only(Set<ContentId> wanted) {
        running.forEach((content, viewing) -> {
            if (!wanted.contains(content) && running.remove(content, viewing)) {
                viewing.leave(LeaveReason.CLIENT_LEFT);
            }
        });
    }

    /** Whether it does not run yet, and has not failed just now. */
    boolean mayBegin(ContentId content) {
        Instant now = clock.instant();
        pauses.values().removeIf(until -> !until.isAfter(now));
        return !running.containsKey(content) && !pauses.containsKey(content);
    }

    /** Lets one run. */
    void begin(ContentId content) {
        WarmSeat seat = new WarmSeat(content.value(), home.loop(), () -> home.post(() -> over(content)));
        running.put(content, join.apply(content, seat));
    }

    private void over(ContentId content) {
        running.remove(content);
        pauses.put(content, clock.instant().plus(PAUSE));
    }

    /** Whether it is one of them. Any thread. */
    boolean has(ContentId content) {
        return running.containsKey(content);
    }

    /**
     * Gives one up that nobody else watches. Any thread.
     *
     * @return completed on {@code executor} when its stream is free to go; null where there is none
     */
    Future<Void> makeRoom(EventExecutor executor) {
        StreamFailure why = StreamFailure.replaced();
        return running.values().stream()
                .filter(viewing -> viewing.end() == null && viewing.isAlone())
                .findFirst()
                .map(viewing -> viewing.dismiss(LeaveReason.of(why), why, executor))
                .orElse(null);
    }
}
