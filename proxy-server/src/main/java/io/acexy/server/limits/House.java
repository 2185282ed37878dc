package io.acexy.server.limits;

import io.acexy.core.Places;
import io.acexy.core.engine.ContentId;
import io.acexy.server.config.LimitsConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Who has a place, and who gets one: every way of playing asks here first. When there is none for somebody, the only other place of
 * his device is given up, or that of one of a lower class. Any thread: the one lock is held for some sums, and the one who gives way
 * is told behind it.
 */
public final class House {

    private static final long MEGABIT = 1_000_000;

    private static final List<Limit> LIMITS = List.of(Limit.values());

    private final Surroundings around;
    private final LongSupplier ticker;
    private final Starts starts;
    private final Tally tally = new Tally();
    private final Map<Limit, LongAdder> refused = new EnumMap<>(Limit.class);

    /** Both are exchanged under the lock, so that nobody is let in by one and turned away by another. */
    private volatile LimitsConfig limits;

    private boolean zapping;
    private long last;

    /**
     * What places are taken of.
     *
     * @param playing what plays
     * @param streams how many streams and films there may be, which is decided there
     * @param memory for media; called under the lock
     */
    public record Surroundings(Playing playing, Places streams, Memory memory) {}

    /**
     * Nobody is there.
     *
     * @param zapping whether a device gives its only other place up
     * @param ticker nanoseconds
     */
    public House(LimitsConfig limits, boolean zapping, Surroundings around, LongSupplier ticker) {
        this.limits = limits;
        this.zapping = zapping;
        this.around = around;
        this.ticker = ticker;
        LIMITS.forEach(limit -> refused.put(limit, new LongAdder()));
        this.starts = new Starts(limits.starts().perMinute(), limits.starts().perAddress());
    }

    /** From now on other limits hold, for those who come; who has a place keeps it. */
    public synchronized void take(LimitsConfig next, boolean zaps) {
        limits = next;
        zapping = zaps;
        starts.bound(next.starts().perMinute(), next.starts().perAddress());
    }

    /** A place, or why there is none. Whoever has to go for it is sent away before this returns, but may take a moment to leave. */
    public Admission admit(Wish wish) {
        List<Place> gone = new ArrayList<>();
        Place place;
        synchronized (this) {
            int rank = rank(wish.who());
            Optional<Limit> hit = obstacle(wish);
            while (hit.isPresent()) {
                Optional<Place> next = givesWay(wish, rank, hit.get());
                if (next.isEmpty()) {
                    gone.forEach(tally::add);
                    return refusal(wish, hit.get());
                }
                gone.add(next.get());
                tally.remove(next.get());
                hit = obstacle(wish);
            }
            place = seat(wish, rank);
        }
        for (Place one : gone) {
            boolean own = one.wish().who().device().isPresent()
                    && one.wish().who().device().equals(wish.who().device());
            one.evictor().evict(own ? Evictor.Cause.REPLACED : Evictor.Cause.OUTRANKED, null);
        }
        return place;
    }

    /** A place for somebody to whom no limit applies. */
    public synchronized Place welcome(Wish wish) {
        return seat(wish, rank(wish.who()));
    }

    private Place seat(Wish wish, int rank) {
        Place place = new Place(this, wish, ++last, rank);
        if (isStart(wish)) {
            starts.add(wish.who().address(), ticker.getAsLong());
        }
        tally.add(place);
        around.memory.hold(tally.players());
        return place;
    }

    private Refusal refusal(Wish wish, Limit limit) {
        refused.get(limit).increment();
        long now = ticker.getAsLong();
        boolean waits = limit.isPersonal()
                && wish.who().device().map(tally::of).orElse(List.of()).size() > 1;
        return new Refusal(
                limit,
                switch (limit) {
                    case STARTS_PER_MINUTE -> limit.failure(starts.pause(now));
                    case STARTS_PER_ADDRESS ->
                        limit.failure(starts.pause(wish.who().address(), now));
                    default -> limit.failure();
                },
                waits);
    }

    private int rank(Who who) {
        return limits.priority().getOrDefault(who.holder(), 0);
    }

    // ---- what stands against a wish ----

    private Optional<Limit> obstacle(Wish wish) {
        for (Limit limit : LIMITS) {
            if (isOver(limit, wish)) {
                return Optional.of(limit);
            }
        }
        return Optional.empty();
    }

    private boolean isOver(Limit limit, Wish wish) {
        Who who = wish.who();
        return switch (limit) {
            case PLAYERS_PER_ADDRESS ->
                over(limits.players().perAddress(), tally.addresses().of(who.address()));
            case PLAYERS_PER_KEY -> over(limits.players().perKey(), tally.keys().of(who.holder()));
            case STREAMS_PER_KEY -> isOneTooMany(wish);
            case PLAYERS -> over(limits.players().all(), tally.players());
            case PLAYERS_PER_STREAM ->
                limits.players().perStream() > 0 && over(limits.players().perStream(), playersOf(wish.content()));
            case UPLINK -> limits.uplink() > 0 && bits() + bitsOf(wish.content()) > limits.uplink() * MEGABIT;
            case MEMORY ->
                !around.memory.fits(tally.players() + 1, () -> around.playing.streams() + (needsRing(wish) ? 1 : 0));
            case STARTS ->
                isStart(wish) && over(limits.starts().atOnce(), tally.starting().different());
            case STARTS_PER_MINUTE ->
                isStart(wish) && over(limits.starts().perMinute(), starts.count(ticker.getAsLong()));
            case STARTS_PER_ADDRESS ->
                isStart(wish) && over(limits.starts().perAddress(), starts.count(who.address(), ticker.getAsLong()));
            case STREAMS -> false; // is decided when all that lingers has been looked at
        };
    }

    private static boolean over(int most, int used) {
        return most > 0 && used >= most;
    }

    /** What somebody waits for already is being started once. */
    private boolean isStart(Wish wish) {
        return wish.starts()
                && wish.start() != Wish.Start.OF_FILM_ADMITTED
                && tally.starting().of(wish.content()) == 0;
    }

    private boolean needsRing(Wish wish) {
        return isStart(wish) && wish.start() == Wish.Start.OF_STREAM;
    }

    private boolean isOneTooMany(Wish wish) {
        int most = limits.streams().perKey();
        if (most == 0 || wish.who().holder().isEmpty()) {
            return false;
        }
        ContentId wanted = around.playing.stream(wish.content());
        long others = tally.contentsOf(wish.who().holder()).stream()
                .map(around.playing::stream)
                .distinct()
                .filter(content -> !content.equals(wanted))
                .count();
        return others >= most;
    }

    private int playersOf(ContentId content) {
        ContentId stream = around.playing.stream(content);
        int players = 0;
        for (var one : tally.contents().all().entrySet()) {
            if (around.playing.stream(one.getKey()).equals(stream)) {
                players += one.getValue();
            }
        }
        return players;
    }

    private long bits() {
        long bits = 0;
        for (var one : tally.contents().all().entrySet()) {
            bits += bitsOf(one.getKey()) * one.getValue();
        }
        return bits;
    }

    private long bitsOf(ContentId content) {
        long measured = around.playing.bitsPerSecond(content);
        return measured > 0 ? measured : LimitsConfig.UNMEASURED * MEGABIT;
    }

    // ---- who gives way ----

    private Optional<Place> givesWay(Wish wish, int rank, Limit limit) {
        Optional<Place> own = limit.isOfPlaces() && zapping ? onlyOther(wish.who()) : Optional.empty();
        return own.or(() -> limit.isOfTheHouse() && rank > 0 ? least(wish, rank, limit) : Optional.empty());
    }

    /** A device that has several is no television whose viewer zaps: nobody knows which of them is to go. */
    private Optional<Place> onlyOther(Who who) {
        List<Place> places = who.device().map(tally::of).orElse(List.of());
        return places.size() == 1 && places.get(0).evictor() != null ? Optional.of(places.get(0)) : Optional.empty();
    }

    /** Of the lowest class who came last. */
    private Optional<Place> least(Wish wish, int rank, Limit limit) {
        ContentId stream = around.playing.stream(wish.content());
        return lower(rank)
                .filter(one -> limit != Limit.PLAYERS_PER_STREAM
                        || around.playing.stream(one.wish().content()).equals(stream))
                .min(Comparator.comparingInt(Place::rank).thenComparing(Place::number, Comparator.reverseOrder()));
    }

    private Stream<Place> lower(int rank) {
        return tally.places().stream().filter(one -> one.rank() < rank && one.evictor() != null);
    }

    /**
     * All streams, or all engines, are taken: who is alone in a stream and of a lower class than this, the lowest of those, and of
     * them who came last.
     */
    public synchronized Optional<Evictor> outranks(Who who) {
        int rank = rank(who);
        return rank == 0
                ? Optional.empty()
                : lower(rank)
                        .filter(one -> playersOf(one.wish().content()) == 1)
                        .min(Comparator.comparingInt(Place::rank)
                                .thenComparing(Place::number, Comparator.reverseOrder()))
                        .map(Place::evictor);
    }

    // ---- what places tell ----

    synchronized void free(Place place) {
        tally.remove(place);
        around.memory.hold(tally.players());
    }

    synchronized void begun(Place place) {
        tally.begun(place);
    }

    // ---- to be seen ----

    /** How many have a place. */
    public synchronized int players() {
        return tally.players();
    }

    /** Every limit, those that do not hold among them. */
    public List<Use> uses() {
        return LIMITS.stream().map(this::use).toList();
    }

    private Use use(Limit limit) {
        long turnedAway = limit == Limit.STREAMS
                ? around.streams.refused()
                : refused.get(limit).sum();
        return new Use(limit, most(limit), used(limit), turnedAway);
    }

    private long most(Limit limit) {
        return switch (limit) {
            case PLAYERS -> limits.players().all();
            case PLAYERS_PER_STREAM -> limits.players().perStream();
            case PLAYERS_PER_KEY -> limits.players().perKey();
            case PLAYERS_PER_ADDRESS -> limits.players().perAddress();
            case STREAMS -> limits.streams().all();
            case STREAMS_PER_KEY -> limits.streams().perKey();
            case STARTS -> limits.starts().atOnce();
            case STARTS_PER_MINUTE -> limits.starts().perMinute();
            case STARTS_PER_ADDRESS -> limits.starts().perAddress();
            case UPLINK -> limits.uplink();
            case MEMORY -> around.memory.total();
        };
    }

    private synchronized long used(Limit limit) {
        long now = ticker.getAsLong();
        return switch (limit) {
            case PLAYERS -> tally.players();
            case PLAYERS_PER_STREAM -> tally.contents().largest();
            case PLAYERS_PER_KEY -> tally.keys().largest();
            case PLAYERS_PER_ADDRESS -> tally.addresses().largest();
            case STREAMS -> around.streams.taken();
            case STREAMS_PER_KEY ->
                tally.holders().stream()
                        .mapToInt(holder -> tally.contentsOf(holder).size())
                        .max()
                        .orElse(0);
            case STARTS -> tally.starting().different();
            case STARTS_PER_MINUTE -> starts.count(now);
            case STARTS_PER_ADDRESS -> starts.largest(now);
            case UPLINK -> (bits() + MEGABIT - 1) / MEGABIT;
            case MEMORY -> around.memory.held();
        };
    }
}
