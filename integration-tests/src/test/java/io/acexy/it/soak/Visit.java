package io.acexy.it.soak;

import io.acexy.it.soak.Trouble.Effect;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One player from his coming to his going. On the loop of the {@link Wire}. */
abstract class Visit {

    /** What is felt of a fault may come so much later than the fault. */
    private static final long LATE = Duration.ofSeconds(30).toNanos();

    final Crowd crowd;
    final Wish wish;
    final long begun = System.nanoTime();
    private Runnable whenOver = () -> {};
    private boolean over;

    /**
     * What he wants, and how he behaves.
     *
     * @param kind what he is, for the report
     * @param agent his name
     * @param target what he asks for
     * @param tags marks by which troubles know whom they concern
     * @param stay how long he stays
     * @param pause when he stops to read, and for how long
     * @param reset whether he leaves with a reset
     */
    record Wish(String kind, String agent, String target, Set<String> tags, Duration stay, Pause pause, boolean reset) {

        Map<String, String> headers() {
            return Map.of("user-agent", agent);
        }
    }

    /**
     * A time without reading.
     *
     * @param after when it begins; longer than he stays where he reads all the time
     * @param length of it
     */
    record Pause(Duration after, Duration length) {}

    Visit(Crowd crowd, Wish wish) {
        this.crowd = crowd;
        this.wish = wish;
    }

    /** Comes; what is given is called when he has gone. */
    final void begin(Runnable gone) {
        whenOver = gone;
        in(wish.stay(), this::leave);
        come();
    }

    abstract void come();

    /** Hangs up whatever is open. */
    abstract void hangUp();

    /** He leaves by himself. */
    void leave() {
        finish("left");
    }

    final boolean isOver() {
        return over;
    }

    /** Does something later, if he is still there. */
    final void in(Duration delay, Runnable task) {
        crowd.wire
                .loop()
                .schedule(
                        () -> {
                            if (!over) {
                                task.run();
                            }
                        },
                        delay.toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    final void finish(String outcome) {
        if (!over) {
            over = true;
            hangUp();
            crowd.ledger.count(wish.kind(), outcome);
            whenOver.run();
        }
    }

    /** He could not begin. */
    final void refused(String how) {
        put("refused", Effect.REFUSE, begun, how);
        finish("refused");
    }

    /** He was playing, and it ended. */
    final void cut(String how) {
        put("cut", Effect.CUT, System.nanoTime() - LATE, how);
        finish("cut");
    }

    /** Puts what has happened down to a fault, or to nothing. */
    final void put(String what, Effect effect, long since, String how) {
        if (crowd.isClosing()) {
            return;
        }
        Optional<String> cause = crowd.troubles.blame(effect, wish.tags(), since);
        if (cause.isEmpty() && effect == Effect.REFUSE) {
            cause = crowd.troubles.blame(Effect.CUT, wish.tags(), since);
        }
        if (cause.isPresent()) {
            crowd.ledger.explained(what, cause.get());
        } else {
            crowd.ledger.unexplained(String.format(
                    "%s %s at %s after %d s: %s: %s; now: %s",
                    wish.agent(),
                    what,
                    crowd.clock(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun),
                    wish.target(),
                    how,
                    crowd.troubles.now()));
        }
    }
}
