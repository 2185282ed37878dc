package io.acexy.server.metrics;

import java.util.concurrent.atomic.DoubleAdder;

/** How often something has happened, or how much of it there was, since the program began. Any thread. */
final class Counter {

    private final DoubleAdder sum = new DoubleAdder();

    /** Once more. */
    void increment() {
        sum.add(1);
    }

    /** So much more. */
    void increment(double amount) {
        sum.add(amount);
    }

    double value() {
        return sum.sum();
    }
}
