package io.acexy.core.source;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.EngineStat;
import java.time.Duration;

/**
 * Asks the engine in use now and then how its swarm does, while somebody wants to know. What comes of it is for display:
 * silence is judged elsewhere. Confined to the stream's home loop.
 */
final class SwarmWatch {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final long PERIOD = Duration.ofMillis(1_900).toNanos();

    private final GuardedLoop home;
    private final Relay relay;
    private final Attention attention;

    private boolean asking;
    private boolean asked;
    private long last;

    SwarmWatch(GuardedLoop home, Relay relay, Attention attention) {
        this.home = home;
        this.relay = relay;
        this.attention = attention;
    }

    /** To be called now and then. */
    void look() {
        Source source = relay.inUse();
        long now = home.now();
        boolean due = !asked || now - last >= PERIOD;
        if (asking
                || !due
                || source == null
                || !attention.isPaid(now)
                || !source.session().hasStat()) {
            return;
        }
        asking = true;
        asked = true;
        last = now;
        home.when(source.session().stat(TIMEOUT), done -> {
            asking = false;
            EngineStat stat = done.getNow();
            if (stat != null && stat.known() && relay.inUse() == source) {
                relay.record.swarm(new SwarmReading(stat, home.now()));
            }
        });
    }
}
