package io.acexy.core.stream;

import java.time.Duration;

/**
 * A player who had a seat is gone.
 *
 * @param player what logs call him
 * @param reason why
 * @param begun whether he has had any media
 * @param stayed since he asked
 * @param delivered media bytes that he was given
 * @param skips how often the ring has overtaken him
 * @param skipped media bytes that he has lost by it
 */
public record Departure(
        String player, LeaveReason reason, boolean begun, Duration stayed, long delivered, int skips, long skipped) {}
