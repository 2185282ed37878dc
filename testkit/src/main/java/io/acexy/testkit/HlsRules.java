package io.acexy.testkit;

import static io.acexy.testkit.HlsList.check;

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
    private final Map<Long, Named> named = new HashMap<>();
    private final Map<Integer, Integer> counters = new HashMap<>();
    private HlsList last;
    private double lastAsked;
    private double newsAt;
    private long checked = -1;
    private int lists;

    /** What the lists that name a segment promise of it: the last was asked for then, and the longest plays so many seconds. */
    private record Named(double asked, double longest) {}

    /**
     * The next list.
     *
     * @param asked when it was asked for, in seconds: it is no older than that, and what it names left it no earlier
     * @param read when it was there, in seconds: it is no younger than that
     * @param media how many seconds of media had come when it was read
     */
    public HlsList list(String text, double asked, double read, double media) {
        HlsList list = HlsList.of(text);
        check(!list.segments().isEmpty(), "there are segments");
        for (HlsList.Segment segment : list.segments()) {
            check(Math.round(segment.seconds()) <= list.target(), "no segment is longer than the target: " + segment);
            check(segment.seconds() > 0, "each segment has a length: " + segment);
            HlsList.Segment before = known.putIfAbsent(segment.number(), segment);
            check(before == null || before.equals(segment), "what is listed stays: " + before + " and " + segment);
            named.merge(
                    segment.number(),
                    new Named(asked, list.seconds()),
                    (old, now) -> new Named(now.asked, Math.max(old.longest, now.longest)));
        }
        if (last == null) {
            newsAt = media;
        } else {
            follows(list, media, read - lastAsked);
        }
        last = list;
        lastAsked = asked;
        lists++;
        return list;
    }

    private void follows(HlsList list, double media, double elapsed) {
        check(list.target() == last.target(), "the target stays");
        check(list.first() >= last.first(), "numbers do not fall");
        // Who looks that late finds a list that has gone on by more than it holds.
        check(list.first() <= end(last) || elapsed > last.seconds() - last.target(), "nothing is left out");
        check(end(list) >= end(last), "nothing is taken back");
        if (list.first() > last.first()) {
            check(list.seconds() >= 3 * list.target() - 0.001, "three targets are left: " + list.seconds());
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
        return known.values().stream()
                .filter(segment -> segment.number() < last.first() && isOwed(segment, wall))
                .toList();
    }

    /**
     * Whether a segment has to be there at a time, in seconds: for its own length, and that of the longest list that has named it,
     * from its removal on. That is known to be later than the last list with it was asked for, and no more.
     */
    public boolean isOwed(HlsList.Segment segment, double wall) {
        Named promise = named.get(segment.number());
        return wall < promise.asked + segment.seconds() + promise.longest;
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
