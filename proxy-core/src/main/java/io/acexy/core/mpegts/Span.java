package io.acexy.core.mpegts;

/** Least, mean and most of what was measured. */
public record Span(double min, double mean, double max) {}
