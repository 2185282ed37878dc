package io.acexy.server.play;

import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.ViewingStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Everybody who plays or waits, in whatever form: to be seen, and to be sent away. Any thread; nothing here waits. */
public final class PlayerBook {

    private final AtomicLong last = new AtomicLong();
    private final Map<Long, Entry> entries = new ConcurrentHashMap<>();
    private final Map<PlayerForm, Past> past = new EnumMap<>(PlayerForm.class);

    public PlayerBook() {
        for (PlayerForm form : PlayerForm.values()) {
            past.put(form, new Past());
        }
    }

    /** What has been given to those of one form. */
    private static final class Past {

        /** To those who have gone. */
        private final LongAdder gone = new LongAdder();

        /** In all, as was last told: who is just going is in neither count for a moment. */
        private final AtomicLong told = new AtomicLong();
    }

    /**
     * All players of one form.
     *
     * @param players how many there are now
     * @param delivered media bytes that they and those before them were given since the start; never falls
     */
    public record Served(int players, long delivered) {}

    /**
     * What does not change of a player.
     *
     * @param content what he watches
     * @param form in which form
     * @param caller who he is
     */
    record Wish(ContentId content, PlayerForm form, Caller caller) {}

    /**
     * What the book can ask of a player, on any thread.
     *
     * @param status how he fares
     * @param delivered media bytes that he was given; asked of thousands at a time
     * @param kick sends him away
     */
    record Watched(Supplier<ViewingStatus> status, LongSupplier delivered, Runnable kick) {}

    /** One line of the book. */
    final class Entry {

        private final long id = last.incrementAndGet();
        private final Instant since = Instant.now();
        private final Wish wish;
        private final Watched player;

        private Entry(Wish wish, Watched player) {
            this.wish = wish;
            this.player = player;
        }

        private PlayerStatus status() {
            return new PlayerStatus(id, wish.content, wish.form, wish.caller, since, player.status.get());
        }

        /** He is gone; once more is harmless. */
        void strike() {
            if (entries.remove(id) != null) {
                past.get(wish.form).gone.add(player.delivered.getAsLong());
            }
        }
    }

    /** Writes a player down. */
    Entry enter(Wish wish, Watched player) {
        Entry entry = new Entry(wish, player);
        entries.put(entry.id, entry);
        return entry;
    }

    /** Everybody, who came first is first. */
    public List<PlayerStatus> statuses() {
        return entries.values().stream()
                .map(Entry::status)
                .sorted(Comparator.comparingLong(PlayerStatus::id))
                .toList();
    }

    /** How many there are. */
    public int count() {
        return entries.size();
    }

    /** Who has been served, by form. */
    public Map<PlayerForm, Served> served() {
        Map<PlayerForm, Sum> sums = new EnumMap<>(PlayerForm.class);
        past.forEach((form, before) -> sums.put(form, new Sum(before.gone.sum())));
        for (Entry entry : entries.values()) {
            Sum sum = sums.get(entry.wish.form);
            sum.players++;
            sum.delivered += entry.player.delivered.getAsLong();
        }
        Map<PlayerForm, Served> served = new EnumMap<>(PlayerForm.class);
        sums.forEach((form, sum) -> {
            long told = past.get(form).told.accumulateAndGet(sum.delivered, Math::max);
            served.put(form, new Served(sum.players, told));
        });
        return served;
    }

    /** Of one form, while it is added up. */
    private static final class Sum {

        private int players;
        private long delivered;

        Sum(long delivered) {
            this.delivered = delivered;
        }
    }

    /** Sends everybody away who has shown the key of one of these. */
    public void kickHolders(Set<String> names) {
        entries.values().stream()
                .filter(entry -> names.contains(entry.wish.caller.key()))
                .forEach(entry -> entry.player.kick.run());
    }

    /**
     * Sends a player away.
     *
     * @return false when there is no such player
     */
    public boolean kick(long id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return false;
        }
        entry.player.kick.run();
        return true;
    }
}
