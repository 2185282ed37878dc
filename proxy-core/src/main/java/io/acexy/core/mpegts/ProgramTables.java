package io.acexy.core.mpegts;

import io.netty.buffer.ByteBuf;

/** Follows one programme of the stream through its PAT and PMT. */
final class ProgramTables {

    /**
     * A PAT copied from a multiplex may name programmes that were filtered out: after this many without the PMT of one, the
     * next is tried. PATs come at least every half second, usually ten a second.
     */
    private static final int PATS_TO_WAIT = 10;

    /** Most bytes that {@link #copyTo} writes. */
    static final int LONGEST_COPY = 2 * TableStream.LONGEST_COPY;

    private final TableStream pat = new TableStream(this::acceptPat);
    private final TableStream pmt = new TableStream(this::acceptPmt);
    private TsProgram program = TsProgram.UNKNOWN;
    private int[] candidates = {};
    private int patCrc;
    private int pmtCrc;
    private boolean pmtSeen;
    private int patsWithoutPmt;

    TsProgram program() {
        return program;
    }

    void patPacket(ByteBuf buffer, int index, int payload, boolean start, boolean gap) {
        pat.packet(buffer, index, payload, start, gap);
    }

    void pmtPacket(ByteBuf buffer, int index, int payload, boolean start, boolean gap) {
        pmt.packet(buffer, index, payload, start, gap);
    }

    /** Writes the packets of the PAT, then those of the PMT, and returns how many bytes these are. */
    int copyTo(byte[] target) {
        int patBytes = pat.copyTo(target, 0);
        return patBytes + pmt.copyTo(target, patBytes);
    }

    private boolean acceptPat(byte[] section, int length) {
        if (!PsiSections.isCurrent(section, PsiSections.PAT_TABLE)) {
            return false;
        }
        int crc = PsiSections.crc(section, length);
        if (crc != patCrc || candidates.length == 0) {
            candidates = PsiSections.programs(section, length);
            patCrc = crc;
        }
        if (candidates.length == 0) {
            return false;
        }
        int followed = indexOfFollowed();
        if (followed < 0) {
            follow(candidates[0]);
        } else if (!pmtSeen && ++patsWithoutPmt >= PATS_TO_WAIT) {
            follow(candidates[(followed + 1) % candidates.length]);
        }
        return true;
    }

    private boolean acceptPmt(byte[] section, int length) {
        if (!PsiSections.isCurrent(section, PsiSections.PMT_TABLE)
                || PsiSections.identifier(section) != program.number()) {
            return false;
        }
        int crc = PsiSections.crc(section, length);
        if (crc != pmtCrc || !pmtSeen) {
            program = PsiSections.program(section, length, program.pmtPid());
            pmtCrc = crc;
            pmtSeen = true;
        }
        return true;
    }

    private int indexOfFollowed() {
        for (int i = 0; i < candidates.length; i++) {
            if (candidates[i] >>> 16 == program.number() && (candidates[i] & 0x1FFF) == program.pmtPid()) {
                return i;
            }
        }
        return -1;
    }

    private void follow(int candidate) {
        program = TsProgram.awaited(candidate >>> 16, candidate & 0x1FFF);
        pmt.clear();
        pmtSeen = false;
        patsWithoutPmt = 0;
    }
}
