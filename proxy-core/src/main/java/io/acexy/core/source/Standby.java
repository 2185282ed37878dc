package io.acexy.core.source;

import io.acexy.core.GuardedLoop;
import io.acexy.core.source.EngineSearch.Want;
import java.time.Duration;
import java.util.Optional;

/**
 * A second engine for a popular stream, kept ready while so many watch. Confined to the home loop.
 */
final class Standby {

    /** Asking for a second engine may cost the selector dear, so it is not done all the time. */
    private static final long SPAN = Duration.ofSeconds(10).toNanos();

    private final GuardedLoop home;
    private final Relay relay;
    private final int threshold;

    private long sought;

    /** @param threshold so many players; 0 is never */
    Standby(GuardedLoop home, Relay relay, int threshold) {
        this.home = home;
        this.relay = relay;
        this.threshold = threshold;
        this.sought = home.now() - SPAN;
    }

    /** Keeps one, or lets it go. */
    void keep(int players) {
        if (threshold > 0 && home.now() - sought > SPAN) {
            sought = home.now();
            Optional<Source> ready = relay.candidates().standby();
            if (players >= threshold && ready.isEmpty()) {
                relay.find(Want.STANDBY);
            } else if (players < threshold && ready.isPresent()) {
                relay.candidates().remove(ready.get());
                relay.retire(ready.get(), null);
            }
        }
    }
}
