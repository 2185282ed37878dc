package io.acexy.orchestrator.http;

import java.time.Duration;

/**
 * How much a transport spends on one peer.
 *
 * @param connections connections at a time
 * @param waiting calls that may wait for one of them
 * @param bodyLimit bytes of an answer's body
 * @param idleTimeout how long an unused connection is kept
 */
public record HttpLimits(int connections, int waiting, int bodyLimit, Duration idleTimeout) {

    public HttpLimits {
        checkAtLeast(1, connections, "connections");
        checkAtLeast(1, waiting, "waiting calls");
        checkAtLeast(1024, bodyLimit, "body limit");
        if (idleTimeout.isNegative() || idleTimeout.isZero()) {
            throw new IllegalArgumentException("the idle timeout must be longer than nothing");
        }
    }

    private static void checkAtLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException("the " + name + " must be at least " + least + ", not " + value);
        }
    }
}
