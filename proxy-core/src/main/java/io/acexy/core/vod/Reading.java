package io.acexy.core.vod;

import io.acexy.core.engine.EngineFault;
import io.acexy.core.engine.FilmHead;
import io.acexy.core.engine.FilmReader;
import io.acexy.core.engine.FilmSession;
import io.netty.buffer.ByteBuf;
import java.util.Map;

/**
 * One order that is being carried out: from the player's range to his last byte, whichever engines it takes. Nothing is kept
 * here: what the player does not take, the engine does not send. Confined to the home loop of its showing, except for what the
 * player says, which any thread may.
 */
public final class Reading implements FilmReader.Listener {

    private final FilmOrder order;
    private final FilmPlayer player;

    /** The session that carries it out, null where there is none; written before the player is brought to its loop. */
    private volatile Showing showing;

    // on the home loop only
    private FilmReader reader;
    private Span span = Span.UNKNOWN;
    private long next;
    private long gained;
    private long since;
    private long attached;
    private boolean begun;
    private boolean paused;
    private boolean over;

    Reading(FilmOrder order, FilmPlayer player) {
        this.order = order;
        this.player = player;
    }

    // ---- what the player says ----

    /** He has gone. Any thread; once more is harmless. */
    public void leave() {
        Showing current = showing;
        if (current != null) {
            current.tasks().post(() -> leave(current));
        }
    }

    /** It may have been given another seat meanwhile. */
    private void leave(Showing told) {
        if (told == showing) {
            told.doLeave(this);
        } else {
            leave();
        }
    }

    /** He can take more again. Any thread. */
    public void writable() {
        Showing current = showing;
        if (current != null) {
            current.tasks().post(this::doResume);
        }
    }

    private void doResume() {
        if (paused && !over && player.isWritable()) {
            paused = false;
            progress();
            if (reader != null) {
                reader.reading(true);
            }
        }
    }

    // ---- what its showing says ----

    FilmOrder order() {
        return order;
    }

    FilmPlayer player() {
        return player;
    }

    /** Any thread, while it has no seat. */
    void seatIn(Showing seat) {
        showing = seat;
    }

    /** Reads on from where it is, or from the beginning, on a session that nobody else reads. */
    void attach(FilmSession session) {
        gained = 0;
        attached = showing.tasks().now();
        Map<String, String> headers = begun ? RangeHeaders.from(next, span.last()) : order.headers();
        reader = session.read(headers, this);
        reader.reading(!paused);
    }

    /** Leaves its session, which somebody else will go on with, or another. */
    void detach() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    boolean isAttached() {
        return reader != null;
    }

    boolean isOver() {
        return over;
    }

    boolean isBegun() {
        return begun;
    }

    /** Whether another engine could go on where this one stops. */
    boolean canMove() {
        return !begun || span.isKnown();
    }

    /** Since when, by the loop's ticker, the player has waited for bytes; now, while he does not want any. */
    long waitingSince(long now) {
        return paused ? now : since;
    }

    /** Since when the engine has been silent; now, while it may. */
    long silentSince(long now) {
        return paused || reader == null || !begun ? now : Math.max(since, attached);
    }

    /** The next byte of the file; 0 while that is not known. */
    long position() {
        return next;
    }

    /** From now on the player waits. */
    void progress() {
        since = showing.tasks().now();
    }

    /** Ends it for a reason. */
    void end(FilmFailure why) {
        if (!over) {
            over = true;
            detach();
            player.ended(why);
        }
    }

    /** Only the head is wanted, and that is known. */
    void answer(FilmHead head) {
        over = true;
        player.begin(head);
        player.complete();
    }

    /** The player has gone, or has had all. */
    void close() {
        over = true;
        detach();
    }

    // ---- what the engine says ----

    @Override
    public void head(FilmHead head) {
        progress();
        Span here = Span.of(head);
        if (begun) {
            goOn(here);
            return;
        }
        begun = true;
        span = here;
        next = here.first();
        showing.begun(this, head);
        player.begin(head);
        if (order.headOnly()) {
            finish();
        }
    }

    private void goOn(Span here) {
        if (!span.goesOnWith(here, next)) {
            showing.mismatched(this);
        }
    }

    @Override
    public void bytes(ByteBuf data) {
        int count = (int) Math.min(data.readableBytes(), left());
        data.writerIndex(data.readerIndex() + count);
        next += count;
        gained += count;
        progress();
        player.bytes(data);
        if (over) {
            return;
        }
        if (left() == 0) {
            finish();
        } else if (!player.isWritable()) {
            paused = true;
            reader.reading(false);
        }
    }

    private long left() {
        return span.last() - next + 1;
    }

    @Override
    public void complete() {
        if (span.isKnown() && left() > 0) {
            failed(new EngineFault(EngineFault.Kind.ENDED, "engine ended the film before its end"));
        } else {
            finish();
        }
    }

    private void finish() {
        close();
        player.complete();
        showing.finished(this);
    }

    @Override
    public void failed(EngineFault fault) {
        reader = null;
        showing.lost(fault, gained > 0);
    }
}
