package io.acexy.server.play;

import io.acexy.server.http.Connection;
import io.acexy.server.http.ConnectionEnd.Cause;

/**
 * The player of a session whose content is a film: any number of answers one after the other, each of which takes the place of
 * the last. Confined to the session's loop.
 */
final class GuestFilm {

    private Connection player;
    private int answers;
    private String closed;

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
