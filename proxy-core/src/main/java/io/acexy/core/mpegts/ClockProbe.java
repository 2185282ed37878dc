package io.acexy.core.mpegts;

import java.util.Arrays;
import java.util.Optional;

/**
 * Measures the clock references of one PID: how far apart they are, how they fit the bytes between them, and how many bits a
 * second of them has. Confined to one thread.
 */
final class ClockProbe {

    private static final double TICKS_PER_MILLI = 27_000;
    private static final long LONGEST_STEP = 10 * MediaClock.TICKS_PER_SECOND;
    private static final long WRAP = (1L << 33) * 300;

    /** Of a constant bit rate, half of all references fit the bytes as well as that, whatever happens to the others. */
    private static final double CONSTANT_MILLIS = 1;

    /** So many are kept of those that were measured: ten minutes at the usual ten a second. */
    private static final int MOST = 6_000;

    private final SpanMeter intervals = new SpanMeter();
    private final SpanMeter bits = new SpanMeter();
    private final double[] deviations = new double[MOST];
    private int measured;

    // the last two references: value and position
    private long before = -1;
    private long beforeAt;
    private long last = -1;
    private long lastAt;

    private long pieceBegan;
    private long pieceBeganAt = -1;
    private long elapsed;
    private long count;
    private long discontinuities;

    /**
     * One more.
     *
     * @param pcr in ticks of 27 MHz
     * @param at position of its packet in the stream, in bytes
     * @param announced whether the stream says that it does not continue the one before
     */
    void reference(long pcr, long at, boolean announced) {
        count++;
        long step = last < 0 ? 0 : Math.floorMod(pcr - last, WRAP);
        if (last >= 0 && (announced || step > LONGEST_STEP)) {
            discontinuities++;
            forget();
            step = 0;
        }
        if (last >= 0) {
            intervals.add(step / TICKS_PER_MILLI);
            deviation(at, step);
        }
        elapsed += step;
        piece(at);
        before = last;
        beforeAt = lastAt;
        last = pcr;
        lastAt = at;
    }

    /** What comes next does not go on where this ended. */
    void forget() {
        before = -1;
        last = -1;
        pieceBeganAt = -1;
    }

    /** How far the last reference is from the line between its neighbours. */
    private void deviation(long at, long step) {
        if (before < 0 || measured == MOST || at <= beforeAt) {
            return;
        }
        long first = Math.floorMod(last - before, WRAP);
        double expected = (double) (first + step) * (lastAt - beforeAt) / (at - beforeAt);
        deviations[measured++] = Math.abs(first - expected) / TICKS_PER_MILLI;
    }

    private void piece(long at) {
        if (pieceBeganAt < 0) {
            pieceBegan = elapsed;
            pieceBeganAt = at;
        } else if (elapsed - pieceBegan >= MediaClock.TICKS_PER_SECOND) {
            double seconds = (double) (elapsed - pieceBegan) / MediaClock.TICKS_PER_SECOND;
            bits.add((at - pieceBeganAt) * 8 / seconds);
            pieceBegan = elapsed;
            pieceBeganAt = at;
        }
    }

    Optional<Span> bitsPerSecond() {
        return bits.span();
    }

    TsReport.Clock report() {
        return new TsReport.Clock(count, intervals.span(), jitter(), discontinuities);
    }

    private Optional<Span> jitter() {
        if (measured == 0) {
            return Optional.empty();
        }
        double[] sorted = Arrays.copyOf(deviations, measured);
        Arrays.sort(sorted);
        if (sorted[measured / 2] > CONSTANT_MILLIS) {
            return Optional.empty();
        }
        return Optional.of(new Span(sorted[0], Arrays.stream(sorted).average().orElse(0), sorted[measured - 1]));
    }
}
