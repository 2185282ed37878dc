package io.acexy.orchestrator.time;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Ticker;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Time and chance, given from outside so that a test can hold them still.
 *
 * @param home the loop whose timers are used
 * @param ticker measures waits and ages; the loop's timers should run by the same
 * @param clock wall clock, for dates in headers only
 * @param random from 0 to below 1, for jitter
 */
public record Clockwork(EventLoop home, Ticker ticker, InstantSource clock, DoubleSupplier random) {

    /** The machine's clocks and the JDK's random numbers. */
    public static Clockwork system(EventLoop home) {
        return new Clockwork(home, Ticker.systemTicker(), InstantSource.system(), () -> ThreadLocalRandom.current()
                .nextDouble());
    }
}
