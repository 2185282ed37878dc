package io.acexy.core.stream;

import io.acexy.core.broadcast.Broadcast;
import io.acexy.core.engine.SessionLinks;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Who watches one run of a stream, and the broadcast that they watch. Confined to the stream's home loop. */
final class Audience {

    private final Broadcast broadcast;
    private final StreamNews news;
    private final Set<Viewing> seats = new HashSet<>();

    Audience(StreamContext stream) {
        StreamServices services = stream.services();
        this.broadcast = new Broadcast(stream.home(), stream.config().broadcast(), services.buffers(), services.bugs());
        this.news = stream.news();
    }

    Broadcast broadcast() {
        return broadcast;
    }

    /** @param kind whether the stream has to be started for him */
    void seat(Viewing viewing, Join.Kind kind) {
        seats.add(viewing);
        viewing.kind = kind;
        Seat seat = new Seat(viewing, news);
        seat.take(broadcast);
        viewing.seat = seat;
    }

    /** False when he had no seat here. */
    boolean leave(Viewing viewing) {
        boolean sat = seats.remove(viewing);
        if (sat) {
            broadcast.unsubscribe(viewing.seat.cursor());
        }
        return sat;
    }

    /** He can take more. False when he has no seat here. */
    boolean drain(Viewing viewing) {
        boolean sits = seats.contains(viewing);
        if (sits) {
            broadcast.drain(viewing.seat.cursor());
        }
        return sits;
    }

    /**
     * There is no engine for those who wait: one of them may hold a place elsewhere. Completed when he has given it up; null
     * when nobody can.
     */
    Future<Void> makeRoom(EventExecutor home) {
        return seats.stream()
                .map(viewing -> viewing.player.giveUpOtherPlace(home))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** An engine says what the content is. */
    void accepted(SessionLinks links) {
        seats.forEach(viewing -> viewing.player.accepted(links));
    }

    /** Whether anybody is here who is no newer process. */
    boolean isAnyOurs() {
        for (Viewing viewing : seats) { // asked at each join, and mostly answered by the first
            if (!viewing.player.isHeir()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a newer process is here. */
    boolean isAnyHeir() {
        return seats.stream().anyMatch(viewing -> viewing.player.isHeir());
    }

    int size() {
        return seats.size();
    }

    /** The stream is over: everybody is given what there is for him, and told why there is no more. */
    void end(StreamFailure why) {
        List<Viewing> ending = close();
        for (Viewing viewing : ending) {
            viewing.ends(LeaveReason.of(why));
            viewing.seat.tellLeft();
            viewing.vacated(); // he may just have been sent away
            news.bugs().run("a player who is told the end", () -> viewing.player.ended(why), () -> {});
        }
    }

    /** Closes the broadcast, and says who still watched: their seats are elsewhere from now on. */
    List<Viewing> close() {
        List<Viewing> left = List.copyOf(seats);
        seats.clear();
        broadcast.close();
        return left;
    }
}
