package io.acexy.core.hls;

import static io.acexy.core.hls.HlsConfig.TICKS_PER_SECOND;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The segments that a list names, and those that it has named and that are still to be had (draft-pantos-hls-rfc8216bis-22,
 * 6.2.1 and 6.2.2): segments come at the tail and leave at the head, and one that has left stays for its own duration plus that of the longest list
 * that has named it. Owns them. Confined to one thread; times are those of a ticker, in nanoseconds.
 */
final class SegmentList {

    /** A list is never shorter than so many target durations, once it has been longer. */
    private static final int LEAST_TARGETS = 3;

    /** Out of the list, and until when it can be had. */
    private record Removed(Segment segment, long until) {}

    private final long windowTicks;
    private final Deque<Segment> listed = new ArrayDeque<>();
    private final Deque<Removed> removed = new ArrayDeque<>();

    private long targetSeconds;
    /** From 0 on, and not from a large number as the segments: hls.js keeps them in an array that is as long as the number. */
    private long discontinuities;

    private long ticks;
    private long longestTicks;
    private long bytes;
    private long heldTicks;
    private int dependent;

    SegmentList(long windowTicks) {
        this.windowTicks = windowTicks;
    }

    /** Once, before anybody has read the list. */
    void promise(long target) {
        targetSeconds = target;
    }

    /** Consumes the segment, which has to follow on the last. */
    void add(Segment segment, long now) {
        listed.addLast(segment);
        ticks += segment.cut().length();
        bytes += segment.bytes();
        heldTicks += segment.cut().length();
        dependent += segment.cut().independent() ? 0 : 1;
        while (ticks > windowTicks && canDo(ticks - listed.getFirst().cut().length())) {
            removeFirst(now);
        }
        longestTicks = Math.max(longestTicks, ticks);
    }

    private boolean canDo(long withTicks) {
        return targetSeconds > 0 && withTicks >= LEAST_TARGETS * targetSeconds * TICKS_PER_SECOND;
    }

    private void removeFirst(long now) {
        Segment first = listed.removeFirst();
        ticks -= first.cut().length();
        dependent -= first.cut().independent() ? 0 : 1;
        discontinuities += first.cut().afterLoss() ? 1 : 0;
        long stays = HlsConfig.nanos(first.cut().length() + longestTicks);
        removed.addLast(new Removed(first, now + stays));
    }

    /** Lets go of those that need not be had any more. */
    void expire(long now) {
        while (!removed.isEmpty() && removed.getFirst().until() - now <= 0) {
            release(removed.removeFirst().segment());
        }
    }

    /**
     * Where there is not enough memory for all that has been promised: what has been listed goes before its time, and then
     * the list becomes as short as it may be.
     */
    void shrinkTo(long mostBytes, long now) {
        while (bytes > mostBytes && !removed.isEmpty()) {
            release(removed.removeFirst().segment());
        }
        while (bytes > mostBytes
                && listed.size() > LEAST_TARGETS
                && canDo(ticks - listed.getFirst().cut().length())) {
            removeFirst(now);
            release(removed.removeFirst().segment());
        }
    }

    private void release(Segment segment) {
        bytes -= segment.bytes();
        heldTicks -= segment.cut().length();
        segment.release();
    }

    boolean isEmpty() {
        return listed.isEmpty();
    }

    Segment last() {
        return listed.getLast();
    }

    /** What is listed, in ticks of 27 MHz. */
    long ticks() {
        return ticks;
    }

    /** Of media, of all segments that can be had. */
    long bytes() {
        return bytes;
    }

    /** How long all these play. */
    long heldTicks() {
        return heldTicks;
    }

    int size() {
        return listed.size();
    }

    /** One that can be had; null for any other number. */
    Segment find(long number) {
        if (listed.isEmpty() || number > listed.getLast().number()) {
            return null;
        }
        Iterator<Segment> newestFirst = listed.descendingIterator();
        while (newestFirst.hasNext()) {
            Segment segment = newestFirst.next();
            if (segment.number() == number) {
                return segment;
            }
        }
        for (Removed one : removed) {
            if (one.segment().number() == number) {
                return one.segment();
            }
        }
        return null;
    }

    /** The list, where the address of each segment ends in {@code query}. */
    String text(String query) {
        StringBuilder text = new StringBuilder(256 + listed.size() * (96 + query.length()));
        text.append("#EXTM3U\n#EXT-X-VERSION:3\n");
        if (dependent == 0) {
            text.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
        }
        text.append("#EXT-X-TARGETDURATION:").append(targetSeconds).append('\n');
        text.append("#EXT-X-MEDIA-SEQUENCE:").append(listed.getFirst().number()).append('\n');
        text.append("#EXT-X-DISCONTINUITY-SEQUENCE:").append(discontinuities).append('\n');
        for (Segment segment : listed) {
            text.append(segment.entry()).append(query).append('\n');
        }
        return text.toString();
    }

    /** Releases everything. */
    void close() {
        listed.forEach(Segment::release);
        listed.clear();
        removed.forEach(one -> one.segment().release());
        removed.clear();
        ticks = 0;
        heldTicks = 0;
        bytes = 0;
    }
}
