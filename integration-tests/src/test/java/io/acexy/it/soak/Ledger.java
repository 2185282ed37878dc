package io.acexy.it.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What became of every visit. Any thread. */
final class Ledger {

    private static final int MOST_LINES = 200;

    private final Map<String, Map<String, Long>> outcomes = new TreeMap<>();
    private final Map<String, Long> causes = new TreeMap<>();
    private final List<String> unexplained = new ArrayList<>();
    private final Consumer<String> log;
    private long unexplainedCount;
    private long checkedPackets;
    private long checkedVisits;
    private long checkedRanges;
    private long jumps;
    private long bytes;

    /**
     * @param log is told of what no fault explains as soon as it has happened
     */
    Ledger(Consumer<String> log) {
        this.log = log;
    }

    /** A visit of this kind has ended in this way. */
    synchronized void count(String kind, String outcome) {
        outcomes.computeIfAbsent(kind, any -> new TreeMap<>()).merge(outcome, 1L, Long::sum);
    }

    /** What befell somebody is put down to a fault. */
    synchronized void explained(String what, String cause) {
        causes.merge(what + " by " + cause, 1L, Long::sum);
    }

    /** Something befell somebody that no fault has forced. */
    synchronized void unexplained(String what) {
        unexplainedCount++;
        log.accept("unexplained: " + what);
        if (unexplained.size() < MOST_LINES) {
            unexplained.add(what);
        }
    }

    synchronized void checked(long packets, int jumped) {
        checkedPackets += packets;
        checkedVisits++;
        jumps += jumped;
    }

    synchronized void checkedRange() {
        checkedRanges++;
    }

    synchronized void received(long count) {
        bytes += count;
    }

    synchronized long unexplainedCount() {
        return unexplainedCount;
    }

    synchronized List<String> unexplained() {
        return List.copyOf(unexplained);
    }

    synchronized Map<String, Long> causes() {
        return new TreeMap<>(causes);
    }

    synchronized Map<String, Map<String, Long>> outcomes() {
        Map<String, Map<String, Long>> copy = new TreeMap<>();
        outcomes.forEach((kind, counts) -> copy.put(kind, new TreeMap<>(counts)));
        return copy;
    }

    /** What was compared, in a sentence. */
    synchronized String compared() {
        return String.format(
                "%,d MB were received. Of %,d sampled visits %,d packets were held against the broadcast as they came (%,d jumps forward),"
                        + " and %,d ranges of films against their files.",
                bytes / 1_000_000, checkedVisits, checkedPackets, jumps, checkedRanges);
    }
}
