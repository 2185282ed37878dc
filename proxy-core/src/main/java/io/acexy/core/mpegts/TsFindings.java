package io.acexy.core.mpegts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a report means to somebody who watches.
 *
 * @param verdict in one word
 * @param words what was found, the worst first
 */
public record TsFindings(Verdict verdict, List<String> words) {

    /** In one word. */
    public enum Verdict {
        GOOD,
        /** Players cope with it, or notice little. */
        FLAWED,
        /** Players stumble. */
        BAD,
        /** Nothing came. */
        SILENT
    }

    /** Faults that players conceal when they are rare. */
    private static final double CONTINUITY_A_MINUTE = 10;

    private static final double FAR_KEYFRAMES_SECONDS = 5;
    private static final double REFERENCES_MILLIS = 100;
    private static final double JITTER_MILLIS = 10;
    private static final double SLOW_PACE = 0.97;
    private static final double LONG_PAUSE_MILLIS = 2_000;
    private static final double LONGEST_PAUSE_MILLIS = 5_000;

    /** Within less time a missing keyframe says nothing. */
    private static final Duration KEYFRAME_PATIENCE = Duration.ofSeconds(10);

    /** Media comes in pieces: within less time one of them, more or less, looks like another pace. */
    private static final Duration PACE_PATIENCE = Duration.ofSeconds(10);

    /** One of them. */
    private record Finding(Verdict verdict, String words) {}

    /**
     * Judges.
     *
     * @param watched for so long
     */
    public static TsFindings of(TsReport report, Duration watched) {
        if (report.amount().packets() == 0) {
            return new TsFindings(Verdict.SILENT, List.of("nothing came"));
        }
        List<Finding> found = new ArrayList<>();
        continuity(report, watched, found);
        checks(report, found);
        times(report, found);
        keyframes(report, watched, found);
        arrival(report, watched, found);
        found.sort(Comparator.comparing(Finding::verdict).reversed());
        Verdict worst = found.isEmpty() ? Verdict.GOOD : found.get(0).verdict();
        List<String> words = found.isEmpty()
                ? List.of("nothing is wrong")
                : found.stream().map(Finding::words).toList();
        return new TsFindings(worst, words);
    }

    private static void continuity(TsReport report, Duration watched, List<Finding> found) {
        long errors = report.faults().continuity();
        if (errors > 0) {
            double minutes = Math.max(1, watched.toSeconds()) / 60.0;
            Verdict verdict = errors / minutes >= CONTINUITY_A_MINUTE ? Verdict.BAD : Verdict.FLAWED;
            found.add(new Finding(verdict, times(errors) + " packets are missing, or come once too often"));
        }
        if (report.faults().jumps() > 0) {
            found.add(new Finding(
                    Verdict.FLAWED,
                    times(report.faults().jumps()) + " the media jumped: the engine was changed, or lost some"));
        }
    }

    private static void checks(TsReport report, List<Finding> found) {
        for (TsReport.Check check : report.contents().firstPriority()) {
            if (!check.isPassed() && !check.name().equals("Continuity_count_error")) {
                boolean tables =
                        check.name().equals("PAT_error") || check.name().equals("PMT_error");
                found.add(new Finding(tables ? Verdict.FLAWED : Verdict.BAD, check.words()));
            }
        }
    }

    private static void times(TsReport report, List<Finding> found) {
        TsReport.Clock clock = report.clock();
        if (clock.discontinuities() > 0) {
            found.add(new Finding(Verdict.FLAWED, times(clock.discontinuities()) + " the clock jumped"));
        }
        if (isOver(clock.intervalMillis(), REFERENCES_MILLIS)) {
            found.add(new Finding(
                    Verdict.FLAWED, "clock references are up to " + whole(clock.intervalMillis()) + " ms apart"));
        }
        if (isOver(clock.jitterMillis(), JITTER_MILLIS)) {
            found.add(new Finding(
                    Verdict.FLAWED, "clock references are up to " + whole(clock.jitterMillis()) + " ms off"));
        }
        if (report.stamps().gaps() > 0) {
            found.add(new Finding(Verdict.BAD, times(report.stamps().gaps()) + " there is no picture for over 0.7 s"));
        }
    }

    private static boolean isOver(Optional<Span> span, double limit) {
        return span.filter(one -> one.max() > limit).isPresent();
    }

    private static String whole(Optional<Span> span) {
        return String.valueOf(Math.round(span.orElseThrow().max()));
    }

    private static void keyframes(TsReport report, Duration watched, List<Finding> found) {
        if (report.keyframes().count() == 0 && watched.compareTo(KEYFRAME_PATIENCE) >= 0) {
            found.add(new Finding(Verdict.BAD, "no place where a player could begin"));
        }
        report.keyframes()
                .distanceSeconds()
                .filter(one -> one.max() > FAR_KEYFRAMES_SECONDS)
                .ifPresent(one -> found.add(new Finding(
                        Verdict.FLAWED,
                        String.format(
                                Locale.ROOT, "keyframes are up to %.1f s apart: players begin late", one.max()))));
    }

    private static void arrival(TsReport report, Duration watched, List<Finding> found) {
        TsReport.Arrival arrival = report.arrival();
        boolean enough = watched.compareTo(PACE_PATIENCE) >= 0;
        if (enough && arrival.pace().isPresent() && arrival.pace().getAsDouble() < SLOW_PACE) {
            long percent = Math.round(arrival.pace().getAsDouble() * 100);
            found.add(new Finding(Verdict.BAD, "media comes slower than it plays: " + percent + " % of it"));
        }
        if (arrival.longestPauseMillis() > LONG_PAUSE_MILLIS) {
            Verdict verdict = arrival.longestPauseMillis() > LONGEST_PAUSE_MILLIS ? Verdict.BAD : Verdict.FLAWED;
            found.add(new Finding(
                    verdict,
                    String.format(Locale.ROOT, "nothing came for %.1f s", arrival.longestPauseMillis() / 1_000)));
        }
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }
}
