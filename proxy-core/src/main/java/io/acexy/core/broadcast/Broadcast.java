package io.acexy.core.broadcast;

import io.acexy.core.Bugs;
import io.acexy.core.mpegts.JoinPoint;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One stream of packets for any number of subscribers. The fastest sets the pace, the ring absorbs, the slowest pays; nobody
 * waits for anybody. Confined to {@link #home}; all fields plain.
 */
public final class Broadcast {

    private static final long TICKS_PER_MILLI = 27_000;
    private final EventExecutor home;
    private final BroadcastConfig config;
    private final Bugs bugs;
    private final Turns turns;
    private final BroadcastRing ring;
    private final JoinPoints joinPoints;
    private final Newcomers newcomers;
    private final List<Cursor> cursors = new ArrayList<>();

    private final Round round = new Round();
    private final Runnable nextTurn;
    private boolean goingRound;

    /** Who has had the share of a turn, and can take more of what he has not had yet. */
    private final Deque<Cursor> catchingUp = new ArrayDeque<>();

    private final Runnable nextShare;
    private boolean shareIsDue;

    /** The number of the next chunk of the fastest; {@link Cursor#NOWHERE} where that has to be looked for. */
    private long fastest = Cursor.NOWHERE;

    private boolean jumped;
    private boolean saturated;
    private boolean ending;
    private long published;
    private long delivered;
    private long skips;

    /**
     * Nothing is published yet.
     *
     * @param budget what all rings may hold
     * @param bugs hears what is thrown where nobody else would
     */
    public Broadcast(EventExecutor home, BroadcastConfig config, BufferBudget budget, Bugs bugs) {
        this(home, config, budget, bugs, Turns.DEFAULT);
    }

    /** @param turns after how much the loop does something else */
    public Broadcast(EventExecutor home, BroadcastConfig config, BufferBudget budget, Bugs bugs, Turns turns) {
        this.home = home;
        this.config = config;
        this.bugs = bugs;
        this.nextTurn = bugs.guard("a turn of a broadcast", this::goRound);
        this.nextShare = bugs.guard("a turn of those who catch up", this::giveShare);
        this.turns = turns;
        this.ring =
                new BroadcastRing(config.ring(), budget.open(home, bugs.guard("a ring's shortening", this::shorten)));
        long burst = config.burst().toMillis() * TICKS_PER_MILLI;
        this.joinPoints = new JoinPoints(burst);
        this.newcomers = new Newcomers(burst);
    }

    /** A position at which playback can begin; it counts once the chunk that holds it is published. */
    public void mark(JoinPoint point) {
        assert home.inEventLoop();
        joinPoints.mark(point);
    }

    /** The next chunk will not go on where the last one ended. */
    public void jump() {
        assert home.inEventLoop();
        jumped = published > 0;
        joinPoints.jump();
    }

    /** Whether the ring holds a keyframe, or an audio frame of radio, so that nobody has to begin in the middle of a picture. */
    public boolean hasBeginning() {
        assert home.inEventLoop();
        return joinPoints.haveMedia();
    }

    /**
     * Sends a chunk to everybody who can take it now, and keeps it for the others. Consumes it. Thousands of subscribers are
     * served in several turns, between which the loop does what else there is to do; before the last of them has been served,
     * the next chunk may be there.
     */
    public void publish(Chunk chunk) {
        assert home.inEventLoop();
        published += chunk.length();
        long start = ring.head() == ring.tail() ? chunk.offset() : ring.startOffset();
        chunk.describe(joinPoints.publish(chunk, start), jumped);
        jumped = false;
        ring.push(chunk, newcomers.needed(joinPoints.needed(), chunk.mediaTime()));
        joinPoints.dropBefore(ring.startOffset());
        round.begin();
        if (!goingRound) {
            goRound();
        }
        judgePace();
    }

    /** The budget of all rings has become tighter. */
    private void shorten() {
        if (ring.head() > ring.tail()) {
            ring.shorten();
            joinPoints.dropBefore(ring.startOffset());
        }
    }

    private void goRound() {
        goingRound = false; // whatever happens here, the next chunk begins a round
        for (int served = 0; served < turns.subscribers() && !round.isOver(); served++) {
            advance(round.next());
        }
        if (!round.isOver()) {
            // A timer, and not a task: tasks run before the loop looks for events again.
            home.schedule(nextTurn, 0, TimeUnit.NANOSECONDS);
            goingRound = true;
        }
    }

    private void giveShare() {
        shareIsDue = false;
        Cursor next = catchingUp.poll();
        if (next != null) {
            next.catchesUp = false;
            drain(next);
        }
        if (!catchingUp.isEmpty()) {
            awaitShare();
        }
    }

    private void awaitShare() {
        if (!shareIsDue) {
            home.schedule(nextShare, 0, TimeUnit.NANOSECONDS);
            shareIsDue = true;
        }
    }

    /**
     * Lets a subscriber join: at once where the ring has a join point, else at the next one. What he is given of the past comes in
     * several turns, so that who joins behind him begins before he has all of it.
     */
    public Cursor subscribe(Subscriber subscriber) {
        assert home.inEventLoop();
        Cursor cursor = new Cursor(subscriber);
        cursor.index = cursors.size();
        cursors.add(cursor);
        drain(cursor);
        return cursor;
    }

    /** Forgets a subscriber; once more is harmless. */
    public void unsubscribe(Cursor cursor) {
        assert home.inEventLoop();
        if (cursor.index < 0) {
            return;
        }
        Cursor last = cursors.remove(cursors.size() - 1);
        if (last != cursor) {
            cursors.set(cursor.index, last);
            last.index = cursor.index;
        }
        cursor.index = -1;
        round.remove(cursor);
        isElsewhere(cursor);
        judgePace();
    }

    /** Gives a subscriber, who can take something again, what there is for him. */
    public void drain(Cursor cursor) {
        assert home.inEventLoop();
        if (cursor.index >= 0) {
            advance(cursor);
            judgePace();
        }
    }

    /** One that throws leaves, and nobody else hears of it: an allocator without memory is enough. */
    private void advance(Cursor cursor) {
        try {
            offer(cursor);
            if (cursor.index >= 0 && cursor.subscriber().isWritable()) {
                round.add(cursor);
                catchUp(cursor);
            } else {
                round.remove(cursor);
            }
        } catch (RuntimeException | Error e) {
            fastest = Cursor.NOWHERE; // wherever it is that he has come to
            unsubscribe(cursor);
            bugs.run(
                    "a subscriber who is told that he has failed",
                    () -> cursor.subscriber().failed(e),
                    () -> {});
        }
    }

    /** He takes his turn behind the others who do, if there is more for him than he has been given. */
    private void catchUp(Cursor cursor) {
        if (cursor.next != Cursor.NOWHERE && cursor.next < ring.head() && !cursor.catchesUp) {
            cursor.catchesUp = true;
            catchingUp.add(cursor);
            awaitShare();
        }
    }

    private void offer(Cursor cursor) {
        Subscriber subscriber = cursor.subscriber();
        long share = subscriber.takesAllAtOnce() ? Long.MAX_VALUE : turns.bytes();
        long given = 0;
        while (ending || (given < share && subscriber.isWritable())) {
            if (!place(cursor) || cursor.next >= ring.head()) {
                break;
            }
            Chunk chunk = ring.at(cursor.next++);
            subscriber.deliver(chunk, cursor.from);
            int length = chunk.length() - cursor.from;
            cursor.countDelivered(length);
            given += length;
            cursor.from = 0;
            cursor.position = chunk.end();
            cursor.isAt(chunk.mediaTime());
        }
        if (given > 0) {
            delivered += given;
            fastest = Math.max(fastest, cursor.next);
            subscriber.flush();
        }
    }

    /** Makes sure that the cursor is in the ring; false when it cannot be, now or ever. */
    private boolean place(Cursor cursor) {
        if (cursor.next >= ring.tail()) {
            return true;
        }
        if (cursor.next != Cursor.NOWHERE && config.lagPolicy() == LagPolicy.CLOSE) {
            unsubscribe(cursor);
            cursor.subscriber().overtaken();
            return false;
        }
        JoinPoint point = cursor.begun
                ? joinPoints.newest()
                : joinPoints.forNewcomer(cursor.subscriber().history());
        if (point == null) {
            isElsewhere(cursor);
            cursor.next = Cursor.NOWHERE;
            return false;
        }
        cursor.next = ring.find(point.offset());
        cursor.from = (int) (point.offset() - ring.at(cursor.next).offset());
        cursor.subscriber().begin(point, cursor.begun);
        if (cursor.begun) {
            skip(cursor, point);
        } else {
            cursor.begun = true;
            cursor.position = point.offset();
            newcomers.add(cursor, ring.newestTime());
            long bytes = ring.endOffset() - point.offset();
            cursor.subscriber().joined(new Burst(bytes, between(point.mediaTime(), ring.newestTime())));
        }
        return true;
    }

    private void skip(Cursor cursor, JoinPoint point) {
        long bytes = point.offset() - cursor.position;
        cursor.countSkip(bytes);
        skips++;
        Duration lost = between(cursor.mediaTime(), point.mediaTime());
        cursor.subscriber().skipped(new Skip(bytes, lost, between(cursor.mediaTime(), ring.newestTime())));
    }

    /** By the media clock, in ticks. */
    private static Duration between(long from, long to) {
        return Duration.ofMillis(Math.max(0, to - from) / TICKS_PER_MILLI);
    }

    /**
     * Whether even the fastest subscriber is so far behind that the producer should pause. Turns true when three quarters of
     * what the ring can hold lie in front of him, in time and in bytes, false again at one half; false without subscribers.
     */
    public boolean isSaturated() {
        return saturated;
    }

    private void judgePace() {
        if (fastest == Cursor.NOWHERE) {
            for (int index = 0; index < cursors.size() && fastest < ring.head(); index++) {
                fastest = Math.max(fastest, cursors.get(index).next);
            }
        }
        // Who catches up takes all he is given: he is far behind only until his next turn.
        saturated = catchingUp.isEmpty() && fastest != Cursor.NOWHERE && ring.isBehind(fastest, saturated ? 2 : 3);
    }

    /** A cursor is not where it was: if it was in front, another one is now. */
    private void isElsewhere(Cursor cursor) {
        if (cursor.next == fastest) {
            fastest = Cursor.NOWHERE;
        }
    }

    /**
     * Lets all subscribers go, each with all that the ring holds for him, whether he can take it now or not: what nobody else
     * needs any more is his. The ring's memory is given back when the last of them has it.
     */
    public void close() {
        assert home.inEventLoop();
        ending = true;
        round.stop();
        List.copyOf(cursors).forEach(cursor -> {
            advance(cursor);
            unsubscribe(cursor);
        });
        catchingUp.clear();
        ring.clear();
        joinPoints.clear();
    }

    /** Media bytes in the ring. */
    long held() {
        return ring.bytes();
    }

    /** What the ring holds. */
    public RingStatus ring() {
        return ring.status();
    }

    /** Media bytes published so far. */
    public long published() {
        return published;
    }

    /** Media bytes delivered so far, to all subscribers together. */
    public long delivered() {
        return delivered;
    }

    /** How often subscribers have been overtaken. */
    public long skips() {
        return skips;
    }
}
