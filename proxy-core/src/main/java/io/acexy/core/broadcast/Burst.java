package io.acexy.core.broadcast;

import java.time.Duration;

/**
 * What a subscriber who begins is given of the past, as fast as he takes it.
 *
 * @param bytes of media
 * @param media the time that they play, by the media clock
 */
public record Burst(long bytes, Duration media) {}
