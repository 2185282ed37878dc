package io.acexy.core.stream;

import io.acexy.core.Bugs;
import io.acexy.core.broadcast.Broadcast;
import io.acexy.core.broadcast.Burst;
import io.acexy.core.broadcast.Chunk;
import io.acexy.core.broadcast.Cursor;
import io.acexy.core.broadcast.Skip;
import io.acexy.core.broadcast.Subscriber;
import io.acexy.core.mpegts.JoinPoint;
import java.time.Duration;

/**
 * A player's place in one audience: what the broadcast says goes through here to him, and what others want to know of it is
 * told. Confined to the stream's home loop, but for {@link #delivered}.
 */
final class Seat implements Subscriber {

    static final long TICKS_PER_MILLI = 27_000;

    private final Viewing viewing;
    private final Player player;
    private final StreamNews news;

    private Cursor cursor;

    Seat(Viewing viewing, StreamNews news) {
        this.viewing = viewing;
        this.player = viewing.player;
        this.news = news;
    }

    void take(Broadcast broadcast) {
        cursor = broadcast.subscribe(this);
    }

    Cursor cursor() {
        return cursor;
    }

    @Override
    public boolean isWritable() {
        return player.isWritable();
    }

    @Override
    public long history() {
        return player.history();
    }

    @Override
    public boolean takesAllAtOnce() {
        return player.takesAllAtOnce();
    }

    @Override
    public void begin(JoinPoint point, boolean resumed) {
        player.begin(point, resumed);
    }

    @Override
    public void joined(Burst burst) {
        Join join = new Join(player.name(), viewing.kind, viewing.age(), burst);
        viewing.join = join;
        if (!player.isForOthers()) {
            tell(join);
        }
    }

    void tell(Join join) {
        news.tell((content, listener) -> listener.joined(content, join));
    }

    void tell(Departure departure) {
        news.tell((content, listener) -> listener.left(content, departure));
    }

    @Override
    public void skipped(Skip skip) {
        news.tell((content, listener) -> listener.skipped(content, player.name(), skip));
    }

    @Override
    public void deliver(Chunk chunk, int from) {
        player.deliver(chunk, from);
    }

    @Override
    public void flush() {
        player.flush();
    }

    @Override
    public void failed(Throwable cause) {
        viewing.ends(Bugs.isOurs(cause) ? LeaveReason.INTERNAL : LeaveReason.BROKEN);
        player.failed(cause);
    }

    @Override
    public void overtaken() {
        viewing.ends(LeaveReason.LAGGED);
        player.overtaken();
    }

    /** He is not seated any more, for good. */
    void tellLeft() {
        if (player.isForOthers()) {
            return;
        }
        tell(new Departure(
                player.name(),
                viewing.end(),
                viewing.join != null,
                viewing.age(),
                cursor.delivered(),
                cursor.skips(),
                cursor.skipped()));
    }

    /** Any thread. */
    long delivered() {
        return cursor.delivered();
    }

    /**
     * Any thread, may be a little behind.
     *
     * @param newest the media clock of the newest media, in ticks of 27 MHz
     */
    ViewingStatus status(long newest) {
        Join begun = viewing.join;
        long at = cursor.mediaTime();
        Duration behind = at == 0 ? null : Duration.ofMillis(Math.max(0, newest - at) / TICKS_PER_MILLI);
        return new ViewingStatus(
                viewing.kind,
                begun != null,
                begun == null ? viewing.age() : begun.waited(),
                cursor.delivered(),
                cursor.skips(),
                cursor.skipped(),
                begun == null ? null : behind);
    }
}
