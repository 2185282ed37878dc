package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows one programme of the stream through its PAT and PMT: the first whose picture comes, whichever stands first in the
 * PAT, because programmes are filtered out of a multiplex, or are empty, or radio. When the one followed goes, the next is
 * looked for. A programme that is alone is followed at once.
 */
final class ProgramTables {

    /** PATs come at least every half second, usually ten a second. After so many without any picture, sound will do. */
    private static final int PATS_FOR_PICTURE = 5;

    /** After so many more, a programme of which only the PMT comes. */
    private static final int PATS_FOR_MEDIA = 10;

    /** So long a picture may be away before that of another programme is taken. */
    private static final int PATS_WITHOUT_PICTURE = 50;

    private static final int MOST_PROGRAMS = 32;

    /** Most bytes that {@link #copyTo} writes. */
    static final int LONGEST_COPY = 2 * TableStream.LONGEST_COPY;

    /** The PMTs of one PID, and whose packets of it are kept. */
    private final class PmtStream implements TableStream.Acceptor {
        final int pid;
        final TableStream sections = new TableStream(this);
        int kept = -1;

        PmtStream(int pid) {
            this.pid = pid;
        }

        @Override
        public boolean accept(byte[] section, int length, boolean intact) {
            boolean wanted = acceptPmt(pid, section, length, intact);
            if (wanted) {
                kept = PsiSections.identifier(section);
            }
            return wanted;
        }
    }

    private final ContinuityMonitor continuity;
    private final TableStream pat = new TableStream(this::acceptPat);
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<PmtStream> pmts = new ArrayList<>();
    private TsProgram program = TsProgram.UNKNOWN;
    private Candidate followed;
    private boolean pictureCame;
    private int patCrc;
    private int patsWithoutPicture;

    ProgramTables(ContinuityMonitor continuity) {
        this.continuity = continuity;
    }

    TsProgram program() {
        return program;
    }

    /** Whether the PMT of a programme that matters may come on this PID. */
    boolean isPmt(int pid) {
        for (int i = 0; i < pmts.size(); i++) {
            if (pmts.get(i).pid == pid) {
                return true;
            }
        }
        return false;
    }

    /** Whether there are several programmes, of which none has been chosen yet. */
    boolean isUndecided() {
        return followed == null && candidates.size() > 1;
    }

    /** Media of this PID comes while nothing is decided: the programme of which it is the picture is the one. */
    void mediaComes(int pid) {
        for (int i = 0; i < candidates.size() && followed == null; i++) {
            if (candidates.get(i).program().videoPid() == pid) {
                follow(candidates.get(i));
            }
        }
    }

    void patPacket(ByteBuf buffer, int index, int payload, boolean start, boolean gap) {
        pat.packet(buffer, index, payload, start, gap);
    }

    void pmtPacket(int pid, ByteBuf buffer, int index, int payload, boolean start, boolean gap) {
        for (int i = 0; i < pmts.size(); i++) {
            if (pmts.get(i).pid == pid) {
                pmts.get(i).sections.packet(buffer, index, payload, start, gap);
                return;
            }
        }
    }

    /** Writes the packets of the PAT, then those of the PMT, and returns how many bytes these are. */
    int copyTo(byte[] target) {
        int end = pat.copyTo(target, 0);
        for (int i = 0; i < pmts.size(); i++) {
            PmtStream pmt = pmts.get(i);
            if (pmt.pid == program.pmtPid() && pmt.kept == program.number()) {
                return end + pmt.sections.copyTo(target, end);
            }
        }
        return end;
    }

    private boolean acceptPat(byte[] section, int length, boolean intact) {
        if (!PsiSections.isCurrent(section, PsiSections.PAT_TABLE)) {
            return false;
        }
        int crc = PsiSections.crc(section, length);
        if (crc != patCrc || candidates.isEmpty() || !intact) {
            int[] entries = PsiSections.programs(section, length);
            if (entries.length == 0 || (!intact && !anyComes(entries))) {
                return false;
            }
            name(entries);
            patCrc = crc;
        }
        for (int i = 0; i < candidates.size(); i++) {
            candidates.get(i).look(continuity);
        }
        choose();
        watch();
        return true;
    }

    /** The world outside a table is believed more than a table whose CRC is wrong. */
    private boolean anyComes(int[] entries) {
        for (int entry : entries) {
            if (continuity.last(entry & 0x1FFF) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** These are the programmes now; what is known of those that stay is kept. */
    private void name(int[] entries) {
        List<Candidate> before = List.copyOf(candidates);
        candidates.clear();
        for (int i = 0; i < Math.min(entries.length, MOST_PROGRAMS); i++) {
            int entry = entries[i];
            candidates.add(
                    before.stream().filter(known -> known.is(entry)).findFirst().orElseGet(() -> new Candidate(entry)));
        }
        if (!candidates.contains(followed)) {
            followed = null;
            patsWithoutPicture = 0;
        }
    }

    private void choose() {
        boolean picture = followed != null && followed.hasPicture();
        pictureCame |= picture;
        patsWithoutPicture = picture ? 0 : patsWithoutPicture + 1;
        if (candidates.size() == 1) {
            follow(candidates.get(0));
        } else if (followed == null || patsWithoutPicture >= (pictureCame ? PATS_WITHOUT_PICTURE : 1)) {
            Candidate best = best();
            if (best != null) {
                follow(best);
            }
        }
    }

    /** Null while waiting may show a better one. */
    private Candidate best() {
        Candidate sound = null;
        Candidate described = null;
        for (Candidate candidate : candidates) {
            if (candidate.hasPicture()) {
                return candidate;
            }
            if (sound == null && candidate.program().hasAudio() && candidate.hasMedia(continuity)) {
                sound = candidate;
            }
            if (described == null && candidate.program().isKnown()) {
                described = candidate;
            }
        }
        if (followed != null && followed.isDescribed()) {
            return followed;
        }
        if (sound != null && patsWithoutPicture >= PATS_FOR_PICTURE) {
            return sound;
        }
        return patsWithoutPicture >= PATS_FOR_MEDIA ? described : null;
    }

    private void follow(Candidate next) {
        if (followed == next) {
            return;
        }
        followed = next;
        pictureCame = next.hasPicture();
        patsWithoutPicture = 0;
        show();
    }

    /** A programme is known once its PMT can be given to those who join. */
    private void show() {
        PmtStream pmt = stream(followed.pmtPid);
        boolean there = pmt != null && pmt.kept == followed.number;
        program = there ? followed.program() : TsProgram.awaited(followed.number, followed.pmtPid);
    }

    private PmtStream stream(int pid) {
        return pmts.stream().filter(pmt -> pmt.pid == pid).findFirst().orElse(null);
    }

    /** As long as it is not certain which programme to follow, all PMTs are read. */
    private void watch() {
        boolean all = candidates.size() > 1 && (followed == null || patsWithoutPicture > 0);
        if (!all && pmts.size() == 1 && pmts.get(0).pid == followed.pmtPid) {
            return;
        }
        pmts.removeIf(pmt -> candidates.stream()
                .noneMatch(candidate -> candidate.pmtPid == pmt.pid && (all || candidate == followed)));
        for (Candidate candidate : candidates) {
            if ((all || candidate == followed) && stream(candidate.pmtPid) == null) {
                pmts.add(new PmtStream(candidate.pmtPid));
            }
        }
    }

    private boolean acceptPmt(int pid, byte[] section, int length, boolean intact) {
        if (!PsiSections.isCurrent(section, PsiSections.PMT_TABLE)) {
            return false;
        }
        Candidate candidate = find(pid, PsiSections.identifier(section));
        if (candidate == null || (!intact && !mediaComes(section, length, pid))) {
            return false;
        }
        candidate.describe(section, length, intact);
        if (candidate == followed) {
            program = candidate.program();
        }
        return candidate == followed || followed == null;
    }

    private boolean mediaComes(byte[] section, int length, int pid) {
        return PsiSections.program(section, length, pid).elementaryPids().stream()
                .anyMatch(elementary -> continuity.last(elementary) >= 0);
    }

    private Candidate find(int pid, int number) {
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            if (candidate.pmtPid == pid && candidate.number == number) {
                return candidate;
            }
        }
        return null;
    }
}
