package io.acexy.server.tuning;

import io.acexy.core.GuardedLoop;
import io.acexy.server.channels.Channel;
import io.acexy.server.channels.Lineup;
import io.acexy.server.channels.Lineups;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Tries every channel now and then: one at a time, that one whose turn has been due for longest, while an engine is idle, and spread over
 * the time in which all of them shall be tried. Confined to its loop, but for what says otherwise.
 */
public final class Round {

    private static final Duration PERIOD = Duration.ofSeconds(5);

    /** From the first picture on. */
    private static final Duration TIME = Duration.ofSeconds(5);

    /** Between two starts at least: what an engine has begun for one of them is over before the next. */
    private static final Duration LEAST = Duration.ofSeconds(20);

    /** Until one is tried again that was not looked at to the end. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final Duration every;
    private final Lineups all;
    private final Known known;
    private final BooleanSupplier isEngineIdle;
    private final GuardedLoop home;
    private final InstantSource clock;

    /** When each is due of those that have been tried here. */
    private final Map<String, Instant> due = new HashMap<>();

    private Instant earliest = Instant.MIN;
    private boolean checking;
    private Future<?> next;

    /** What checks are to this. */
    interface Known {

        /** When a channel was found to be anything last; nothing where it never was. */
        Optional<Instant> last(String channel);

        /** Begins to look at one; nothing where none may begin. */
        Optional<Future<Checkup>> begin(Channel channel, Duration time);
    }

    /**
     * @param every how often each channel is tried; zero is never
     * @param all of them, also those that are left out of lists
     * @param isEngineIdle whether an engine is free on which nothing plays
     */
    Round(
            Duration every,
            Lineups all,
            Known known,
            BooleanSupplier isEngineIdle,
            GuardedLoop home,
            InstantSource clock) {
        this.every = every;
        this.all = all;
        this.known = known;
        this.isEngineIdle = isEngineIdle;
        this.home = home;
        this.clock = clock;
    }

    /** One that tries channels by checks. */
    public static Round of(
            Duration every,
            Lineups all,
            Checks checks,
            BooleanSupplier isEngineIdle,
            GuardedLoop home,
            InstantSource clock) {
        Known known = new Known() {
            @Override
            public Optional<Instant> last(String channel) {
                return checks.findings().of(channel).map(Finding::at);
            }

            @Override
            public Optional<Future<Checkup>> begin(Channel channel, Duration time) {
                return checks.begin(channel, time, home.loop()).map(Checks.Check::found);
            }
        };
        return new Round(every, all, known, isEngineIdle, home, clock);
    }

    /** Begins, if it is wanted at all. Any thread. */
    public void start() {
        if (!every.isZero()) {
            home.post(this::look);
        }
    }

    /** This program ends: nothing more is begun. Any thread. */
    public void close() {
        home.post(() -> {
            if (next != null) {
                next.cancel(false);
            }
        });
    }

    private void look() {
        next = home.after(PERIOD, this::look);
        Instant now = clock.instant();
        if (!checking && !now.isBefore(earliest)) {
            choose(now).filter(one -> isEngineIdle.getAsBoolean()).ifPresent(one -> begin(one, now));
        }
    }

    /** The one that has been due for longest; those that were never tried come first, in the order of the list. */
    private Optional<Channel> choose(Instant now) {
        Lineup lineup = all.now();
        due.keySet().removeIf(id -> lineup.byId(id).isEmpty());
        return lineup.channels().stream().min(Comparator.comparing(this::dueAt)).filter(one -> !dueAt(one)
                .isAfter(now));
    }

    private Instant dueAt(Channel channel) {
        return due.computeIfAbsent(channel.id(), id -> known.last(id)
                .filter(last -> last.isBefore(clock.instant())) // what is kept may say anything
                .map(last -> last.plus(every))
                .orElse(Instant.MIN));
    }

    private void begin(Channel channel, Instant now) {
        known.begin(channel, TIME).ifPresent(found -> {
            checking = true;
            earliest = now.plus(pause());
            found.addListener(done -> home.post(() -> over(channel, found)));
        });
    }

    /** So that the channels are spread over the time in which each has its turn. */
    private Duration pause() {
        Duration share = every.dividedBy(Math.max(1, all.now().channels().size()));
        return share.compareTo(LEAST) < 0 ? LEAST : share;
    }

    private void over(Channel channel, Future<Checkup> found) {
        checking = false;
        boolean said = found.isSuccess() && found.getNow().verdict() != Checkup.Verdict.UNKNOWN;
        Duration wait = said || every.compareTo(AGAIN) < 0 ? every : AGAIN;
        Instant now = clock.instant();
        due.put(channel.id(), now.plus(wait));
        Instant soonest = now.plus(LEAST);
        earliest = earliest.isBefore(soonest) ? soonest : earliest;
    }
}
