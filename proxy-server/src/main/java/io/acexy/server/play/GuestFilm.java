package io.acexy.server.play;

import io.acexy.server.http.Connection;
import io.acexy.server.http.ConnectionEnd.Cause;
import io.acexy.server.limits.Wish.Start;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The player of a session whose content is a film: any number of answers one after the other, each of which takes the place of
 * the last. Confined to the session's loop, where nothing else is said.
 */
final class GuestFilm {

    private final AtomicBoolean started = new AtomicBoolean();
    private Connection player;
    private int answers;
    private String closed;

    /** What the next answer costs: the first is what its links were admitted to. Any thread. */
    Start start() {
        return started.getAndSet(true) ? Start.OF_FILM : Start.OF_FILM_ADMITTED;
    }

    /** An answer begins; at once over where the session is. */
    void begins(Connection connection) {
        answers++;
        player = connection;
        if (closed != null) {
            close(closed);
        }
    }

    /** An answer has come to its end, or its player has gone. */
    void over(Connection connection) {
        answers--;
        player = player == connection ? null : player;
    }

    boolean isWatched() {
        return answers > 0;
    }

    /** The session is over, and so is what its player is being sent. */
    void close(String reason) {
        closed = reason;
        if (player != null) {
            player.close(Cause.SENT_AWAY, reason);
        }
    }
}
