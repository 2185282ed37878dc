package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The checks of the first priority of ETSI TR 101 290 (5.2.1), by the stream's own clock: without them nothing can be decoded.
 * The continuity counters are checked by the inspector. Confined to one thread.
 */
final class FirstPriority {

    /** How far apart tables may be. */
    static final long TABLES = MediaClock.TICKS_PER_SECOND / 2;

    /** How long a stream that the programme map names may be away. */
    static final long AWAY = 5 * MediaClock.TICKS_PER_SECOND;

    private static final int SYNC_LOST_AFTER = 2;

    private final Interval pat = new Interval();
    private final Interval pmt = new Interval();

    /** When packets of each stream came last that the map names, and whether its absence has been counted. */
    private final Map<Integer, Interval> named = new HashMap<>();

    private int wrongInARow;
    private long syncErrors;
    private long syncLosses;
    private long patWrong;
    private long pmtWrong;
    private long away;
    private int awayPid = -1;

    /** Times between two of a kind. */
    private static final class Interval {
        private long last = -1;
        private long longest;
        private long late;
        private boolean counted;

        void seen(long time) {
            look(time, TABLES);
            last = time;
            counted = false;
        }

        /** One that never came is a fault, too. */
        long faults() {
            return last < 0 ? 1 : late;
        }

        /** Counts once for each time that it was away too long. */
        void look(long time, long most) {
            if (last >= 0) {
                longest = Math.max(longest, time - last);
                if (time - last > most && !counted) {
                    counted = true;
                    late++;
                }
            }
        }
    }

    /** @param time the media clock at the packet */
    void packet(ByteBuf buffer, int index, long time, TsProgram program) {
        int header = TsPacket.header(buffer, index);
        if (!TsPacket.isSynced(header)) {
            syncErrors++;
            if (++wrongInARow == SYNC_LOST_AFTER) {
                syncLosses++;
            }
            return;
        }
        wrongInARow = 0;
        int pid = TsPacket.pid(header);
        pat.look(time, TABLES);
        if (pid == TsPacket.PAT_PID) {
            table(pat, buffer, index, header, time);
        } else if (pid == program.pmtPid()) {
            table(pmt, buffer, index, header, time);
        } else {
            pmt.look(time, TABLES);
            Interval interval = named.get(pid);
            if (interval != null) {
                interval.last = time;
                interval.counted = false;
            }
        }
        lookForStreams(time, program);
    }

    private void table(Interval interval, ByteBuf buffer, int index, int header, long time) {
        boolean isPat = interval == pat;
        int payload = TsPacket.payloadOffset(buffer, index);
        boolean wrong = TsPacket.scrambled(header);
        if (TsPacket.payloadUnitStart(header) && payload < TsPacket.SIZE) {
            int section = payload + 1 + buffer.getUnsignedByte(index + payload);
            int wanted = isPat ? PsiSections.PAT_TABLE : PsiSections.PMT_TABLE;
            boolean whose = section < TsPacket.SIZE && buffer.getUnsignedByte(index + section) == wanted;
            // Other tables may share the PID of a PMT, not that of the PAT.
            wrong |= isPat && !whose;
            if (whose) {
                interval.seen(time);
            }
        }
        if (wrong && isPat) {
            patWrong++;
        } else if (wrong) {
            pmtWrong++;
        }
    }

    private void lookForStreams(long time, TsProgram program) {
        if (named.size() != program.tracks().size()) {
            named.keySet().retainAll(program.elementaryPids());
            for (Track track : program.tracks()) {
                named.computeIfAbsent(track.pid(), pid -> new Interval()).last = time;
            }
        }
        for (Track track : program.tracks()) {
            Interval interval = named.get(track.pid());
            // Subtitles and data come when there is something to say.
            boolean steady = track.kind() == Track.Kind.VIDEO || track.kind() == Track.Kind.AUDIO;
            if (interval != null && steady && !interval.counted && time - interval.last > AWAY) {
                interval.counted = true;
                away++;
                awayPid = track.pid();
            }
        }
    }

    /** @param continuity what the inspector has counted */
    List<TsReport.Check> checks(long continuity) {
        return List.of(
                check(
                        "TS_sync_loss",
                        syncLosses,
                        "packets begin where they should",
                        "packets did not begin where they should"),
                check("Sync_byte_error", syncErrors, "every packet begins with 0x47", "packets do not begin with 0x47"),
                check("PAT_error", pat.faults() + patWrong, told("PAT", pat), told("PAT", pat)),
                check(
                        "Continuity_count_error",
                        continuity,
                        "no packet is missing",
                        "packets are missing, or come once too often"),
                check("PMT_error", pmt.faults() + pmtWrong, told("PMT", pmt), told("PMT", pmt)),
                check(
                        "PID_error",
                        away,
                        "every stream that is named comes",
                        "stream " + awayPid + " did not come for 5 s"));
    }

    private static String told(String name, Interval interval) {
        return interval.last < 0
                ? "no " + name + " came"
                : name + " at least every " + interval.longest / (MediaClock.TICKS_PER_SECOND / 1_000) + " ms";
    }

    private static TsReport.Check check(String name, long count, String passed, String failed) {
        return new TsReport.Check(name, count, count == 0 ? passed : failed);
    }
}
