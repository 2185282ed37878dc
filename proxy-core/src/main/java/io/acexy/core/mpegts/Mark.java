package io.acexy.core.mpegts;

import java.util.Arrays;
import java.util.List;

/**
 * What was in force when a packet came that may turn out to be a join point. Written over and over, so that only packets that
 * do become join points cost an allocation.
 */
final class Mark {

    private static final long UNSET = -1;

    private final byte[] tables = new byte[ProgramTables.LONGEST_COPY];
    private int tablesEnd;
    private int[] counters = {};
    private int countersEnd;
    private long offset = UNSET;
    private long mediaTime;

    /** Marks the packet at {@code at} with PID {@code pid}, whose counter before it was {@code before} (-1: none). */
    void set(long at, int pid, int before, ProgramTables current, ContinuityMonitor continuity) {
        offset = at;
        tablesEnd = current.copyTo(tables);
        List<Track> tracks = current.program().tracks();
        if (counters.length < tracks.size()) {
            counters = new int[tracks.size()];
        }
        countersEnd = 0;
        for (int i = 0; i < tracks.size(); i++) {
            int elementary = tracks.get(i).pid();
            int counter = elementary == pid ? before : continuity.last(elementary);
            if (counter >= 0) {
                counters[countersEnd++] = elementary << 4 | counter;
            }
        }
    }

    /** The media time at the packet, which its own time stamps may move. */
    void setTime(long ticks) {
        mediaTime = ticks;
    }

    long time() {
        return mediaTime;
    }

    boolean isSet() {
        return offset != UNSET;
    }

    long offset() {
        return offset;
    }

    /** To begin behind the packet, with others in its place whose first follows on {@code counter}. */
    JoinPoint toJoinPoint(int pid, byte[] lead, int counter) {
        int[] before = Arrays.copyOf(counters, countersEnd);
        for (int i = 0; i < before.length; i++) {
            if (before[i] >>> 4 == pid) {
                before[i] = pid << 4 | (counter & 0x0F);
            }
        }
        return new JoinPoint(
                offset + TsPacket.SIZE,
                mediaTime,
                JoinPoint.Kind.KEYFRAME,
                Arrays.copyOf(tables, tablesEnd),
                before,
                lead);
    }

    JoinPoint toJoinPoint(JoinPoint.Kind kind) {
        return new JoinPoint(
                offset, mediaTime, kind, Arrays.copyOf(tables, tablesEnd), Arrays.copyOf(counters, countersEnd));
    }
}
