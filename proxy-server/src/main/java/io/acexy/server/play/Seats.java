package io.acexy.server.play;

import io.acexy.core.engine.ContentId;
import io.acexy.core.stream.StreamFailure;
import io.acexy.core.stream.StreamRegistry;
import io.acexy.server.http.Failure;
import io.acexy.server.http.FailureKind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** How many play at once, in whatever form, and how many may. Counted up and down here alone. Any thread. */
public final class Seats {

    private static final Duration FULL_RETRY = Duration.ofSeconds(10);

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    /** @param most 0 is no limit */
    public Seats(int most) {
        this.most = most;
    }

    /** One more; false, and nothing has changed, when there is none left. */
    boolean take() {
        if (taken.incrementAndGet() > most && most > 0) {
            taken.decrementAndGet(); // before it is answered: who is refused takes nobody's place
            return false;
        }
        return true;
    }

    void free() {
        taken.decrementAndGet();
    }

    /** Turns somebody away who finds none, and tells those who want to know of streams. */
    Failure refuse(ContentId content, StreamRegistry streams) {
        Failure why = Failure.of(FailureKind.LIMIT_REACHED, "this proxy serves as many players as it may", FULL_RETRY);
        streams.turnedAway(
                content, new StreamFailure(StreamFailure.Kind.LIMIT_REACHED, why.reason(), why.retryAfter()));
        return why;
    }

    /** How many are taken. */
    public int taken() {
        return taken.get();
    }
}
