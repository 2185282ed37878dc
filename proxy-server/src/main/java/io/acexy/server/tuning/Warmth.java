package io.acexy.server.tuning;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.Player;
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
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Lets channels run without viewers: those that always shall, and those that have a certain programme soon. Confined to its loop, but
 * for {@link #makeRoom}.
 */
public final class Warmth {

    private static final Duration PERIOD = Duration.ofSeconds(5);

    /** Viewers are late, and so are programmes. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private final WarmConfig config;
    private final Lineups lineups;
    private final Upcoming guide;
    private final InstantSource clock;
    private final Globs always;
    private final Globs programmes;
    private final Kept kept;

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
        this.clock = clock;
        this.kept = new Kept(join, home, clock);
        this.always = new Globs(config.always());
        this.programmes = new Globs(config.programmes());
    }

    /** Begins, if anything is wanted at all. Any thread. */
    public void start() {
        if (!config.always().isEmpty() || !config.before().isZero()) {
            kept.every(PERIOD, this::look);
        }
    }

    /** This program ends: nothing more is begun. Any thread. */
    public void close() {
        kept.close();
    }

    private void look() {
        Instant now = clock.instant();
        Set<ContentId> wanted = lineups.now().channels().stream()
                .filter(channel -> isWanted(channel, now))
                .map(ChannelDoor::content)
                .collect(Collectors.toSet());
        kept.only(wanted);
        wanted.stream().filter(kept::mayBegin).forEach(kept::begin);
    }

    private boolean isWanted(Channel channel, Instant now) {
        boolean forGood = !config.always().isEmpty() && always.place(List.of(channel.id(), channel.name())) >= 0;
        return forGood || (!config.before().isZero() && hasProgramme(channel, now));
    }

    private boolean hasProgramme(Channel channel, Instant now) {
        return guide.programmes(channel, now.minus(LATE), now.plus(config.before())).stream()
                .anyMatch(name -> programmes.place(List.of(name)) >= 0);
    }

    /** Whether this is what runs without viewers. Any thread. */
    boolean isWarm(ContentId content) {
        return kept.has(content);
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
        return kept.makeRoom(executor);
    }
}
