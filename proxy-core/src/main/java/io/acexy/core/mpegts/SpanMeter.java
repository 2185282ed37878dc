package io.acexy.core.mpegts;

import java.util.Optional;

/** Adds measurements up. */
final class SpanMeter {

    private double min = Double.MAX_VALUE;
    private double max = -Double.MAX_VALUE;
    private double sum;
    private long count;

    void add(double value) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        count++;
    }

    long count() {
        return count;
    }

    /** Nothing without any measurement. */
    Optional<Span> span() {
        return count == 0 ? Optional.empty() : Optional.of(new Span(min, sum / count, max));
    }
}
