package io.acexy.core.broadcast;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Who has just joined and has not had all of his past yet. Where keyframes are far apart he begins further back than the ring keeps for
 * its age, and the next keyframe that newcomers can begin at would take from him what he is being given. It stays until he has it, for
 * as long as a burst plays: who takes it more slowly lags. Confined to the broadcast's loop.
 */
final class Newcomers {

    private record Newcomer(Cursor cursor, long since) {}

    private final long patience;
    private final Deque<Newcomer> newcomers = new ArrayDeque<>();

    /** @param patience how much media may be published until a newcomer is one no more, in ticks of 27 MHz */
    Newcomers(long patience) {
        this.patience = patience;
    }

    /** @param now the media clock at the end of the newest chunk */
    void add(Cursor cursor, long now) {
        newcomers.addLast(new Newcomer(cursor, now));
    }

    /**
     * What is not to be dropped for its age: that of those who will join, and of those who have just joined.
     *
     * @param needed position of what those who will join need, {@link JoinPoints#NOWHERE} if they need nothing
     * @param now the media clock at the end of the newest chunk
     */
    long needed(long needed, long now) {
        long least = needed;
        for (Iterator<Newcomer> all = newcomers.iterator(); all.hasNext(); ) {
            Newcomer one = all.next();
            boolean left = one.cursor.index < 0;
            if (left || now - one.since > patience || one.cursor.position >= needed) {
                all.remove();
            } else {
                least = Math.min(least, one.cursor.position);
            }
        }
        return least;
    }
}
