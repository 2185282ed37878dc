package io.acexy.server.http;

import io.acexy.server.http.ConnectionEnd.Cause;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection that sends no complete request in time, however busily it drips. It rests while the client waits for an
 * answer. Confined to the channel's loop.
 */
final class RequestDeadline {

    private final Connection connection;
    private final long millis;
    private Future<?> timer;
    private boolean resting;

    RequestDeadline(Connection connection, Duration timeout) {
        this.connection = connection;
        this.millis = timeout.toMillis();
    }

    /** From now on there is the whole time again. */
    void restart() {
        cancel();
        if (!resting && connection.channel().isOpen()) {
            Runnable passed = connection.guard(this::passed);
            timer = connection.channel().eventLoop().schedule(passed, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** It is the client who waits. */
    void rest() {
        resting = true;
        connection.waits(false);
        cancel();
    }

    /** The client has his answer. */
    void resume() {
        if (resting) {
            resting = false;
            connection.waits(true);
            restart();
        }
    }

    void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void passed() {
        connection.close(Cause.IDLE, "no whole request within " + millis + " ms");
    }
}
