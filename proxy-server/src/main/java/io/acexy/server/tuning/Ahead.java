package io.acexy.server.tuning;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.Player;
import io.acexy.core.stream.Viewing;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineups;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets the channels run that come, in the list, after the one that a viewer has begun to watch last: whoever zaps finds them playing.
 * One is begun at a time, and only while an engine is idle. Confined to its loop, but for {@link #makeRoom}.
 */
public final class Ahead {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** Who zaps watches nothing for a moment. */
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final int most;
    private final Lineups lineups;
    private final Around around;
    private final InstantSource clock;
    private final Kept kept;

    /** The channels that viewers watch, the one last that has been watched for the shortest time. */
    private final Set<ContentId> watched = new LinkedHashSet<>();

    private ContentId latest;
    private Instant seen;

    /**
     * What is known of the others.
     *
     * @param playing the channels that play, and for how many, those included that are kept running here
     * @param isEngineIdle whether an engine is free on which nothing plays
     */
    public record Around(Supplier<Map<ContentId, Integer>> playing, BooleanSupplier isEngineIdle) {}

    /**
     * @param most how many channels run; 0 is none
     * @param join takes a seat at a channel
     * @param home where this lives, and the streams that it opens
     */
    public Ahead(
            int most,
            Lineups lineups,
            Around around,
            BiFunction<ContentId, Player, Viewing> join,
            GuardedLoop home,
            InstantSource clock) {
        this.most = most;
        this.lineups = lineups;
        this.around = around;
        this.clock = clock;
        this.kept = new Kept(join, home, clock);
    }

    /** Begins, if anything is wanted at all. Any thread. */
    public void start() {
        if (most > 0) {
            kept.every(PERIOD, this::look);
        }
    }

    /** This program ends: nothing more is begun. Any thread. */
    public void close() {
        kept.close();
    }

    private void look() {
        lookWhoWatches();
        Set<ContentId> wanted = wanted();
        kept.only(wanted);
        wanted.stream()
                .filter(kept::mayBegin)
                .findFirst()
                .filter(content -> around.isEngineIdle.getAsBoolean())
                .ifPresent(kept::begin);
    }

    private void lookWhoWatches() {
        Map<ContentId, Integer> playing = around.playing.get();
        watched.removeIf(channel -> !hasViewers(channel, playing));
        playing.keySet().stream()
                .filter(channel -> hasViewers(channel, playing))
                .forEach(watched::add);
        Instant now = clock.instant();
        if (!watched.isEmpty()) {
            watched.forEach(channel -> latest = channel);
            seen = now;
        } else if (latest != null && !now.isBefore(seen.plus(BETWEEN))) {
            latest = null;
        }
    }

    private boolean hasViewers(ContentId channel, Map<ContentId, Integer> playing) {
        return playing.getOrDefault(channel, 0) > (kept.has(channel) ? 1 : 0);
    }

    /** Those that come after the last one in the list, which goes around. */
    private Set<ContentId> wanted() {
        Set<ContentId> wanted = new LinkedHashSet<>();
        List<Channel> channels = lineups.now().channels();
        int at = latest == null ? -1 : place(channels, latest.value());
        for (int i = 1; at >= 0 && i <= most && i < channels.size(); i++) {
            ContentId content = ChannelDoor.content(channels.get((at + i) % channels.size()));
            if (!watched.contains(content)) {
                wanted.add(content);
            }
        }
        return wanted;
    }

    private static int place(List<Channel> channels, String id) {
        for (int i = 0; i < channels.size(); i++) {
            if (channels.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether this runs so that whoever zaps finds it. Any thread. */
    boolean has(ContentId content) {
        return kept.has(content);
    }

    /** As that of {@link Kept}. */
    Future<Void> makeRoom(EventExecutor executor) {
        return kept.makeRoom(executor);
    }
}
