package io.acexy.testkit;

import static io.acexy.testkit.HlsList.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds one live presentation, over any number of its lists and segments, to what draft-pantos-hls-rfc8216bis-22, 6.2 asks of a server.
 * Each breach is an {@link AssertionError}. Not for several threads.
 */
public final class HlsRules {

    private static final int PACKET = 188;
    private static final int NULL_PID = 0x1FFF;

    /** Two targets and not one and a half: who looks may look late. */
    private static final double NEWS_IN_TARGETS = 2;

    private final Map<Long, HlsList.Segment> known = new HashMap<>();
    private final Map<Long, Double> removedAt = new HashMap<>();
    private final Map<Integer, Integer> counters = new HashMap<>();
    private HlsList last;
    private double longest;
    private double newsAt;
    private long checked = -1;
    private int lists;

    /**
     * The next list.
     *
     * @param wall when it was read, in seconds
     * @param media how many seconds of media had come by then
     */
    public HlsList list(String text, double wall, double media) {
        HlsList list = HlsList.of(text);
        check(!list.segments().isEmpty(), "there are segments");
        for (HlsList.Segment segment : list.segments()) {
            check(Math.round(segment.seconds()) <= list.target(), "no segment is longer than the target: " + segment);
            check(segment.seconds() > 0, "each segment has a length: " + segment);
            HlsList.Segment before = known.putIfAbsent(segment.number(), segment);
            check(before == null || before.equals(segment), "what is listed stays: " + before + " and " + segment);
        }
        if (last == null) {
            newsAt = media;
        } else {
            follows(list, wall, media);
        }
        longest = Math.max(longest, list.seconds());
        last = list;
        lists++;
        return list;
    }

    private void follows(HlsList list, double wall, double media) {
        check(list.target() == last.target(), "the target stays");
        check(list.first() >= last.first(), "numbers do not fall");
        check(list.first() <= end(last), "nothing is left out");
        check(end(list) >= end(last), "nothing is taken back");
        if (list.first() > last.first()) {
            check(list.seconds() >= 3 * list.target() - 0.001, "three targets are left: " + list.seconds());
        }
        for (long number = last.first(); number < list.first(); number++) {
            removedAt.put(number, wall);
        }
        if (end(list) > end(last)) {
            newsAt = media;
        }
        check(media - newsAt <= NEWS_IN_TARGETS * list.target(), "something new comes: " + (media - newsAt) + " s");
    }

    private static long end(HlsList list) {
        return list.first() + list.segments().size();
    }

    /** Segments that have left the list and have to be there all the same. */
    public List<HlsList.Segment> removed(double wall) {
        List<HlsList.Segment> due = new ArrayList<>();
        removedAt.forEach((number, since) -> {
            HlsList.Segment segment = known.get(number);
            if (wall < since + segment.seconds() + longest) {
                due.add(segment);
            }
        });
        return due;
    }

    /**
     * A segment's bytes, in the order of the numbers: whole packets that begin with the tables, and go on where the segment before
     * ended unless a discontinuity is listed.
     */
    public void segment(HlsList.Segment segment, byte[] bytes) {
        check(bytes.length > 0 && bytes.length % PACKET == 0, "whole packets: " + bytes.length + " of " + segment);
        check(pid(bytes, 0) == 0, "the programme table comes first: " + segment);
        check((bytes[PACKET + 1] & 0x40) != 0 && pid(bytes, PACKET) != NULL_PID, "and the programme's: " + segment);
        if (segment.number() <= checked) {
            return;
        }
        if (segment.afterDiscontinuity() || (checked >= 0 && segment.number() > checked + 1)) {
            counters.clear();
        }
        checked = segment.number();
        for (int at = 0; at < bytes.length; at += PACKET) {
            packet(segment, bytes, at);
        }
    }

    private void packet(HlsList.Segment segment, byte[] bytes, int at) {
        check(bytes[at] == 0x47, "packets from the first byte to the last: " + segment);
        int pid = pid(bytes, at);
        boolean payload = (bytes[at + 3] & 0x10) != 0;
        boolean adaptation = (bytes[at + 3] & 0x20) != 0 && bytes[at + 4] > 0;
        boolean announced = adaptation && (bytes[at + 5] & 0x80) != 0;
        if (pid == NULL_PID) {
            return;
        }
        int counter = bytes[at + 3] & 0x0F;
        Integer before = counters.put(pid, counter);
        // Tables at a segment's head are repeated as they came last.
        boolean goesOn = before == null || announced || counter == before || counter == ((before + 1) & 0x0F);
        check(
                goesOn || !payload,
                "nothing is missing without a discontinuity: PID " + pid + " in " + segment + " at " + at + " after "
                        + before + " has " + counter);
    }

    private static int pid(byte[] bytes, int at) {
        return ((bytes[at + 1] & 0x1F) << 8) | (bytes[at + 2] & 0xFF);
    }

    /** How many lists there have been. */
    public int lists() {
        return lists;
    }

    /** How many segments have been listed. */
    public int segments() {
        return known.size();
    }

    /** How many of them begin behind a discontinuity. */
    public long discontinuities() {
        return known.values().stream()
                .filter(HlsList.Segment::afterDiscontinuity)
                .count();
    }
}
