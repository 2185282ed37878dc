package io.acexy.core.stream;

import io.acexy.core.broadcast.Cursor;
import io.acexy.core.engine.ContentId;
import java.util.Map;

/**
 * One player's seat in a stream: the handle by which its own side leaves or says that it can take more. Both calls may come
 * from any thread, and come home by themselves.
 */
public final class Viewing {

    final Player player;
    final ContentId content;
    final Map<String, String> options;

    /** Where the seat is. Changes before the first byte at most, on the home loop of the stream that it leaves. */
    volatile Stream stream;

    /** Null while not seated. Written on the home loop of {@link #stream}; volatile for {@link #delivered} only. */
    volatile Cursor cursor;

    /** Set once by the player's side; read when a seat is moved, so that nobody is seated who has left. */
    volatile boolean left;

    Viewing(Player player, ContentId content, Map<String, String> options) {
        this.player = player;
        this.content = content;
        this.options = options;
    }

    /** The player has gone. Idempotent. */
    public void leave() {
        left = true;
        Stream current = stream;
        if (current != null) {
            current.post(() -> current.doLeave(this));
        }
    }

    /** The player can take more again. */
    public void writable() {
        Stream current = stream;
        if (current != null) {
            current.post(() -> current.doDrain(this));
        }
    }

    /** Media bytes delivered so far; 0 while waiting. Any thread, may be a little behind. */
    public long delivered() {
        Cursor seat = cursor;
        return seat == null ? 0 : seat.delivered();
    }
}
