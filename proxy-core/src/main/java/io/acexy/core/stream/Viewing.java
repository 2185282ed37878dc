package io.acexy.core.stream;

import io.acexy.core.engine.ContentId;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One player's wish to watch a content: the handle by which his own side leaves or says that it can take more. Its calls may
 * come from any thread, and come home by themselves.
 */
public final class Viewing {

    private static final int MAX_WAITS = 8;

    final Player player;
    final ContentId content;
    final Map<String, String> options;

    /** Where the seat is. Changes before the first byte at most, on the home loop of the stream that it leaves. */
    volatile Stream stream;

    /** Null while not seated. Written on the home loop of {@link #stream}; volatile for {@link #delivered} only. */
    volatile Seat seat;

    private final long asked;

    /** Only counted while he is on the way to a seat, by one thread after the other. */
    private int waits;

    /** Set once, by whichever side ends it first; while it is null, he watches or waits. */
    private final AtomicReference<LeaveReason> end = new AtomicReference<>();

    Viewing(Player player, ContentId content, Map<String, String> options) {
        this.player = player;
        this.content = content;
        this.options = options;
        this.asked = ticker().nanoTime();
    }

    private Ticker ticker() {
        return player.loop().ticker();
    }

    /** The player has gone, or has to. Once more changes nothing, and the first reason stays. */
    public void leave(LeaveReason why) {
        ends(why);
        Stream current = stream;
        if (current != null) {
            current.post(() -> current.doLeave(this));
        }
    }

    /** Says why it is about to end, unless that has been said. */
    void ends(LeaveReason why) {
        end.compareAndSet(null, why);
    }

    /** Tells that he is gone, if he has had a seat, in a stream that turned out to be another. */
    boolean seatLeft() {
        boolean sat = seat != null;
        if (sat) {
            seat.tellLeft();
        }
        return sat;
    }

    /** So often one wish waits for a place that is being freed; another may be quicker to take it. */
    boolean mayWaitForRoom() {
        return waits++ < MAX_WAITS;
    }

    /** Why it has ended, or null while it has not. Any thread. */
    public LeaveReason end() {
        return end.get();
    }

    /** The player can take more again. */
    public void writable() {
        Stream current = stream;
        if (current != null) {
            current.post(() -> current.doDrain(this));
        }
    }

    /** Since the player asked. All loops have one ticker. */
    Duration age() {
        return Duration.ofNanos(ticker().nanoTime() - asked);
    }

    /** Media bytes delivered so far; 0 while waiting. Any thread, may be a little behind. */
    public long delivered() {
        Seat current = seat;
        return current == null ? 0 : current.delivered();
    }
}
