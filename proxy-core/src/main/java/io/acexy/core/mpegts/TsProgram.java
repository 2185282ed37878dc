package io.acexy.core.mpegts;

import java.util.List;

/**
 * What PAT and PMT say of the programme that is followed. PIDs are -1 while unknown or absent.
 *
 * @param number the programme number
 * @param pmtPid PID of its PMT
 * @param pcrPid PID whose PCR is the programme's clock
 * @param videoPid PID of its first video stream
 * @param videoStreamType the PMT's stream_type of that stream, -1 without video
 * @param videoCodec how its keyframes are recognised
 * @param audioPids PIDs of its audio streams in the PMT's order
 * @param elementaryPids PIDs of all its streams in the PMT's order
 */
public record TsProgram(
        int number,
        int pmtPid,
        int pcrPid,
        int videoPid,
        int videoStreamType,
        VideoCodec videoCodec,
        List<Integer> audioPids,
        List<Integer> elementaryPids) {

    /** Before a PAT has been seen. */
    public static final TsProgram UNKNOWN = awaited(-1, -1);

    public TsProgram {
        audioPids = List.copyOf(audioPids);
        elementaryPids = List.copyOf(elementaryPids);
    }

    /** A programme that the PAT names and whose PMT has not been seen. */
    static TsProgram awaited(int number, int pmtPid) {
        return new TsProgram(number, pmtPid, -1, -1, -1, VideoCodec.NONE, List.of(), List.of());
    }

    /** Whether the PMT has been read. */
    public boolean isKnown() {
        return !elementaryPids.isEmpty();
    }

    public boolean hasVideo() {
        return videoPid >= 0;
    }

    public boolean hasAudio() {
        return !audioPids.isEmpty();
    }
}
