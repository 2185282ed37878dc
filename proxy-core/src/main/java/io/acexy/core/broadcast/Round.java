package io.acexy.core.broadcast;

/**
 * Whose turn it is next, among those who can take something: a circle, in which each has one turn for each chunk. Who cannot take
 * anything is not in it, and costs nothing however many of his kind there are. Confined to the broadcast's loop.
 */
final class Round {

    /** Whose turn is next; null while the circle is empty. */
    private Cursor turn;

    private int size;
    private int turnsLeft;

    /** There is something new: everybody who is here has a turn. */
    void begin() {
        turnsLeft = size;
    }

    boolean isOver() {
        return turnsLeft == 0;
    }

    /** Ends it where it is. */
    void stop() {
        turnsLeft = 0;
    }

    /** Whose turn it is; only while it is not over. */
    Cursor next() {
        Cursor current = turn;
        turn = current.after;
        turnsLeft--;
        return current;
    }

    /** Behind everybody who has still a turn to come; once more is harmless. */
    void add(Cursor cursor) {
        if (cursor.after != null) {
            return;
        }
        if (turn == null) {
            turn = cursor;
            cursor.after = cursor;
            cursor.before = cursor;
        } else {
            cursor.after = turn;
            cursor.before = turn.before;
            turn.before.after = cursor;
            turn.before = cursor;
        }
        size++;
    }

    /** Nobody else misses his turn, but some may have another one; once more is harmless. */
    void remove(Cursor cursor) {
        if (cursor.after == null) {
            return;
        }
        if (--size == 0) {
            turn = null;
            turnsLeft = 0;
        } else {
            turn = turn == cursor ? cursor.after : turn;
            cursor.before.after = cursor.after;
            cursor.after.before = cursor.before;
            turnsLeft = Math.min(turnsLeft, size);
        }
        cursor.after = null;
        cursor.before = null;
    }
}
