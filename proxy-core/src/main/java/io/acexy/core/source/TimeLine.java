package io.acexy.core.source;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which clock references have been published of late, so that media is not taken for new because a clock was set back or runs
 * the same hours again. In ticks of 27 MHz, as sent. Confined to the home loop.
 */
final class TimeLine {

    /** Where a clock reference lies. */
    enum Place {
        /** Published already, or before what was. */
        OLD,
        /** After all that was published. */
        NEW,
        /** After the end by its number, which went by before the clock was set back, too: it could be either. */
        AGAIN,
        /** Of another clock, or there is none: nothing to compare. */
        FOREIGN
    }

    /** The clock reference wraps here: 33 bits of 90 kHz, times 300. */
    private static final long RANGE = (1L << 33) * 300;

    /** Clocks further apart than this are not of one broadcast. */
    private static final long MAX_APART = 600L * 27_000_000;

    /** A longer step is a jump, as is each step back. */
    private static final long LONGEST_STEP = 10L * 27_000_000;

    /** The end of an hour that was left by a jump may come from an engine that is further behind: no engines are further apart. */
    private static final long REMEMBERED = 30L * 27_000_000;

    private static final int MOST_HOURS = 8;

    /** Left by a jump: a stretch of clock references without one. */
    private record Hour(long from, long length) {

        boolean has(long pcr) {
            return Math.floorMod(pcr - from, RANGE) <= length;
        }
    }

    private final Deque<Hour> left = new ArrayDeque<>();
    private long begin = -1;
    private long end = -1;

    void add(long pcr) {
        if (end >= 0 && Math.floorMod(pcr - end, RANGE) > LONGEST_STEP) {
            leave();
            begin = pcr;
        }
        begin = begin < 0 ? Math.floorMod(pcr - REMEMBERED, RANGE) : begin; // what went before it is old, too
        end = pcr;
    }

    private void leave() {
        long length = Math.min(REMEMBERED, Math.floorMod(end - begin, RANGE));
        left.addLast(new Hour(Math.floorMod(end - length, RANGE), length));
        if (left.size() > MOST_HOURS) {
            left.removeFirst();
        }
    }

    /** How far a clock reference lies after the last published one; negative when before it. */
    long ahead(long pcr) {
        long difference = Math.floorMod(pcr - end, RANGE);
        return difference > RANGE / 2 ? difference - RANGE : difference;
    }

    /** Whether it can be compared at all. */
    boolean isRelated(long pcr) {
        return end >= 0 && pcr >= 0 && Math.abs(ahead(pcr)) <= MAX_APART;
    }

    Place place(long pcr) {
        if (end < 0 || pcr < 0) {
            return Place.FOREIGN;
        }
        long ahead = ahead(pcr);
        if (ahead <= 0 && ahead >= -MAX_APART) {
            return Place.OLD;
        }
        if (left.stream().anyMatch(hour -> hour.has(pcr))) {
            return ahead > 0 && ahead <= MAX_APART ? Place.AGAIN : Place.OLD;
        }
        return ahead > 0 && ahead <= MAX_APART ? Place.NEW : Place.FOREIGN;
    }
}
