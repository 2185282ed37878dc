package io.acexy.server.play;

import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;

/** How fast something grows between two looks at it. Used by one thread. */
final class GuestSpeed {

    private final Ticker ticker;
    private long bytes;
    private long at;

    GuestSpeed(Ticker ticker) {
        this.ticker = ticker;
        this.at = ticker.nanoTime();
    }

    /** Kilobytes a second since the last call. */
    long kilobytes(long now) {
        long time = ticker.nanoTime();
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(time - at));
        long speed = Math.max(0, now - bytes) * 1000 / millis / 1024;
        bytes = now;
        at = time;
        return speed;
    }
}
