package io.acexy.core.source;

import io.acexy.core.GuardedLoop;
import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.MediaSink;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * What a candidate has sent so far, and for how long it has been waited for. Confined to the home loop. Ended by
 * {@link #finish}, once.
 */
final class Trial implements MediaSink {

    /** What there is to be hoped of it. */
    enum Patience {
        /** Nothing has come, and it is not time yet. */
        FRESH,
        /** Nothing has come for so long that another is tried beside it; cold contents take long. */
        LATE,
        /** Media comes. */
        SHOWING,
        /** Media has come for long enough that a jump is better than waiting on. */
        OVERDUE
    }

    /** Who judges. */
    interface Judge {

        /** More has come. */
        void moreCame(Source source);

        /** It has not been used within the time that it was given. */
        void patienceOver(Source source);

        void failed(Source source, EngineFault fault);
    }

    private final GuardedLoop home;
    private final Source source;
    private final Splicer splicer;
    private final Judge judge;

    private Patience patience = Patience.FRESH;
    private Legibility legibility;
    private Future<?> deadline;
    private Duration afterFirst;

    Trial(GuardedLoop home, Source source, Splicer splicer, Judge judge) {
        this.home = home;
        this.source = source;
        this.splicer = splicer;
        this.judge = judge;
    }

    Splicer splicer() {
        return splicer;
    }

    boolean is(Patience one) {
        return patience == one;
    }

    /** Gives it so long to its first media, and so long from then on. */
    void within(Duration first, Duration then) {
        afterFirst = then;
        wait(splicer.isEmpty() ? first : then);
    }

    /** Gives it some more time to its first media; another may be tried meanwhile. */
    void late(Duration more) {
        patience = Patience.LATE;
        wait(more);
    }

    /** It may begin with a jump, and has so much more time. */
    void overdue(Duration more) {
        patience = Patience.OVERDUE;
        wait(more);
    }

    private void wait(Duration time) {
        cancel();
        deadline = home.after(time, () -> {
            deadline = null;
            judge.patienceOver(source);
        });
    }

    private void cancel() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void media(ByteBuf data) {
        splicer.offer(data);
        long now = home.now();
        legibility = legibility == null ? new Legibility(splicer.aligner(), now) : legibility;
        EngineFault illegible = legibility.judge(now);
        if (illegible != null) {
            judge.failed(source, illegible);
            return;
        }
        if (!splicer.isEmpty() && (patience == Patience.FRESH || patience == Patience.LATE)) {
            patience = Patience.SHOWING;
            if (afterFirst != null) {
                wait(afterFirst);
            }
        }
        judge.moreCame(source);
    }

    /** Whether it may yet turn out to have the very next byte. */
    boolean isHopeful() {
        return switch (patience) {
            case FRESH -> true;
            case LATE -> false;
            case SHOWING -> splicer.standing() != Splicer.Standing.PAST;
            case OVERDUE -> splicer.standing() == Splicer.Standing.BEHIND;
        };
    }

    /** The best place to go on at with a jump, now that there is no better way. */
    Optional<Splice> jump() {
        boolean overdue = patience == Patience.OVERDUE;
        Optional<Splice> keyframe = splicer.atKeyframe(overdue);
        return keyframe.isEmpty() && overdue ? splicer.atTables() : keyframe;
    }

    /** The caller takes over, and releases, what was held. */
    Splicer finish() {
        cancel();
        return splicer;
    }
}
