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
    private long lastMedia;
    private boolean approaching;
    private boolean silent;

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

    /**
     * It may begin with a jump from now on.
     *
     * @param silence while it is on its way to the place where players are: how long it may bring nothing
     * @param more how much more time it has where it is there already
     */
    void overdue(Duration silence, Duration more) {
        patience = Patience.OVERDUE;
        approaching = isBehind();
        wait(approaching ? silence : more);
    }

    /** Its time is up again. Whether it has more, because it still comes nearer, or has only just arrived. */
    boolean isStillComing(Duration silence, Duration more) {
        silent = home.now() - lastMedia >= silence.toNanos();
        if (silent || !approaching) {
            return false;
        }
        overdue(silence, more);
        return true;
    }

    /** Why it was of no use. */
    EngineFault shortcoming() {
        return silent
                ? new EngineFault(EngineFault.Kind.SILENT, source.engine + " fell silent before it had come to the end")
                : EngineFault.broken(source.engine + " shows no place to go on at, and not the same clock");
    }

    private boolean isBehind() {
        return splicer.standing() == Splicer.Standing.BEHIND;
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
        lastMedia = now;
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
            case OVERDUE -> isBehind();
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
