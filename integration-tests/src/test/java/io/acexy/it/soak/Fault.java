package io.acexy.it.soak;

import java.io.IOException;
import java.time.Duration;

/**
 * Something that can be done to the house.
 *
 * @param name what it is called
 * @param group of those with the same one there is one at a time; empty: any number
 * @param least how long it lasts at least
 * @param most how long at most
 * @param act does it
 */
record Fault(String name, String group, Duration least, Duration most, Act act) {

    /** Does it, and says how it is undone. */
    @FunctionalInterface
    interface Act {
        Undo begin() throws IOException, InterruptedException;
    }

    /** Ends what an act has begun. */
    @FunctionalInterface
    interface Undo {
        void end() throws IOException, InterruptedException;
    }

    static Fault lasting(String name, String group, int leastSeconds, int mostSeconds, Act act) {
        return new Fault(name, group, Duration.ofSeconds(leastSeconds), Duration.ofSeconds(mostSeconds), act);
    }
}
