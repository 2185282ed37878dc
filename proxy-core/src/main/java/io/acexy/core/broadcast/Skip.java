package io.acexy.core.broadcast;

import java.time.Duration;

/**
 * What a subscriber has lost who was overtaken by the ring.
 *
 * @param bytes of media between the last that he was given and the place where he goes on
 * @param media the time that they play, by the media clock
 * @param behind how far behind the newest media he had fallen, by the media clock
 */
public record Skip(long bytes, Duration media, Duration behind) {}
