package io.acexy.core.broadcast;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes that all rings together may hold. While all get what they ask for there is no limit; when they ask for more than
 * there is, all that ask for more than some level are held down to it, the same for each, and it is the highest level at which
 * they fit: so the longest are shortened first, and evenly. Each ring asks for itself, and drops its own chunks on its own loop.
 * What cannot be shortened is reserved before, and refused where it does not fit ({@link Reservation}).
 *
 * <p>Usable from any thread. The one lock is held for a sum, or for a sort where there is not enough; a ring asks when it has
 * grown by an eighth, and reads the level for each chunk without it.
 */
public final class BufferBudget {

    private static final Logger LOG = LoggerFactory.getLogger(BufferBudget.class);

    /** No limit: everybody gets what he asks for. */
    static final long PLENTY = Long.MAX_VALUE;

    /** A ring asks for so much more than it needs at the moment. */
    private static final long SMALLEST_STEP = 128 * 1024;

    /** Rings that publish follow the level by themselves. The others are told when it has fallen by a sixteenth. */
    private static final int NOTICED = 16;

    /** Reservations leave a quarter to the rings, so that what runs goes on. */
    private static final int QUARTERS_TO_RESERVE = 3;

    private final long total;

    // guarded by this
    private final List<Share> shares = new ArrayList<>();
    private long asked;
    private long toldLevel = PLENTY;
    private boolean shortening;
    private long reserved;

    private volatile long level = PLENTY;

    /** @param total bytes of media; what they cost in memory is in docs/operations.md */
    public BufferBudget(long total) {
        if (total < 1) {
            throw new IllegalArgumentException("a budget of " + total + " bytes");
        }
        this.total = total;
    }

    /** Without a limit, for who has only one ring. */
    public static BufferBudget unlimited() {
        return new BufferBudget(PLENTY);
    }

    /** How many bytes each ring may hold at the moment; {@link Long#MAX_VALUE} while there is enough for all. */
    public long level() {
        return level;
    }

    /** Bytes of media that all may hold together; {@link Long#MAX_VALUE} where there is no limit. */
    public long total() {
        return total;
    }

    /**
     * One more ring.
     *
     * @param shorten called on {@code home} when the ring has to become shorter; it may be called for nothing
     */
    public Share open(EventExecutor home, Runnable shorten) {
        return new Share(home, shorten);
    }

    /**
     * What the budget is asked for at one moment.
     *
     * @param total all that there is
     * @param asked what rings have asked for: what they hold, and an eighth more
     * @param reserved what is held for those who cannot do with less
     */
    public record Use(long total, long asked, long reserved) {}

    /** At this moment. Any thread. */
    public synchronized Use use() {
        return new Use(total, asked, reserved);
    }

    private void ask(Share share, long bytes) {
        List<Share> told;
        synchronized (this) {
            if (bytes > 0 && share.asked == 0) {
                share.index = shares.size();
                shares.add(share);
            } else if (bytes == 0 && share.asked > 0) {
                remove(share);
            }
            asked += bytes - share.asked;
            share.asked = bytes;
            told = level(total - reserved);
        }
        told.forEach(Share::tell);
    }

    /** Finds the level anew where the rings may hold so much, and returns those who have to be told. */
    private List<Share> level(long forRings) {
        level = asked <= forRings
                ? PLENTY
                : level(forRings, shares.stream().mapToLong(one -> one.asked).toArray());
        say(forRings);
        return fallen();
    }

    /** Memory beside the rings, which holds what has been promised. */
    public Reservation reserve() {
        return new Reservation();
    }

    private boolean reserve(Reservation reservation, long bytes) {
        List<Share> told;
        synchronized (this) {
            long others = reserved - reservation.bytes;
            if (bytes > reservation.bytes && bytes > total / 4 * QUARTERS_TO_RESERVE - others) {
                return false;
            }
            reserved = others + bytes;
            reservation.bytes = bytes;
            told = level(total - reserved);
        }
        told.forEach(Share::tell);
        return true;
    }

    private void remove(Share share) {
        Share last = shares.remove(shares.size() - 1);
        if (last != share) {
            shares.set(share.index, last);
            last.index = share.index;
        }
    }

    /** The level at which all that has been asked for fits into the total, like water in vessels of different heights. */
    static long level(long total, long... wishes) {
        Arrays.sort(wishes);
        long left = total;
        for (int i = 0; i < wishes.length; i++) {
            long even = left / (wishes.length - i);
            if (wishes[i] > even) {
                return even;
            }
            left -= wishes[i];
        }
        return PLENTY;
    }

    private List<Share> fallen() {
        if (level > toldLevel) {
            toldLevel = level;
        }
        if (level >= toldLevel - toldLevel / NOTICED) {
            return List.of();
        }
        toldLevel = level;
        return shares.stream().filter(share -> share.asked > level).toList();
    }

    /** Once when it begins, and once when it has clearly ended. */
    private void say(long forRings) {
        if (!shortening && level < PLENTY) {
            shortening = true;
            LOG.atWarn()
                    .addKeyValue("streams", shares.size())
                    .addKeyValue("wanted", asked)
                    .addKeyValue("total", forRings)
                    .addKeyValue("each", level)
                    .log("the rings of all streams want more memory than they may have, and the longest are shortened");
        } else if (shortening && asked <= forRings / 4 * 3) {
            shortening = false;
            LOG.atInfo().addKeyValue("streams", shares.size()).log("the rings of all streams have their full length");
        }
    }

    /**
     * Memory for what cannot be shortened: it is there, or it is refused; the rings have what is left. Belongs to one thread
     * at a time.
     */
    public final class Reservation {

        private long bytes;

        private Reservation() {}

        /** So many bytes of media from now on. Less is always possible; false, and nothing has changed, where more do not fit. */
        public boolean resize(long wanted) {
            return reserve(this, wanted);
        }

        /** How many it has; 0 at first. */
        public long bytes() {
            return bytes;
        }

        /** Gives it back; once more is harmless. */
        public void close() {
            reserve(this, 0);
        }
    }

    /** What one ring has asked for, or who holds media as a ring does. Called on the ring's loop only. */
    public final class Share {

        private final EventExecutor home;
        private final Runnable shorten;
        private final AtomicBoolean told = new AtomicBoolean();

        /** Written by the ring's loop under the lock: read there without it, and by others with it. */
        private long asked;

        /** Place in the list; guarded by the lock. */
        private int index;

        private Share(EventExecutor home, Runnable shorten) {
            this.home = home;
            this.shorten = shorten;
        }

        /**
         * How many bytes the ring may hold.
         *
         * @param wanted how many it would hold if it could
         */
        public long limit(long wanted) {
            // One that is held down does not know what it would want: its wish stands until it has fallen below the
            // level.
            if (wanted > asked || (wanted < asked / 2 && wanted < level / 8 * 7)) {
                ask(this, wanted + Math.max(SMALLEST_STEP, wanted / 8));
            }
            return level;
        }

        /** The ring is empty, and stays so until it asks again. */
        public void close() {
            if (asked > 0) {
                ask(this, 0);
            }
        }

        /** Once until the ring has heard it, however often the level falls meanwhile. */
        private void tell() {
            if (told.compareAndSet(false, true)) {
                try {
                    home.execute(this::heard);
                } catch (RejectedExecutionException ignored) {
                    // The loop has ended with the process, and the ring with it.
                }
            }
        }

        private void heard() {
            told.set(false);
            shorten.run();
        }
    }
}
