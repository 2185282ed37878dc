package io.acexy.core.stream;

import java.time.Duration;

/**
 * How one player fares, at one moment.
 *
 * @param kind whether he found the stream playing; null before he has a seat
 * @param begun whether he has had media
 * @param waited from the wish to the first media, or until now
 * @param delivered media bytes that he was given
 * @param skips how often the ring has overtaken him
 * @param skipped media bytes that he has lost by it
 * @param behind how far behind the newest media is what he was given last; null before the first
 */
public record ViewingStatus(
        Join.Kind kind, boolean begun, Duration waited, long delivered, int skips, long skipped, Duration behind) {}
