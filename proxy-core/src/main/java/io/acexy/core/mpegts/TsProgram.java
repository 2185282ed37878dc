package io.acexy.core.mpegts;

import java.util.List;

/**
 * What PAT and PMT say of the programme that is followed. PIDs are -1 while unknown or absent.
 *
 * @param number the programme number
 * @param pmtPid PID of its PMT
 * @param pcrPid PID whose PCR is the programme's clock
 * @param video its first video stream
 * @param audioPids PIDs of its audio streams in the PMT's order
 * @param tracks all its streams in the PMT's order
 */
public record TsProgram(int number, int pmtPid, int pcrPid, Video video, List<Integer> audioPids, List<Track> tracks) {

    /**
     * A video stream.
     *
     * @param pid its PID
     * @param streamType the PMT's stream_type of it, -1 without video
     * @param codec how its keyframes are recognised
     */
    public record Video(int pid, int streamType, VideoCodec codec) {

        /** There is none, or none is known. */
        public static final Video NONE = new Video(-1, -1, VideoCodec.NONE);
    }

    /** Before a PAT has been seen. */
    public static final TsProgram UNKNOWN = awaited(-1, -1);

    public TsProgram {
        audioPids = List.copyOf(audioPids);
        tracks = List.copyOf(tracks);
    }

    /** A programme that the PAT names and whose PMT has not been seen. */
    static TsProgram awaited(int number, int pmtPid) {
        return new TsProgram(number, pmtPid, -1, Video.NONE, List.of(), List.of());
    }

    /** Whether the PMT has been read. */
    public boolean isKnown() {
        return !tracks.isEmpty();
    }

    /** PIDs of all its streams in the PMT's order. */
    public List<Integer> elementaryPids() {
        return tracks.stream().map(Track::pid).toList();
    }

    public boolean hasVideo() {
        return video.pid() >= 0;
    }

    /** PID of its first video stream. */
    public int videoPid() {
        return video.pid();
    }

    /** How the keyframes of that are recognised. */
    public VideoCodec videoCodec() {
        return video.codec();
    }

    public boolean hasAudio() {
        return !audioPids.isEmpty();
    }
}
