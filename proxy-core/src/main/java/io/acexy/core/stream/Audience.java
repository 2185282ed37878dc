package io.acexy.core.stream;

import io.acexy.core.Bugs;
import io.acexy.core.broadcast.Broadcast;
import io.acexy.core.broadcast.BroadcastConfig;
import io.acexy.core.broadcast.BufferBudget;
import io.netty.channel.EventLoop;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who watches one run of a stream, and the broadcast that they watch. Confined to the stream's home loop. */
final class Audience {

    private final Broadcast broadcast;
    private final Set<Viewing> seats = new HashSet<>();

    Audience(EventLoop home, BroadcastConfig config, BufferBudget buffers, Bugs bugs) {
        this.broadcast = new Broadcast(home, config, buffers, bugs);
    }

    Broadcast broadcast() {
        return broadcast;
    }

    void seat(Viewing viewing) {
        seats.add(viewing);
        viewing.cursor = broadcast.subscribe(viewing.player);
    }

    /** False when he had no seat here. */
    boolean leave(Viewing viewing) {
        boolean sat = seats.remove(viewing);
        if (sat) {
            broadcast.unsubscribe(viewing.cursor);
        }
        return sat;
    }

    /** He can take more. False when he has no seat here. */
    boolean drain(Viewing viewing) {
        boolean sits = seats.contains(viewing);
        if (sits) {
            broadcast.drain(viewing.cursor);
        }
        return sits;
    }

    int size() {
        return seats.size();
    }

    /** Closes the broadcast, and says who still watched. */
    List<Viewing> close() {
        List<Viewing> left = List.copyOf(seats);
        seats.clear();
        broadcast.close();
        left.forEach(viewing -> viewing.cursor = null);
        return left;
    }
}
