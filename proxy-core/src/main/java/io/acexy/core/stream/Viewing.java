package io.acexy.core.stream;

import io.acexy.core.engine.ContentId;
import io.acexy.core.engine.Engine;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
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

    /** Null before his first media. Written on the home loop of {@link #stream}; volatile for {@link #join} only. */
    volatile Join join;

    /** Null while not seated. Written on the home loop of {@link #stream}, before his first media. */
    volatile Join.Kind kind;

    private final long asked;

    /** Only counted while he is on the way to a seat, by one thread after the other. */
    private int waits;

    /** Set once, by whichever side ends it first; while it is null, he watches or waits. */
    private final AtomicReference<End> end = new AtomicReference<>();

    /**
     * How it ends.
     *
     * @param words what the player is told; null where his own side ends it
     * @param done completed when he has no seat any more
     */
    private record End(LeaveReason reason, StreamFailure words, Promise<Void> done) {}

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
        vacate();
    }

    /**
     * Sends the player away.
     *
     * @param words what he is told
     * @return completed on {@code executor} when his seat is free; at once when he is leaving already
     */
    public Future<Void> dismiss(LeaveReason why, StreamFailure words, EventExecutor executor) {
        Promise<Void> done = executor.newPromise();
        if (end.compareAndSet(null, new End(why, words, done))) {
            vacate();
        } else {
            done.setSuccess(null);
        }
        return done;
    }

    private void vacate() {
        Stream current = stream;
        if (current != null) {
            current.post(() -> current.doLeave(this));
        }
    }

    /** Says why it is about to end, unless that has been said. */
    void ends(LeaveReason why) {
        end.compareAndSet(null, new End(why, null, null));
    }

    /** He has no seat any more: tells it to those who heard of the seat, and to him, if he was sent away. */
    void left() {
        if (seat != null) {
            seat.tellLeft();
        }
        End why = end.get();
        if (why != null && why.words != null) {
            player.ended(why.words);
            vacated();
        }
    }

    /** Whoever waits for his place is told that it is free. */
    void vacated() {
        End why = end.get();
        if (why != null && why.done != null) {
            why.done.trySuccess(null);
        }
    }

    /** So often one wish waits for a place that is being freed; another may be quicker to take it. */
    boolean mayWaitForRoom() {
        return waits++ < MAX_WAITS;
    }

    /** One of several for whom the player sits has his first media. On the home loop of the stream. */
    public void oneJoined(Join join) {
        Seat shared = seat;
        if (shared != null) {
            shared.tell(join);
        }
    }

    /** One of several for whom the player sits is gone. On the home loop of the stream. */
    public void oneLeft(Departure departure) {
        Seat shared = seat;
        if (shared != null) {
            shared.tell(departure);
        }
    }

    /** Why it has ended, or null while it has not. Any thread. */
    public LeaveReason end() {
        End why = end.get();
        return why == null ? null : why.reason;
    }

    /** Whether nobody else watches or waits where he does. Any thread, may be a little behind. */
    public boolean isAlone() {
        Stream current = stream;
        return current != null && current.status().players() == 1;
    }

    /** The engine in use where he is, or in trial; null while none is. Any thread. */
    public Engine engine() {
        Stream current = stream;
        return current == null ? null : current.status().engine();
    }

    /**
     * How far a place to begin at is behind the newest media. Any thread, may be a little behind.
     *
     * @param mediaTime the media clock there, in ticks of 27 MHz
     */
    public Duration behind(long mediaTime) {
        Stream current = stream;
        long newest =
                current == null ? mediaTime : current.status().media().ring().newest();
        return Duration.ofMillis(Math.max(0, newest - mediaTime) / Seat.TICKS_PER_MILLI);
    }

    /** The player can take more again. */
    public void writable() {
        Stream current = stream;
        if (current != null) {
            current.post(() -> current.doDrain(this));
        }
    }

    /** Whether the stream had to be started for him; null while he has no seat. Any thread. */
    public Join.Kind kind() {
        return kind;
    }

    /** Since the player asked. All loops have one ticker. Any thread. */
    public Duration age() {
        return Duration.ofNanos(ticker().nanoTime() - asked);
    }

    /** How he has come to his first media; null before. Any thread, may be a little behind. */
    public Join join() {
        return join;
    }

    /**
     * How somebody fares. Any thread, may be a little behind.
     *
     * @param viewing null where he has asked and is not known yet
     */
    public static ViewingStatus statusOf(Viewing viewing) {
        return viewing == null ? new ViewingStatus(null, false, Duration.ZERO, 0, 0, 0, null) : viewing.status();
    }

    /** Media bytes that somebody was given; otherwise as {@link #statusOf}. */
    public static long deliveredTo(Viewing viewing) {
        Seat current = viewing == null ? null : viewing.seat;
        return current == null ? 0 : current.delivered();
    }

    /** How he fares. Any thread, may be a little behind. */
    public ViewingStatus status() {
        Seat current = seat;
        Stream where = stream;
        if (current == null || where == null) {
            return new ViewingStatus(null, false, age(), 0, 0, 0, null);
        }
        return current.status(where.status().media().ring().newest());
    }

    /** Media bytes delivered so far; 0 while waiting. Any thread, may be a little behind. */
    public long delivered() {
        Seat current = seat;
        return current == null ? 0 : current.delivered();
    }
}
