package io.acexy.core.mpegts;

/** A programme that the PAT names: one that may be followed. Confined to the thread of its {@link ProgramTables}. */
final class Candidate {

    private static final int NONE = -1;

    final int number;
    final int pmtPid;

    private TsProgram program;
    private boolean described;
    private int crc;
    private int lastVideoCounter = NONE;
    private boolean picture;

    /** @param entry as in {@link PsiSections#programs} */
    Candidate(int entry) {
        number = entry >>> 16;
        pmtPid = entry & 0x1FFF;
        program = TsProgram.awaited(number, pmtPid);
    }

    boolean is(int entry) {
        return entry >>> 16 == number && (entry & 0x1FFF) == pmtPid;
    }

    /** What its PMT says, as far as it has come. */
    TsProgram program() {
        return program;
    }

    boolean isDescribed() {
        return described;
    }

    /** Its PMT has come. */
    void describe(byte[] section, int length, boolean intact) {
        int next = PsiSections.crc(section, length);
        if (!described || next != crc || !intact) {
            program = PsiSections.program(section, length, pmtPid);
            crc = next;
            described = true;
        }
    }

    /** Looks whether its picture goes on. To be called now and then: whenever a PAT has come. */
    void look(ContinuityMonitor continuity) {
        int counter = program.hasVideo() ? continuity.last(program.videoPid()) : NONE;
        picture = counter != lastVideoCounter;
        lastVideoCounter = counter;
    }

    /** Whether some of its picture had come between the last two looks. */
    boolean hasPicture() {
        return picture;
    }

    /** Whether anything of it has ever come. */
    boolean hasMedia(ContinuityMonitor continuity) {
        return program.elementaryPids().stream().anyMatch(pid -> continuity.last(pid) >= 0);
    }
}
