package io.acexy.core.broadcast;

import io.acexy.core.mpegts.JoinPoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Where players can begin: the places in the ring, and those whose packets are still to be published. Where they lie closer
 * than anybody needs, some are left out, so that they never cost more than the media. Confined to the loop of its broadcast.
 */
final class JoinPoints {

    static final long NOWHERE = Long.MAX_VALUE;

    private static final long CLOSE_TICKS = 27_000_000 / 4;
    private static final long CLOSE_BYTES = 64 * 1024;

    private final long burstTicks;
    private final ArrayDeque<JoinPoint> coming = new ArrayDeque<>();
    /** At least a burst older than the newest media. */
    private final ArrayDeque<JoinPoint> old = new ArrayDeque<>();

    private final ArrayDeque<JoinPoint> young = new ArrayDeque<>();

    private JoinPoint last;
    private long newestTime;

    /** @param burstTicks how much media a newcomer should get at once, in ticks of 27 MHz */
    JoinPoints(long burstTicks) {
        this.burstTicks = burstTicks;
    }

    void mark(JoinPoint point) {
        if (last == null || !isClose(point)) {
            last = point;
            coming.addLast(point);
        }
    }

    private boolean isClose(JoinPoint point) {
        return point.kind() == last.kind()
                && point.mediaTime() - last.mediaTime() < CLOSE_TICKS
                && point.offset() - last.offset() < CLOSE_BYTES;
    }

    /**
     * What follows is something else: the next place counts, however close it is, and none that was to come behind the last
     * packet is one.
     */
    void jump() {
        last = null;
        coming.clear();
    }

    /**
     * A chunk comes into the ring, which begins at {@code start}. Returns the places that are known with it: they lie in it
     * or, where a picture showed late that it is one to begin with, a little before it.
     */
    List<JoinPoint> publish(Chunk chunk, long start) {
        List<JoinPoint> known = List.of();
        while (!coming.isEmpty() && coming.peekFirst().offset() < chunk.end()) {
            JoinPoint point = coming.removeFirst();
            if (point.offset() >= start) {
                known = with(known, point);
                young.addLast(point);
            }
        }
        newestTime = chunk.mediaTime();
        long latest = newestTime - burstTicks;
        while (!young.isEmpty() && young.peekFirst().mediaTime() <= latest) {
            old.addLast(young.removeFirst());
        }
        return known;
    }

    private static List<JoinPoint> with(List<JoinPoint> points, JoinPoint one) {
        if (points.isEmpty()) {
            return List.of(one);
        }
        List<JoinPoint> more = new ArrayList<>(points);
        more.add(one);
        return List.copyOf(more);
    }

    /** The ring begins here. */
    void dropBefore(long offset) {
        drop(old, offset);
        if (old.isEmpty()) {
            drop(young, offset);
        }
    }

    private static void drop(ArrayDeque<JoinPoint> points, long offset) {
        while (!points.isEmpty() && points.peekFirst().offset() < offset) {
            points.removeFirst();
        }
    }

    /**
     * The oldest place within so many ticks of the newest media, or else the newest one that gives the whole burst, or else the
     * oldest; null when there is none.
     */
    JoinPoint forNewcomer(long history) {
        if (history > burstTicks) {
            for (JoinPoint point : old) {
                if (newestTime - point.mediaTime() <= history) {
                    return point;
                }
            }
        }
        return old.isEmpty() ? young.peekFirst() : old.peekLast();
    }

    /** For one who has lagged: as much headroom as there is; null when there is none. */
    JoinPoint newest() {
        return young.isEmpty() ? old.peekLast() : young.peekLast();
    }

    /** Where the ring has to begin at the latest, so that newcomers get the whole burst; {@link #NOWHERE} while they cannot. */
    long needed() {
        return old.isEmpty() ? NOWHERE : old.peekLast().offset();
    }

    /** Whether any of them is more than the tables. */
    boolean haveMedia() {
        return hasMedia(young) || hasMedia(old) || hasMedia(coming);
    }

    private static boolean hasMedia(ArrayDeque<JoinPoint> points) {
        for (JoinPoint point : points) {
            if (point.kind() != JoinPoint.Kind.TABLES) {
                return true;
            }
        }
        return false;
    }

    void clear() {
        coming.clear();
        old.clear();
        young.clear();
    }
}
