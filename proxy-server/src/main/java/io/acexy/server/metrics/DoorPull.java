package io.acexy.server.metrics;

import io.acexy.core.Bugs;
import io.acexy.server.http.ConnectionEnd.Cause;
import io.acexy.server.http.Connections;
import java.util.List;

/**
 * How the door fares, and what this program has done wrong.
 *
 * @param connections at the door
 * @param bugs counted everywhere
 */
record DoorPull(Connections connections, Bugs bugs) implements Families.Pull {

    @Override
    public void into(Families families) {
        families.gauge("acexy_connections", "Connections at the door", connections.count());
        families.gauge("acexy_connections_max", "How many connections there may be", connections.most());
        families.counter(
                "acexy_connections_ended_total",
                "Connections that have ended, by the first cause",
                List.of("cause"),
                samples -> {
                    for (Cause cause : Cause.values()) {
                        samples.add(connections.ended(cause), cause.word());
                    }
                });
        families.counter("acexy_bugs_total", "Mistakes of this program; each is in the log", bugs.count());
    }
}
